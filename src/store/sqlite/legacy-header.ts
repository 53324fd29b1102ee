import { open, stat } from 'node:fs/promises';

import { WorkspaceError } from '#src/errors';

import { asLegacyError } from './legacy-error.ts';

/** What can be told of a database file without SQLite (sqlite.org/fileformat2.html, section 1.3). */
export interface LegacyHeader {
  /** No bytes at all, which is a database without tables. */
  readonly isEmpty: boolean;
  /** In WAL mode, or with a log beside it whose committed pages belong to it. */
  readonly hasLog: boolean;
}

const LENGTH = 100;
const MAGIC = 'SQLite format 3\0';
/** Of the "file format write version", which is 2 in WAL mode. */
const WRITE_VERSION = 18;
const WAL = 2;

/** The header of a file, undefined when there is none. Codes: source_unreadable, database_invalid. */
export async function readHeader(path: string): Promise<LegacyHeader | undefined> {
  try {
    const found = await stat(path).catch(absent);
    if (found === undefined) return undefined;
    if (!found.isFile())
      throw new WorkspaceError('source_unreadable', `${path} is no file.`, {
        next: 'Give the path of a SQLite file.',
      });
    if (found.size === 0) return { isEmpty: true, hasLog: false };
    const log = await stat(`${path}-wal`).catch(absent);
    const header = await firstBytes(path);
    const hasLog = header[WRITE_VERSION] === WAL || (log !== undefined && log.size > 0);
    checkMagic(header, path);
    if (!hasLog) checkLength(header, found.size, path);
    return { isEmpty: false, hasLog };
  } catch (error) {
    throw asLegacyError(error, path);
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LENGTH), 0, LENGTH, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function checkMagic(header: Buffer, path: string): void {
  if (header.toString('latin1', 0, MAGIC.length) === MAGIC && header.length === LENGTH) return;
  throw new WorkspaceError(
    'database_invalid',
    `${path} is not a SQLite database, or it is encrypted.`,
    { next: 'Check the path; an encrypted one has to be decrypted into another file first.' },
  );
}

/**
 * SQLite notices a file that was cut off only when it comes to a missing page. The size in the
 * header counts when the last writer kept it (its counter is that of the change counter).
 */
function checkLength(header: Buffer, size: number, path: string): void {
  const [changes, keptAt] = [header.readUInt32BE(24), header.readUInt32BE(92)];
  const raw = header.readUInt16BE(16);
  const pageSize = raw === 1 ? 65_536 : raw;
  const length = header.readUInt32BE(28) * pageSize;
  if (changes !== keptAt || size >= length) return;
  throw new WorkspaceError(
    'database_invalid',
    `${path} is cut off: it has ${size} of ${length} bytes.`,
    { next: 'Copy it again from where it came, while no program writes to it.' },
  );
}
