import Sqlite from 'better-sqlite3';

import { WorkspaceError, type ErrorCode } from '#src/errors';

import { asWorkspaceError } from './sqlite-error.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly says: (path: string, message: string) => string;
  readonly next: string;
}

/** What SQLite says of a file that is only read, where its words for our own database would mislead. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  SQLITE_BUSY: {
    code: 'database_busy',
    says: (path) => `Another program keeps ${path} locked.`,
    next: 'Stop the program that writes to it, and run this again.',
  },
  SQLITE_NOTADB: {
    code: 'database_invalid',
    says: (path) => `${path} is not a SQLite database, or it is encrypted.`,
    next: 'Check the path; an encrypted one has to be decrypted into another file first.',
  },
  SQLITE_CORRUPT: {
    code: 'database_invalid',
    says: (path, message) => `${path} is damaged (${message}).`,
    next: "Nothing of it was taken over; sqlite3's .recover command may save what is left of it.",
  },
};

/** As `asWorkspaceError`, in words for a source. */
export function asLegacyError(error: unknown, path: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return asWorkspaceError(error, path);
  const meaning = Object.entries(MEANINGS).find(([prefix]) => error.code.startsWith(prefix))?.[1];
  if (!meaning) return asWorkspaceError(error, path);
  const { code, says, next } = meaning;
  return new WorkspaceError(code, says(path, error.message), { next, cause: error });
}
