import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';
import { seeded } from '#test/support/crash/seeded';
import { run } from '#test/cli/harness';

const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const KILLS = 4;
const FILES = 150;
/** Milliseconds: as long as it takes to start, and as it works. */
const [STARTING, WORKING] = [600, 1_500];

const folder = mkdtempSync(join(tmpdir(), 'workspace-crash-'));
const docs = join(folder, 'docs');
const database = join(folder, 'w.db');
beforeAll(() => {
  mkdirSync(docs);
  for (let at = 0; at < FILES; at += 1) {
    const body = Array.from({ length: 20 }, (_, line) => `Rule ${at}.${line} of the queue.`);
    writeFileSync(join(docs, `${at}.md`), `# Document ${at}\n\n${body.join('\n\n')}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const MAIN = ['--conditions=source', '--import', 'tsx', 'src/cli/main.ts'];

/** The command as people start it, with the model that ships. */
async function killedAfter(milliseconds: number): Promise<void> {
  const args = [...MAIN, '--db', database, 'index', docs, '--repo', 'core'];
  const child = spawn(process.execPath, args, {
    ...{ cwd: packageRoot(), stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '' } },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
}

it(`workspace index that is killed again and again ends where it would have without (seed ${SEED})`, async () => {
  const random = seeded(SEED);
  for (let kill = 0; kill < KILLS; kill += 1) await killedAfter(STARTING + random(WORKING));
  const steps = (await run(['--db', database, 'index', docs, '--repo', 'core', '--json'])).out;
  const last = steps.trim().split('\n').at(-1) ?? '{}';
  expect(JSON.parse(last)).toMatchObject({ documents: FILES, pending: 0, failed: 0 });
  expect(await run(['--db', database, 'doctor'])).toMatchObject({ code: 0, err: '' });
  const { out } = await run(['--db', database, 'list', 'doc', '--limit', '1', '--json']);
  expect(JSON.parse(out)).toMatchObject({ total: FILES });
}, 180_000);
