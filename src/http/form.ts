import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';

/** Bytes; a form of ours holds a token and a path. */
const LARGEST_FORM = 16 * 1024;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

/** A small form as a browser sends it. Codes: unsupported_media_type, body_too_large. */
export async function formOf(c: Context): Promise<URLSearchParams> {
  if (!FORM_TYPE.test(c.req.header('Content-Type') ?? ''))
    throw new WorkspaceError('unsupported_media_type', 'A form belongs here.', {
      next: 'Send application/x-www-form-urlencoded.',
    });
  return new URLSearchParams(await textWithin(c.req.raw.body));
}

async function textWithin(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_FORM)
      throw new WorkspaceError('body_too_large', `A form has at most ${LARGEST_FORM} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
