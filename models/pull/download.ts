import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { recordOf, sizeOf } from '#models/files';

import type { Proxies } from './proxy.ts';
import { get, type Answer } from './request.ts';
import { shaOf, startOf, refusalOf, totalOf } from './reading.ts';

export interface Wanted {
  readonly address: string;
  /** Where it goes, once all of it is there and right. */
  readonly path: string;
  /** Commit that the hub must serve it from, if it says so. */
  readonly revision: string;
  /** SHA-256, where it is known beforehand. */
  readonly sha256?: string;
}

export interface DownloadOptions {
  readonly proxies?: Proxies;
  /** Milliseconds without a byte after which an attempt has failed. Default 30,000. */
  readonly stallTimeout?: number;
  /** Gives up, and leaves what is here to the next attempt. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds before the first repetition; doubled with each. Default 500. */
  readonly pause?: number;
  /** Bytes that are here, and all of them as far as that is known. */
  readonly progress?: (done: number, total: number) => void;
}

/** No use to ask again: the file is not there, or not the one that is wanted. */
class Final extends Error {}

/** Attempts in a row that bring nothing. */
const MOST_ATTEMPTS = 5;

/**
 * Fetches one file, and goes on where an earlier attempt or process stopped (`<path>.part`). It appears
 * under its name whole or not at all. What may pass (no connection, a stall, 5xx) is tried again.
 * Errors: plain ones, whose message says what went wrong; of the file system, with its code.
 */
export async function download(wanted: Wanted, options: DownloadOptions): Promise<void> {
  await mkdir(dirname(wanted.path), { recursive: true });
  for (let failed = 0, most = 0; ;) {
    try {
      return await attempt(wanted, options);
    } catch (error) {
      if (error instanceof Final || isOfDisk(error) || options.signal?.aborted) throw error;
      const here = (await sizeOf(partOf(wanted))) ?? 0;
      failed = here > most ? 1 : failed + 1;
      most = Math.max(here, most);
      if (failed >= MOST_ATTEMPTS) throw error;
    }
    const { pause = 500, signal } = options;
    await sleep(pause * 2 ** (failed - 1), undefined, { signal });
  }
}

const partOf = ({ path }: Wanted): string => `${path}.part`;
/** The ETag of what the part is a part of. */
const tagOf = ({ path }: Wanted): string => `${path}.tag`;

const DISK = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EISDIR', 'ENOTDIR', 'EPERM', 'EIO']);
const isOfDisk = (error: unknown): boolean =>
  DISK.has((error as NodeJS.ErrnoException).code ?? '') &&
  typeof (error as NodeJS.ErrnoException).path === 'string';

/** There is nothing after what was asked from; `startOf` has seen that this is the end. */
const ALL_IS_HERE = 416;

async function attempt(wanted: Wanted, options: DownloadOptions): Promise<void> {
  const here = (await sizeOf(partOf(wanted))) ?? 0;
  const answer = await get(wanted.address, {
    headers: here > 0 ? await continuing(wanted, here) : {},
    stallTimeout: options.stallTimeout ?? 30_000,
    signal: options.signal,
    ...(options.proxies && { proxies: options.proxies }),
  });
  const start = await startAt(answer, { wanted, here });
  await writeFile(tagOf(wanted), answer.headers.etag ?? '');
  const total = totalOf(answer, start);
  if (answer.status === ALL_IS_HERE) answer.body.destroy();
  else await receive(answer, { wanted, options, start, total });
  await accept(wanted, { answer, isWhole: start === 0 });
}

/** `If-Range`: the rest, or all of it when it is another file by now. */
async function continuing(wanted: Wanted, here: number): Promise<Record<string, string>> {
  const tag = await readFile(tagOf(wanted), 'utf8').catch(() => '');
  return { Range: `bytes=${String(here)}-`, ...(tag.startsWith('"') && { 'If-Range': tag }) };
}

/** Where what is answered begins. A range that the server does not have is asked for no more. */
async function startAt(
  answer: Answer,
  { wanted, here }: { readonly wanted: Wanted; readonly here: number },
): Promise<number> {
  const refusal = refusalOf(answer, wanted.revision);
  const start = startOf(answer, here);
  if (refusal === undefined && start !== undefined) return start;
  answer.body.destroy();
  if (refusal !== undefined)
    throw refusal.final ? new Final(refusal.reason) : new Error(refusal.reason);
  await rm(partOf(wanted), { force: true });
  throw new Error('it answers with another part of the file than the one that was asked for');
}

interface Receiving {
  readonly wanted: Wanted;
  readonly options: DownloadOptions;
  readonly start: number;
  readonly total: number | undefined;
}

async function receive(answer: Answer, receiving: Receiving): Promise<void> {
  const { wanted, options, start, total } = receiving;
  let done = start;
  const counting = new Transform({
    transform: (chunk: Buffer, _, next) => {
      done += chunk.length;
      options.progress?.(done, Math.max(total ?? done, done));
      next(null, chunk);
    },
  });
  const flags = start > 0 ? 'a' : 'w';
  await pipeline(answer.body, counting, createWriteStream(partOf(wanted), { flags, flush: true }));
  if (total !== undefined && done !== total)
    throw new Error(`${String(done)} of ${String(total)} bytes came`);
}

interface Accepting {
  readonly answer: Answer;
  /** All of it came in one piece, so that asking again brings the same. */
  readonly isWhole: boolean;
}

async function accept(wanted: Wanted, { answer, isWhole }: Accepting): Promise<void> {
  const fault = await faultIn(wanted, answer);
  if (fault !== undefined) {
    await rm(partOf(wanted), { force: true });
    throw isWhole ? new Final(fault) : new Error(fault);
  }
  await rm(tagOf(wanted), { force: true });
  await rename(partOf(wanted), wanted.path);
}

async function faultIn(wanted: Wanted, answer: Answer): Promise<string | undefined> {
  const { sha256 } = await recordOf(partOf(wanted));
  const known = wanted.sha256 ?? shaOf(answer);
  if (known !== undefined && known !== sha256)
    return `its SHA-256 is ${sha256.slice(0, 12)}… and has to be ${known.slice(0, 12)}…`;
  if (!wanted.path.endsWith('.json')) return undefined;
  const text = await readFile(partOf(wanted), 'utf8');
  return isJson(text) ? undefined : 'it is not JSON';
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
