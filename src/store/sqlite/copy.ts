import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

import { WorkspaceError } from '#src/errors';
import type { CopyProof } from '#src/store/backup';

import { writeNote } from './backup-note.ts';
import { closingOnError } from './connection.ts';
import { digestOf, type Digest } from './digest.ts';
import { sampleOf, type Sample } from './sample.ts';
import { asWorkspaceError } from './sqlite-error.ts';

/** "WMBK" in the header of a backup (SQLite's `application_id`), so that no other file is taken for one. */
export const BACKUP_MARK = 0x57_4d_42_4b;

/** Pages that are copied at a time: 4 MB, between which the thread hears that it is to end. */
const STEP = 1_000;
const OWNER_ONLY = 0o600;

/** All that is compared between the original, at the moment that was copied, and its copy. */
interface Read extends Sample {
  readonly digest: Digest;
  readonly broken: number;
}

/**
 * Copies a database that others write to, and proves the copy. Without a transaction SQLite begins its copy again
 * whenever another connection has written (measured: 400 times in a second, and no end); within one it reads the
 * moment at which the transaction began, and nobody waits. Codes: those of `Backups.copyTo`.
 */
export async function copyFile(path: string, target: string): Promise<CopyProof> {
  if (existsSync(target)) throw unwritable(target, 'there is a file already');
  try {
    const original = await copied(path, target);
    return await proven(target, original);
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(target + suffix, { force: true });
    throw error;
  }
}

async function copied(path: string, target: string): Promise<Read> {
  try {
    return await withMoment(path, async (reader) => {
      makeOwn(target);
      await reader.backup(target, { progress: () => STEP });
      return readAll(reader);
    });
  } catch (error) {
    throw asCopyError(error, { path, target });
  }
}

/** Readable to nobody else from its first byte on. */
function makeOwn(target: string): void {
  try {
    closeSync(openSync(target, 'wx', OWNER_ONLY));
    chmodSync(target, OWNER_ONLY);
  } catch (error) {
    throw unwritable(target, reasonOf(error), error);
  }
}

/** The moment is fixed by the first read, not by BEGIN. */
async function withMoment<T>(path: string, use: (reader: Database) => Promise<T>): Promise<T> {
  const reader = new Sqlite(path, { readonly: true });
  try {
    closingOnError(reader, () => reader.exec('BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1'));
    return await use(reader);
  } finally {
    reader.close();
  }
}

const readAll = async (sqlite: Database): Promise<Read> => ({
  digest: digestOf(sqlite),
  broken: sqlite.prepare('PRAGMA foreign_key_check').all().length,
  ...(await sampleOf(sqlite)),
});

async function proven(target: string, original: Read): Promise<CopyProof> {
  const copy = new Sqlite(target, { fileMustExist: true });
  let known: Pick<CopyProof, 'records' | 'vectors'>;
  try {
    // One file, readable where nothing can be written beside it; whoever opens it as a database changes this again.
    copy.pragma('journal_mode = DELETE');
    copy.pragma(`application_id = ${String(BACKUP_MARK)}`);
    writeNote(copy, original.digest);
    mustBeSound(copy, target);
    mustBeSame(await readAll(copy), original);
    known = { records: countOf(copy, 'wm_records'), vectors: countOf(copy, 'wm_vectors') };
  } catch (error) {
    throw asCopyError(error, { path: target, target });
  } finally {
    copy.close();
  }
  flush(target);
  const { digest, broken, keyword, vector } = original;
  const bytes = statSync(target).size;
  return { bytes, ...digest, ...known, broken_references: broken, asked: { keyword, vector } };
}

const countOf = (sqlite: Database, table: 'wm_records' | 'wm_vectors'): number =>
  sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;

/** SQLite's own look at every page and index. Code: database_invalid. */
export function mustBeSound(sqlite: Database, path: string): void {
  const [first] = sqlite
    .prepare<[], string>('PRAGMA integrity_check(1)')
    .pluck()
    .all()
    .filter((message) => message !== 'ok');
  if (first !== undefined) throw damaged(path, first);
}

function mustBeSame(copy: Read, original: Read): void {
  const [wanted, got] = [JSON.stringify(original), JSON.stringify(copy)];
  if (wanted === got) return;
  throw new WorkspaceError(
    'database_invalid',
    `The copy holds something else than its original: ${got}, not ${wanted}.`,
    { next: 'Check the disk and the memory of this machine; the copy was removed.' },
  );
}

/** On the disk, with its name. */
export function flush(path: string): void {
  for (const each of [path, dirname(path)]) {
    const file = openSync(each, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

const damaged = (path: string, message: string): WorkspaceError =>
  new WorkspaceError('database_invalid', `The database ${path} is damaged (${message}).`, {
    next: 'Run `workspace doctor`, or restore a backup that was made before.',
  });

interface Places {
  readonly path: string;
  readonly target: string;
}

/** A full or failing disk is where the copy goes: the original is only read. */
function asCopyError(error: unknown, { path, target }: Places): unknown {
  const meant = asWorkspaceError(error, path);
  if (!(meant instanceof WorkspaceError) || meant === error) return meant;
  if (meant.code !== 'database_full') return meant;
  return new WorkspaceError('database_full', `There is no room for the copy ${target}.`, {
    next: 'Free some disk space, or choose a folder on another disk, and try again.',
    cause: meant.cause,
  });
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const unwritable = (target: string, reason: string, cause?: unknown): WorkspaceError =>
  new WorkspaceError('target_unwritable', `The copy ${target} cannot be written: ${reason}.`, {
    next: 'Choose another folder, or check its permissions.',
    cause,
  });
