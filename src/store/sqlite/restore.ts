import { randomInt } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

import { WorkspaceError } from '#src/errors';
import type { Restored, RestoreRequest } from '#src/store/restore';

import { settleNote } from './backup-note.ts';
import { flush, mustBeSound } from './copy.ts';
import { connect } from './connection.ts';
import { sampleOf } from './sample.ts';
import { asWorkspaceError } from './sqlite-error.ts';

const SIDES = ['-wal', '-shm', '-journal'] as const;
/** Between the name of a database and the process that restores it. */
const STAGED = '.restoring-';
const OWNER_ONLY = 0o600;
/** SQLite takes no larger one. */
const LARGEST_SCHEMA = 2 ** 31 - 1;

/** Makes a database file what a backup holds. Codes: those of `RestoreFile`. */
export async function restoreFile(request: RestoreRequest): Promise<Restored> {
  const target = resolve(request.target);
  mustBeAnother(request.source, target);
  if (existsSync(target) && !request.force) throw isThere(target);
  mkdirSync(dirname(target), { recursive: true });
  removeAbandoned(target);
  const staged = `${target}${STAGED}${process.pid}`;
  try {
    copyInto(staged, request.source);
    const proof = await proven(staged, request);
    const kept = putInPlace(staged, target);
    return { target, ...proof, ...(kept !== undefined && { kept }) };
  } catch (error) {
    throw asWorkspaceError(error, request.source);
  } finally {
    for (const suffix of ['', ...SIDES]) rmSync(staged + suffix, { force: true });
  }
}

/** What a restore that was killed has left. */
function removeAbandoned(target: string): void {
  const folder = dirname(target);
  const start = basename(target) + STAGED;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(start) ? Number.parseInt(name.slice(start.length), 10) : Number.NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function mustBeAnother(source: string, target: string): void {
  if (!existsSync(source))
    throw new WorkspaceError('source_unreadable', `There is no backup at ${source}.`, {
      next: 'List what there is with `workspace backup --list`.',
    });
  if (!existsSync(target)) return;
  const [one, other] = [statSync(source), statSync(target)];
  if (one.dev !== other.dev || one.ino !== other.ino) return;
  throw new WorkspaceError('invalid_query', `${source} is the database itself.`, {
    next: 'Name a backup, or another database with --db.',
  });
}

const isThere = (target: string): WorkspaceError =>
  new WorkspaceError('duplicate_id', `There is a database at ${target}.`, {
    next: 'With --force it is kept aside and the backup takes its place; or name another with --db.',
  });

/** A file that nobody has open is copied as it is; what is not in it yet lies beside one that is. */
function copyInto(staged: string, source: string): void {
  copyFileSync(source, staged);
  for (const suffix of SIDES)
    if (suffix !== '-shm' && existsSync(source + suffix))
      copyFileSync(source + suffix, staged + suffix);
  chmodSync(staged, OWNER_ONLY);
}

/** The copy is what is looked at, so that nothing that was not looked at gets into place. */
async function proven(staged: string, { source, migrations }: RestoreRequest) {
  settle(staged, source);
  const { sqlite } = connectAs(staged, source, migrations);
  try {
    beginLineage(sqlite);
    const broken = sqlite.prepare('PRAGMA foreign_key_check').all().length;
    const asked = await sampleOf(sqlite);
    const one = (sql: string): number => sqlite.prepare<[], number>(sql).pluck().get() ?? 0;
    const records = one('SELECT count(*) FROM wm_records');
    const vectors = one('SELECT count(*) FROM wm_vectors');
    sqlite.pragma('journal_mode = DELETE'); // one file, to be renamed
    return { records, vectors, broken_references: broken, asked, bytes: statSync(staged).size };
  } finally {
    sqlite.close();
  }
}

/** As it was made, before a migration changes it. */
function settle(staged: string, source: string): void {
  const sqlite = new Sqlite(staged, { fileMustExist: true });
  try {
    mustBeSound(sqlite, source);
    settleNote(sqlite, source);
  } finally {
    sqlite.close();
  }
}

/** Opened as every database: checked to be ours and not newer, and brought up to date. */
function connectAs(staged: string, source: string, migrations: string) {
  try {
    return connect({ path: staged, migrations, mustExist: true });
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const { code, message, next, cause } = error;
    throw new WorkspaceError(code, message.replaceAll(staged, source), {
      ...(next !== undefined && { next }),
      cause,
    });
  }
}

/**
 * Every copy begins SQLite's count of schemas again, by which this program knows a file that was written anew: a new one
 * keeps what was remembered of another state from being taken for this one's. It is an ordinary database from here on.
 */
function beginLineage(sqlite: Database): void {
  sqlite.unsafeMode(true);
  sqlite.pragma(`schema_version = ${randomInt(1, LARGEST_SCHEMA)}`);
  sqlite.pragma('application_id = 0');
}

/** Answers where the old file is kept. */
function putInPlace(staged: string, target: string): string | undefined {
  flush(staged);
  if (!existsSync(target)) {
    for (const suffix of SIDES) asideIfThere(target + suffix, asideOf(target) + suffix);
    renameSync(staged, target);
    flush(target);
    return undefined;
  }
  likeIts(staged, target);
  return alone(target, () => {
    const aside = asideOf(target);
    for (const suffix of SIDES) asideIfThere(target + suffix, aside + suffix);
    linkOrCopy(target, aside);
    renameSync(staged, target); // at no moment is there no database, and none in between
    flush(target);
    return aside;
  });
}

const asideOf = (target: string): string =>
  `${target}.before-restore-${new Date().toISOString().replace(/[-:.]/g, '')}`;

/** A log of another file would be played into this one. */
function asideIfThere(path: string, aside: string): void {
  if (existsSync(path)) renameSync(path, aside);
}

/** Not every file system has links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Whoever could use the old file can use the new one. */
function likeIts(staged: string, target: string): void {
  const { mode, uid, gid } = statSync(target);
  chmodSync(staged, mode & 0o777);
  if (process.geteuid?.() === 0) chownSync(staged, uid, gid);
}

/**
 * Runs while no other process has the database open: in WAL mode whoever has it open holds a lock for as long, so that
 * the mode can only be left alone. Its log is in the file then. Of a file that is no database any more nobody can tell.
 * Code: database_busy.
 */
function alone<T>(target: string, run: () => T): T {
  const sqlite = new Sqlite(target, { timeout: 0 });
  try {
    const isReadable = locked(sqlite, target);
    if (!isReadable) sqlite.close();
    return run();
  } finally {
    sqlite.close();
  }
}

function locked(sqlite: Database, target: string): boolean {
  try {
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.pragma('journal_mode = DELETE');
    sqlite.exec('BEGIN EXCLUSIVE');
    rmSync(`${target}-journal`, { force: true }); // of the change of mode, which is done
    return true;
  } catch (error) {
    const meant = asWorkspaceError(error, target);
    if (!(meant instanceof WorkspaceError) || meant.code === 'database_invalid') return false;
    if (meant.code !== 'database_busy') throw meant;
    throw new WorkspaceError('database_busy', `Another process has ${target} open.`, {
      next: 'Stop the server and every command that uses it, and try again.',
      cause: meant.cause,
    });
  }
}
