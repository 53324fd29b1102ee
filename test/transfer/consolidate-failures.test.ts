import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { makeDatabase } from '#test/support/legacy-databases';
import { MIGRATIONS } from '#test/support/temporary-store';

const ROWS = 1_500;

let folder: string;
let target: string;
let source: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-legacy-'));
  [target, source] = [join(folder, 'workspace.db'), join(folder, 'queue.db')];
  const rows = Array.from({ length: ROWS }, (_, at) => ({
    ...{ id: `t-${at}`, title: `Task ${at}`, description: 'Some words of it. '.repeat(10) },
    ...{ status: 'pending', priority: 'HIGH', metadata: '{}', version: at },
  }));
  makeDatabase(source, { tasks: { rows } }).close();
  await openStore({ path: target, migrations: MIGRATIONS }).close();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const SCRIPT = ['--import', 'tsx', '-C', 'source', 'test/support/consolidator.ts'];

/** Runs a consolidation in a process of its own and answers what it said. */
async function child(
  { limit = 'unlimited' }: { readonly limit?: string },
  onRead: (kill: () => void) => void = () => {},
): Promise<string> {
  const command = `ulimit -f ${limit}; exec "$0" "$@"`;
  const running = spawn('bash', ['-c', command, process.execPath, ...SCRIPT, target, source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  running.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    if (said === 'read\n') onRead(() => running.kill('SIGKILL'));
  });
  await new Promise((resolve) => running.on('close', resolve));
  return said;
}

async function stored(): Promise<number> {
  const store = openStore({ path: target, migrations: MIGRATIONS });
  const { records } = await store.summary();
  await store.close();
  return records.tasks ?? 0;
}

describe('a consolidation that fails half way', () => {
  it('for want of room has written nothing, says so, and comes through when there is room', async () => {
    expect(await child({ limit: '1024' })).toContain('failed database_full');
    expect(await stored()).toBe(0);
    expect(await child({})).toContain('done');
    expect(await stored()).toBe(ROWS);
  });

  it.each([0, 300])('killed %s ms into its work has written nothing or all', async (delay) => {
    const before = readFileSync(source);
    await child({}, (kill) => void sleep(delay).then(kill));
    expect([0, ROWS]).toContain(await stored());
    expect(await child({})).toContain('done');
    expect(await stored()).toBe(ROWS);
    expect(readFileSync(source).equals(before)).toBe(true);
  });
});
