import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Database } from 'better-sqlite3';

import { WorkspaceError } from '#src/errors';
import type { Vacuumed } from '#src/store/audit';

import { temporaryFolder } from './temporary-folder.ts';

/** Bytes that are free where a folder lies. */
export type FreeBytes = (folder: string) => number;

const freeBytes: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/**
 * Writes the file anew without the room that deletes left, and the keyword index as one piece.
 * SQLite writes a copy among the temporary files and then all of it into the log beside the file; readers go on, writers
 * wait. The log is emptied at last, or, while somebody reads from it, by whoever closes the file last.
 * Codes: database_full, before anything is done; database_busy.
 */
export function vacuumFile(sqlite: Database, free: FreeBytes = freeBytes): Vacuumed {
  const before = bytesOf(sqlite);
  if (!sqlite.memory) mustHaveRoom(sqlite, free);
  sqlite.exec(`INSERT INTO wm_keywords(wm_keywords) VALUES ('optimize')`);
  emptyLog(sqlite);
  sqlite.exec('VACUUM');
  emptyLog(sqlite);
  return { before, after: bytesOf(sqlite) };
}

const number = (sqlite: Database, pragma: string): number =>
  Number(sqlite.pragma(pragma, { simple: true }));

const emptyLog = (sqlite: Database): void => void sqlite.pragma('wal_checkpoint(TRUNCATE)');

function bytesOf(sqlite: Database): number {
  if (sqlite.memory) return number(sqlite, 'page_count') * number(sqlite, 'page_size');
  const sizes = ['', '-wal'].map((suffix) =>
    statSync(sqlite.name + suffix, { throwIfNoEntry: false }),
  );
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

/** Pages that stay, once for the copy and once for the log. */
function mustHaveRoom(sqlite: Database, free: FreeBytes): void {
  const pages = number(sqlite, 'page_count') - number(sqlite, 'freelist_count');
  const copy = pages * number(sqlite, 'page_size');
  const [folder, temporary] = [dirname(sqlite.name), temporaryFolder()];
  const isOneDisk = statSync(folder).dev === statSync(temporary).dev;
  const needs = isOneDisk
    ? [[folder, 2 * copy] as const]
    : [[folder, copy] as const, [temporary, copy] as const];
  for (const [place, bytes] of needs) {
    const there = free(place);
    if (there < bytes) throw noRoom(place, bytes, there);
  }
}

const MEGABYTE = 2 ** 20;
const inMegabytes = (bytes: number): string => `${String(Math.ceil(bytes / MEGABYTE))} MB`;

const noRoom = (place: string, needed: number, there: number): WorkspaceError =>
  new WorkspaceError(
    'database_full',
    `To write the file anew takes ${inMegabytes(needed)} of free room in ${place}, and there are ${inMegabytes(there)}.`,
    { next: 'Free some disk space, or let TMPDIR name a folder on another disk, and try again.' },
  );
