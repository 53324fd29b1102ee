import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import Sqlite from 'better-sqlite3';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';
import { openStore } from '#src/store/sqlite/open';
import { restoreFile } from '#src/store/sqlite/restore';
import { seeded } from '#test/support/crash/seeded';
import { earlierFile } from '#test/support/faults/earlier-file';
import { MIGRATIONS } from '#test/support/temporary-store';

const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const KILLS = Number(process.env['FAULT_KILLS'] ?? 5);
/** Milliseconds that a process works after its first round before it is killed. */
const LONGEST_WORK = 250;
const RECORDS = 400;

const root = packageRoot();
const cache = join(root, 'node_modules', '.cache', `faults-${process.pid}`);
const script = join(cache, 'child.mjs');
beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  await build({
    ...{ entryPoints: [join(root, 'test/support/faults/child.ts')], outfile: script },
    ...{ bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
    ...{ conditions: ['source'], alias: { '#test': join(root, 'test') }, logLevel: 'error' },
  });
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-killed-'));
  mkdirSync(join(folder, 'backups'));
  return () => rmSync(folder, { recursive: true });
});

const open = (path: string) => openStore({ path, migrations: MIGRATIONS, maintenance: 'here' });

async function fill(path: string, text: string): Promise<void> {
  const store = open(path);
  const operations = Array.from({ length: RECORDS }, (_, at) => ({
    ...({ op: 'put', kind: 'cross_repo_issues', id: `I-${at}` } as const),
    value: { title: `Issue ${at}`, type: 't', severity: 'LOW', description: text },
  }));
  await store.write({ operations });
  await store.close();
}

/** How many records there are with which texts; and SQLite finds no fault. */
async function contentOf(path: string): Promise<Readonly<Record<string, number>>> {
  const store = open(path);
  const { items } = await store.list({ kind: 'cross_repo_issues', sort: [], limit: 1_000 });
  const flaws = (await store.audit()).filter(({ check }) => check !== 'not_queued');
  await store.close();
  expect(flaws).toEqual([]);
  const counts: Record<string, number> = {};
  for (const { description } of items)
    counts[String(description)] = (counts[String(description)] ?? 0) + 1;
  return counts;
}

/** Starts the process, lets it end a round, and kills it somewhere in a later one. */
async function killedAt(role: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [script, role, folder, root], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const began = new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
  await Promise.race([began, ended]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  expect([await ended, said]).toEqual([null, '']);
}

/** What is prepared, and what holds after each kill. */
const ROLES: readonly (readonly [string, () => Promise<void>, () => Promise<void>])[] = [
  [
    'backup',
    () => fill(join(folder, 'w.db'), 'old'),
    async () => {
      expect(await contentOf(join(folder, 'w.db'))).toEqual({ old: RECORDS });
      const made = readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.db'));
      expect(made.length).toBeGreaterThan(0);
      const source = join(folder, 'backups', made.at(-1) ?? '');
      const target = join(folder, 'look.db');
      rmSync(target, { force: true });
      await restoreFile({ source, target, migrations: MIGRATIONS, force: false });
      expect(await contentOf(target)).toEqual({ old: RECORDS });
    },
  ],
  [
    'vacuum',
    () => fill(join(folder, 'w.db'), 'old'),
    async () => expect(await contentOf(join(folder, 'w.db'))).toEqual({ old: RECORDS }),
  ],
  [
    'import',
    () => fill(join(folder, 'w.db'), 'old'),
    async () => expect(Object.values(await contentOf(join(folder, 'w.db')))).toEqual([RECORDS]),
  ],
  [
    'migrate',
    async () => earlierFile(join(folder, 'early.db'), 'early'),
    async () => {
      if (!existsSync(join(folder, 'w.db'))) return; // between two rounds
      const store = open(join(folder, 'w.db'));
      const { items } = await store.list({ kind: 'workspace_tasks', sort: [], limit: 9 });
      expect(items.map(({ id }) => id)).toEqual(['early']);
      await store.close();
      const sqlite = new Sqlite(join(folder, 'w.db'));
      expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
      sqlite.close();
      rmSync(join(folder, 'w.db'));
    },
  ],
  [
    'restore',
    async () => {
      for (const name of ['one', 'two']) {
        await fill(join(folder, `${name}-source.db`), name);
        const store = open(join(folder, `${name}-source.db`));
        await store.copyTo(join(folder, `${name}.db`));
        await store.close();
      }
    },
    async () => {
      const content = await contentOf(join(folder, 'w.db'));
      expect([{ one: RECORDS }, { two: RECORDS }]).toContainEqual(content);
      const source = join(folder, 'one.db');
      await restoreFile({
        ...{ source, target: join(folder, 'w.db'), migrations: MIGRATIONS, force: true },
      });
      expect(readdirSync(folder).filter((name) => name.includes('.restoring-'))).toEqual([]);
    },
  ],
];

describe(`a process that is killed (seed ${SEED}, ${KILLS} times each)`, () => {
  const random = seeded(SEED);
  it.each(ROLES)(
    'at “%s” leaves everything or nothing of it',
    async (role, prepare, check) => {
      await prepare();
      for (let kill = 0; kill < KILLS; kill += 1) {
        await killedAt(role, random(LONGEST_WORK));
        await check();
      }
    },
    180_000,
  );
});
