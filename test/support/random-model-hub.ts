import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ModelEntry } from '#models/catalog';

import { startServer, type TestServer } from './model-hub.ts';
import { randomModelEntry, writeRandomModel } from './random-model.ts';

/** One request for a file, and how to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The file, as it is. */
  readonly bytes: Buffer;
  readonly sha256: string;
  /** First byte that was asked for. */
  readonly from: number;
  /** Answers as it should be: the whole, or the range that was asked for. */
  serve(): void;
}

/** What a hub does with one request. */
export type Behaviour = (exchange: Exchange) => void;

export interface RandomModelHub extends TestServer {
  readonly entry: ModelEntry;
  /** First bytes of the ranges that were asked for of the file with behaviours; 0 for the whole. */
  readonly froms: readonly number[];
  /** The next requests for a file are answered by these, the last of them from then on; the others are served. */
  behave(file: string, ...behaviours: readonly Behaviour[]): void;
  remove(): Promise<void>;
}

/** A hub on loopback with one small model, under the name of `entry`, which does what it is told. */
export async function startRandomModelHub(
  entry: ModelEntry = randomModelEntry('makers/random', { shape: 'tiny' }),
): Promise<RandomModelHub> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-'));
  await writeRandomModel(folder, { shape: 'tiny' });
  let told: { readonly file: string; readonly behaviours: Behaviour[] } | undefined;
  const froms: number[] = [];
  const prefix = `/${entry.repository}/resolve/${entry.revision}/`;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const file = (request.url ?? '').replace(/^http:\/\/[^/]+/, '').replace(prefix, '');
    const bytes = await readFile(join(folder, file)).catch(() => undefined);
    if (!bytes) return void response.writeHead(404).end();
    const exchange = exchangeOf(request, response, bytes);
    if (told?.file !== file) return exchange.serve();
    froms.push(exchange.from);
    const [first, ...rest] = told.behaviours;
    if (rest.length > 0) told.behaviours.shift();
    first?.(exchange);
  };
  const server = await startServer((request, response) => void answer(request, response));
  return {
    ...server,
    ...{ entry, froms },
    behave: (file, ...behaviours) => {
      told = { file, behaviours: [...behaviours] };
      froms.length = 0;
    },
    remove: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

function exchangeOf(request: IncomingMessage, response: ServerResponse, bytes: Buffer): Exchange {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const serve = (): void => {
    const last = `${String(bytes.length - 1)}/${String(bytes.length)}`;
    if (from >= bytes.length)
      return void response
        .writeHead(416, { 'content-range': `bytes */${String(bytes.length)}` })
        .end();
    if (from > 0) response.writeHead(206, { 'content-range': `bytes ${String(from)}-${last}` });
    else response.writeHead(200, { 'content-length': bytes.length });
    response.end(bytes.subarray(from));
  };
  return { request, response, bytes, sha256, from, serve };
}

/** What hubs, mirrors and what lies between do to a download. */
export const status =
  (code: number): Behaviour =>
  ({ response }) =>
    void response.writeHead(code).end('{}');

export const whole: Behaviour = ({ serve }) => serve();

export const page: Behaviour = ({ response }) =>
  void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Log in');

export const empty: Behaviour = ({ response }) =>
  void response.writeHead(200, { 'Content-Length': '0' }).end();

export const resets: Behaviour = ({ response }) => void response.destroy();

export const silent: Behaviour = () => undefined;

/** Half of the rest, and then nothing more or the end of the connection. */
const half =
  (then: (response: ServerResponse) => void): Behaviour =>
  ({ response, bytes, from }) => {
    const to = from + Math.ceil((bytes.length - from) / 2);
    const range = `bytes ${String(from)}-${String(bytes.length - 1)}/${String(bytes.length)}`;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(from > 0 && { 'content-range': range }),
    });
    response.write(bytes.subarray(from, to), () => then(response));
  };
export const stalls: Behaviour = half(() => undefined);
export const drops: Behaviour = half((response) => void setTimeout(() => response.destroy(), 20));

export const ignoresRange: Behaviour = ({ response, bytes }) =>
  void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);

export const withoutLength: Behaviour = ({ response, bytes }) => {
  response.write(bytes.subarray(0, 10));
  response.end(bytes.subarray(10));
};

/** Another range than the one that was asked for. */
export const otherRange: Behaviour = ({ response, bytes }) =>
  void response
    .writeHead(206, { 'content-range': `bytes 0-9/${String(bytes.length)}` })
    .end(bytes.subarray(0, 10));

const changed = (bytes: Buffer): Buffer => bytes.map((byte) => byte ^ 0xff) as Buffer;

/** Other bytes of the same length, with the ETag that the hub gives the right ones. */
export const wrongBytes: Behaviour = ({ response, bytes, sha256, from }) =>
  void response
    .writeHead(from > 0 ? 206 : 200, {
      etag: `"${sha256}"`,
      'content-range': `bytes ${String(from)}-${String(bytes.length - 1)}/${String(bytes.length)}`,
    })
    .end(changed(bytes.subarray(from)));

/** Other bytes, about which nothing is said. */
export const unknownBytes: Behaviour = ({ response, bytes }) => void response.end(changed(bytes));

/** Less than there is, as if it were all. */
export const short: Behaviour = ({ response, bytes }) =>
  void response
    .writeHead(200, { 'content-length': bytes.length >> 1 })
    .end(bytes.subarray(0, bytes.length >> 1));

/** More is promised than comes. */
export const promisesMore: Behaviour = ({ response, bytes }) => {
  response.writeHead(200, { 'content-length': bytes.length + 10 });
  response.write(bytes, () => setTimeout(() => response.destroy(), 20));
};

export const otherRevision: Behaviour = ({ response, bytes }) =>
  void response.writeHead(200, { 'x-repo-commit': 'f'.repeat(40) }).end(bytes);

/** Sends to another host, as hubs do with large files; `to` is its address. */
export const redirects =
  (to: (exchange: Exchange) => string): Behaviour =>
  (exchange) =>
    void exchange.response
      .writeHead(302, { location: to(exchange), 'x-linked-etag': `"${exchange.sha256}"` })
      .end();
