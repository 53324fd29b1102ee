import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { readBundle } from '#src/transfer/import/bundle';
import { importRecords } from '#src/transfer/import/import';
import { openStore } from '#src/store/sqlite/open';
import { restoreFile } from '#src/store/sqlite/restore';

/*
 * A process that does one thing to a database again and again until it is killed:
 * `child.ts <role> <folder> <root>`. With each round that it has ended it says a line.
 */

const [role = '', folder = '', root = ''] = process.argv.slice(2);
const path = join(folder, 'w.db');
const migrations = join(root, 'migrations');
const open = (at: string) => openStore({ path: at, migrations, maintenance: 'here' });

async function backup(round: number): Promise<void> {
  const store = open(path);
  const staged = join(folder, 'backups', 'staged');
  rmSync(staged, { force: true });
  await store.copyTo(staged);
  renameSync(staged, join(folder, 'backups', `${process.pid}-${round}.db`));
  await store.close();
}

async function vacuum(): Promise<void> {
  const store = open(path);
  await store.vacuum();
  await store.close();
}

/** All records in a new version: a file of it has one version or the other. */
async function importAll(round: number): Promise<void> {
  const store = open(path);
  const records = Array.from({ length: 400 }, (_, at) => ({
    ...{ id: `I-${at}`, title: `Issue ${at}`, type: 't', severity: 'LOW' },
    description: `Version ${process.pid}-${round}.`,
  }));
  const { records: read } = readBundle({ cross_repo_issues: records });
  await importRecords(store, { ...{ mode: 'merge', quarantine: false }, records: read });
  await store.close();
}

/** Of the file of an earlier version, which is there as `early.db`. */
async function migrate(): Promise<void> {
  const copy = join(folder, 'copy.db');
  if (!existsSync(path)) {
    copyFileSync(join(folder, 'early.db'), copy);
    renameSync(copy, path);
  }
  await open(path).close();
  rmSync(path);
}

async function restore(round: number): Promise<void> {
  const source = join(folder, round % 2 === 0 ? 'one.db' : 'two.db');
  const { kept } = await restoreFile({ source, target: path, migrations, force: true });
  if (kept !== undefined) rmSync(kept);
}

const ROLES: Readonly<Record<string, (round: number) => Promise<void>>> = {
  ...{ backup, vacuum, import: importAll, migrate, restore },
};
for (let round = 0; ; round += 1) {
  await ROLES[role]?.(round);
  process.stdout.write(`${round}\n`);
}
