import { statSync } from 'node:fs';

import { WorkspaceError } from '#src/errors';
import type { Pulses } from '#src/store/store';

import type { Connection } from './connection.ts';
import { fileBytes, walBytes } from './growth.ts';

/** Compares the file with what it was when it was opened, which is now. */
export function createPulses(connection: Connection): Pulses {
  const { sqlite } = connection;
  const known = { file: fileOf(sqlite), version: versionOf(sqlite) };
  return {
    pulse: async () => {
      if (fileOf(sqlite) !== known.file) throw replaced(sqlite.name);
      if (versionOf(sqlite) > known.version) throw newer(sqlite.name);
      return { bytes: fileBytes(connection), walBytes: walBytes(connection) };
    },
  };
}

/** An open file is read and written on after it was removed or replaced, and all of that is lost. */
function fileOf({ memory, name }: Connection['sqlite']): string {
  if (memory) return '';
  const found = statSync(name, { throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino}` : 'none';
}

/** When the latest applied migration was made. */
function versionOf(sqlite: Connection['sqlite']): number {
  const latest = 'SELECT max(created_at) AS latest FROM __drizzle_migrations';
  const row = sqlite.prepare<[], { latest: number | null }>(latest).get();
  return Number(row?.latest ?? 0);
}

const replaced = (path: string): WorkspaceError =>
  new WorkspaceError('database_invalid', `The file ${path} was removed or replaced meanwhile.`, {
    next: 'Start the service again.',
  });

const newer = (path: string): WorkspaceError =>
  new WorkspaceError(
    'database_newer',
    `A later version of workspace-memory has changed the tables of ${path} meanwhile.`,
    { next: 'Start the service again with that version.' },
  );
