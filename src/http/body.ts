import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';
import { jsonFaultSentence } from '#src/search/json-fault';

import { checkTree } from './json-tree.ts';

/** Largest body unless the service sets another: 10 MB. */
const DEFAULT_BODY_LIMIT = 10 * 1024 ** 2;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset=(?:"?utf-8"?))?\s*$/i;

/** What a route takes. */
export interface BodyLimit {
  /** In bytes. */
  readonly limit: number;
  /** The setting that changes it. */
  readonly setting: string;
}

/**
 * The JSON of a request's body.
 * Codes: unsupported_media_type, body_too_large, invalid_json, invalid_body (too deep, or text that cannot be kept).
 */
export async function readBody(c: Context, limit = DEFAULT_BODY_LIMIT): Promise<unknown> {
  const json = await readJson(c, { limit, setting: 'BODY_LIMIT' });
  checkTree(json);
  return json;
}

/** As `readBody`, without a look at what the JSON holds. */
export async function readJson(c: Context, limit: BodyLimit): Promise<unknown> {
  const type = c.req.header('Content-Type');
  if (type === undefined || !JSON_TYPE.test(type.trim())) throw unsupported(type);
  return parse(decode(await readBytes(c, limit)));
}

/** Counts what arrives: a chunked body announces no length, and an announced one can be wrong. */
async function readBytes(c: Context, allowed: BodyLimit): Promise<Uint8Array> {
  const { limit } = allowed;
  if (Number(c.req.header('Content-Length') ?? 0) > limit) throw tooLarge(allowed);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const { body } = c.req.raw;
  if (!body) return new Uint8Array();
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(allowed);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WorkspaceError('invalid_json', 'The body is not UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  if (text.trim() === '')
    throw new WorkspaceError('invalid_json', 'The body is empty.', {
      next: 'Send a JSON object, or an array of them.',
    });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkspaceError('invalid_json', `The body is not JSON: ${jsonFaultSentence(text)}.`, {
      cause,
    });
  }
}

const unsupported = (type: string | undefined): WorkspaceError =>
  new WorkspaceError(
    'unsupported_media_type',
    type === undefined
      ? 'The body has no content type.'
      : `The content type '${type.slice(0, 80)}' is not read here.`,
    { next: "Send JSON in UTF-8 with 'Content-Type: application/json'." },
  );

const tooLarge = ({ limit, setting }: BodyLimit): WorkspaceError =>
  new WorkspaceError('body_too_large', `The body is larger than ${limit} bytes.`, {
    next: `Send it in several requests, or raise ${setting}.`,
  });
