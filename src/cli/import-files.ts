import { constants } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { WorkspaceError } from '#src/errors';
import { kindOfFile } from '#src/transfer/file-names';
import { checkImportJson, importText } from '#src/transfer/import/file-text';

import type { Io } from './io.ts';

/** A file that is UTF-8, without its byte order mark; JSON where that is the format. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads files, folders of them and standard input (`-`), before anything is opened or sent.
 * Codes: source_unreadable, invalid_json, body_too_large.
 */
export async function readFiles(
  paths: readonly string[],
  { readStdin }: Pick<Io, 'readStdin'>,
  format: string,
): Promise<readonly GivenFile[]> {
  const files: GivenFile[] = [];
  for (const path of (await Promise.all(paths.map(filesAt))).flat()) {
    const bytes = path === '-' ? Buffer.from(await readStdin()) : await bytesOf(path);
    files.push(checked(path, bytes, format));
  }
  return files;
}

/** A folder stands for the files in it whose names mean a kind. */
async function filesAt(path: string): Promise<readonly string[]> {
  if (path === '-' || !(await isFolder(path))) return [path];
  const names = (await readdir(path)).filter(
    (name) => /\.json$/i.test(name) && kindOfFile(name) !== undefined,
  );
  if (names.length > 0) return names.sort().map((name) => join(path, name));
  throw new WorkspaceError('source_unreadable', `The folder ${path} has no file of an export.`, {
    next: 'Such files are called like WORKSPACE-TASKS.json; give others by their names.',
  });
}

const isFolder = (path: string): Promise<boolean> =>
  reading(path, async () => (await stat(path)).isDirectory());

async function bytesOf(path: string): Promise<Uint8Array> {
  const { size } = await reading(path, () => stat(path));
  if (size > constants.MAX_STRING_LENGTH) throw tooLarge(path, size);
  return reading(path, () => readFile(path));
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkspaceError('source_unreadable', `${path} cannot be read: ${reason}.`, {
      next: 'Check the path, or give - to read standard input.',
      cause,
    });
  }
}

/** V8 has a longest text, and a file is one for a moment. */
const tooLarge = (path: string, size: number): WorkspaceError =>
  new WorkspaceError(
    'body_too_large',
    `${path} has ${size} bytes, and ${constants.MAX_STRING_LENGTH} are the most that can be read.`,
    { next: 'Cut it into several files, and import them one after the other in merge mode.' },
  );

function checked(name: string, bytes: Uint8Array, format: string): GivenFile {
  const text = importText(name, bytes);
  if (format === 'json') checkImportJson(name, text);
  return { name, bytes: hasMark(bytes) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes };
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;
const hasMark = (bytes: Uint8Array): boolean =>
  BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte);

/** The files as one JSON object, as the service takes them: their own JSON, or their texts in other formats. */
export function bundleOf(files: readonly GivenFile[], format: string): Blob {
  const entries = files.flatMap(({ name, bytes }, at) => [
    `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    format === 'json' ? bytes : JSON.stringify(new TextDecoder().decode(bytes)),
  ]);
  return new Blob([...entries, '}']);
}
