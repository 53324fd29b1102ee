import { createHash } from 'node:crypto';

import type { AppDeps } from '#src/http/deps';
import { entityTag, isKnown } from '#src/http/etag';
import type { Handler } from '#src/http/routes';

interface Made {
  readonly text: string;
  readonly etag: string;
}

/** GET /openapi.json: made when it is first asked for, and then kept. */
export function openApi({ version }: Pick<AppDeps, 'version'>): Handler {
  let kept: Promise<Made> | undefined;
  return async (c) => {
    const { text, etag } = await (kept ??= made(version));
    const headers = { ETag: entityTag(etag), 'Cache-Control': 'no-cache' };
    if (isKnown(c, etag)) return c.body(null, 304, headers);
    return c.body(text, 200, {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
    });
  };
}

/** A command opens the app, too, and never asks for the document: what makes it is loaded here. */
async function made(version: string): Promise<Made> {
  const { openApiDocument } = await import('./document.ts');
  const text = JSON.stringify(openApiDocument(version));
  return { text, etag: createHash('sha256').update(text).digest('base64url').slice(0, 22) };
}
