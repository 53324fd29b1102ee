import type { Context } from 'hono';

/** An entity tag in header form. */
export const entityTag = (etag: string): string => `"${etag}"`;

/**
 * The tags of an If-Match or If-None-Match header without quotes; `*` stays `*`, undefined without header.
 * A weak tag counts as its strong one: proxies weaken the tags of answers that they compress,
 * and a tag here names the version of a record, not the bytes of an answer.
 */
export function tagsOf(
  c: Context,
  header: 'If-Match' | 'If-None-Match',
): readonly string[] | undefined {
  const value = c.req.header(header);
  if (value === undefined) return undefined;
  return value
    .split(',')
    .map((tag) =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .filter((tag) => tag !== '');
}

/** Whether the reader has this version already. */
export function isKnown(c: Context, etag: string): boolean {
  const tags = tagsOf(c, 'If-None-Match');
  return tags !== undefined && (tags.includes('*') || tags.includes(etag));
}
