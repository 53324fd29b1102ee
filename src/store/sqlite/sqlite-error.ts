import Sqlite from 'better-sqlite3';
import { DrizzleError } from 'drizzle-orm';

import { WorkspaceError, type ErrorCode } from '#src/errors';

interface Meaning {
  readonly code: ErrorCode;
  readonly says: (path: string, message: string) => string;
  readonly next: string;
}

/** What SQLite's result codes mean to people, by the start of the code's name. */
const MEANINGS: readonly (readonly [string, Meaning])[] = [
  [
    'SQLITE_BUSY',
    {
      code: 'database_busy',
      says: (path) => `Another process has held the write lock of ${path} for too long.`,
      next: 'Try again; if it stays, look for a process that hangs in a write.',
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'database_read_only',
      says: (path) => `The database ${path} cannot be written.`,
      next: 'Check the permissions of the file and of its folder.',
    },
  ],
  [
    'SQLITE_CANTOPEN',
    {
      code: 'source_unreadable',
      says: (path) => `The database ${path} cannot be opened.`,
      next: 'Check the path and its permissions.',
    },
  ],
  [
    'SQLITE_NOTADB',
    {
      code: 'database_invalid',
      says: (path) => `The file ${path} is not a SQLite database.`,
      next: 'Choose another file with DATABASE_URL or --db.',
    },
  ],
  [
    'SQLITE_FULL',
    {
      code: 'database_full',
      says: (path) => `There is no room to write to ${path}; nothing of the request was written.`,
      next: 'Free some disk space and try again.',
    },
  ],
  [
    'SQLITE_IOERR',
    {
      code: 'database_full',
      says: (path, message) => `The disk refused a write to ${path} (${message}).`,
      next: 'Check that the disk has room and is sound, and try again.',
    },
  ],
  [
    'SQLITE_CORRUPT',
    {
      code: 'database_invalid',
      says: (path, message) => `The database ${path} is damaged (${message}).`,
      next: 'Run `workspace doctor`, which says what is damaged: `workspace doctor --fix` mends the index. Else stop every process that uses the file, and run `workspace restore <backup> --force`, which keeps it aside.',
    },
  ],
];

/** Gives an error of SQLite or the file system a code and a sentence; other errors pass as they are. */
export function asWorkspaceError(thrown: unknown, path: string): unknown {
  const error = unwrapped(thrown);
  if (error instanceof Sqlite.SqliteError) {
    const meaning = MEANINGS.find(([prefix]) => error.code.startsWith(prefix))?.[1];
    if (!meaning) return error;
    const { code, says, next } = meaning;
    return new WorkspaceError(code, says(path, error.message), { next, cause: error });
  }
  if (isNative(error)) return brokenInstallation(error);
  if (isOutOfRoom(error))
    return new WorkspaceError('database_full', `There is no room to write (${error.message}).`, {
      next: 'Free some disk space and try again.',
      cause: error,
    });
  if (error instanceof Error && 'syscall' in error)
    return new WorkspaceError(
      'source_unreadable',
      `The database ${path} cannot be opened (${error.message}).`,
      { next: 'Check the path and its permissions.', cause: error },
    );
  return error;
}

/** Better-sqlite3's binary, or sqlite-vec's, is missing or made for another Node.js or machine. */
const NATIVE = /bindings file|NODE_MODULE_VERSION|sqlite-vec|invalid ELF header/;

const isNative = (error: unknown): error is Error =>
  error instanceof Error &&
  !(error instanceof WorkspaceError) &&
  (('code' in error && error.code === 'ERR_DLOPEN_FAILED') || NATIVE.test(error.message));

const brokenInstallation = (cause: Error): WorkspaceError =>
  new WorkspaceError(
    'installation_broken',
    `A native part of this program cannot be loaded (${cause.message.split('\n')[0] ?? ''}).`,
    {
      next: 'Install it for this Node.js and machine: `npm rebuild better-sqlite3`, or `npm ci` again.',
      cause,
    },
  );

/** What the file system says of a full disk, a quota, or a limit to the size of files. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const isOutOfRoom = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && NO_ROOM.has(error.code);

/** `db.run` of drizzle throws its own error around SQLite's, whose code says what happened. */
const unwrapped = (error: unknown): unknown =>
  error instanceof DrizzleError && error.cause !== undefined ? error.cause : error;
