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
      next: 'Run `workspace doctor`, which says what is damaged: `workspace doctor --fix` mends the index. Else stop every process that uses the file, keep a copy, and restore a backup.',
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
  if (error instanceof Error && 'syscall' in error)
    return new WorkspaceError(
      'source_unreadable',
      `The database ${path} cannot be opened (${error.message}).`,
      { next: 'Check the path and its permissions.', cause: error },
    );
  return error;
}

/** `db.run` of drizzle throws its own error around SQLite's, whose code says what happened. */
const unwrapped = (error: unknown): unknown =>
  error instanceof DrizzleError && error.cause !== undefined ? error.cause : error;
