import { createHash } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import type { BackupFile } from './backup-types.ts';

/**
 * `<database>-<which>-<moment>.backup.db`. `which` is of the database's path, so that two of one name may share a
 * folder and neither counts, or removes, what is the other's.
 */
const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.backup\.db$/;
const UNFINISHED = '.unfinished';
/** Milliseconds after which what is unfinished is nobody's work any more. */
const ABANDONED = 3_600_000;

/** Where SQLite has `application_id`, and what stands there in a backup of ours: "WMBK". */
const MARK_AT = 68;
const MARK = Buffer.from('WMBK');

/** The start of the names of a database's backups. */
export function prefixOf(database: string): string {
  const path = resolve(database);
  const which = createHash('sha256').update(dirname(path)).digest('hex').slice(0, 8);
  return `${basename(path).replace(/\.(?:db|sqlite3?)$/i, '')}-${which}-`;
}

export const nameOf = (prefix: string, at: Date): string =>
  `${prefix}${at.toISOString().replace(/[-:.]/g, '')}.backup.db`;

/** Where a backup is until it is proven. */
export const unfinished = (name: string): string => `.${name}${UNFINISHED}`;

/** Backups of a database, newest first. Files that are no backups of ours, by name or content, are never among them. */
export async function listBackups(
  directory: string,
  prefix: string,
): Promise<readonly BackupFile[]> {
  const names = await namesIn(directory);
  const found = await Promise.all(
    names.map(async (file) => {
      const at = file.startsWith(prefix) ? momentOf(file.slice(prefix.length)) : undefined;
      const bytes = at === undefined ? undefined : await markedBytes(join(directory, file));
      return at === undefined || bytes === undefined ? [] : [{ file, at, bytes }];
    }),
  );
  return found.flat().sort((a, b) => (a.file < b.file ? 1 : -1));
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch {
    return []; // not made yet
  }
}

function momentOf(rest: string): string | undefined {
  const [, year, month, day, hour, minute, second, thousandths] = NAME.exec(rest) ?? [];
  if (year === undefined) return undefined;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandths}Z`;
}

/** Its size, when its header says that it is a backup. */
async function markedBytes(path: string): Promise<number | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(
        Buffer.alloc(MARK.length),
        0,
        MARK.length,
        MARK_AT,
      );
      const isMarked = bytesRead === MARK.length && buffer.equals(MARK);
      return isMarked ? (await file.stat()).size : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Removes all but the newest `keep`, never the one that was just made; answers which. */
export async function removeOlder(
  directory: string,
  { keep, just, items }: { keep: number; just: string; items: readonly BackupFile[] },
): Promise<readonly string[]> {
  const others = items.map(({ file }) => file).filter((file) => file !== just);
  return removed(directory, others.slice(Math.max(0, keep - 1)));
}

/** Removes what a process that was killed has left of this database's backups. */
export async function removeAbandoned(directory: string, prefix: string): Promise<void> {
  const left: string[] = [];
  for (const name of await namesIn(directory))
    if (
      name.startsWith(`.${prefix}`) &&
      name.includes(UNFINISHED) &&
      (await isOld(directory, name))
    )
      left.push(name);
  await removed(directory, left);
}

const isOld = async (directory: string, name: string): Promise<boolean> =>
  stat(join(directory, name)).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs) > ABANDONED,
    () => false,
  );

/** What cannot be removed stays: the backup itself is made. */
async function removed(directory: string, names: readonly string[]): Promise<readonly string[]> {
  const gone = await Promise.all(
    names.map((name) =>
      rm(join(directory, name)).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return gone.flat();
}
