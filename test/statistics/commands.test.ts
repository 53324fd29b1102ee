import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import { bar, sparkline } from '#src/cli/render/counts';
import { openStore } from '#src/store/sqlite/open';
import type { KindName } from '#src/kinds/index';
import { run, temporaryFolder, type Folder } from '#test/cli/harness';
import { MIGRATIONS } from '#test/support/temporary-store';

import { RECORDS } from './small-workspace.ts';

let folder: Folder;
let path: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'w.db');
  const store = openStore({ path, migrations: MIGRATIONS });
  for (const [kind, values] of Object.entries(RECORDS))
    await store.write({
      operations: values.map((value) => ({ op: 'create', kind: kind as KindName, value }) as const),
    });
  await store.close();
});
afterAll(() => folder.remove());

const ask = (...args: readonly string[]) => run([...args, '--db', path]);

describe('workspace stats', () => {
  it('shows the whole dashboard', async () => {
    const { code, out, err } = await ask('stats');
    expect({ code, err }).toEqual({ code: EXIT_CODES.ok, err: '' });
    for (const shown of [
      /^workspace_tasks +8 +pending 5/m,
      /^blocked +5\n +B says so\n +C waits$/m,
      /^contexts .*Storage 2 open/m,
      /^open issues +1: HIGH 1$/m,
      /^orchestrator queue 2$/m,
      /^sql +2 +█+ +2$/m,
      /^mape +30 % +20 +-10 /m,
      /^minutes +actual is 260 % of estimated/m,
    ])
      expect(out).toMatch(shown);
  });

  it('counts a kind with small bars', async () => {
    const { out } = await ask(
      'stats',
      'task',
      '--by',
      'status,month',
      '-f',
      'created__gte=2025-11-15',
    );
    expect(out).toMatch(/^workspace_tasks 5\n\nstatus\npending +3 +█{24}\n/);
    expect(out).toMatch(/\n\nmonth\n2025-11 +5 +█{24}$/m);
  });

  it('adds numbers up', async () => {
    const { out } = await ask('stats', 'cost', '--by', 'agent', '--measure', 'api_cost_usd');
    expect(out).toMatch(/api_cost_usd 0\.75 \(0\.38 each, of 2\)/);
    expect(out).toMatch(/^x +2 +█+ +0\.75$/m);
  });

  it('answers JSON, every value of it', async () => {
    const { out } = await ask('stats', 'task', '--by', 'status', '--json');
    expect(JSON.parse(out)).toMatchObject({ kind: 'workspace_tasks', total: 8 });
  });

  it('says what to do about an empty database', async () => {
    const empty = join(folder.path, 'empty.db');
    await openStore({ path: empty, migrations: MIGRATIONS }).close();
    expect((await run(['stats', '--db', empty])).out).toMatch(/^Nothing is stored yet/);
  });

  it.each([
    ['stats --by status', /--by belongs to workspace stats with a kind/],
    ['stats task --stale-days 3', /--stale-days belongs to workspace stats without a kind/],
    ['stats task --by nothing', /'nothing' is no field/],
    ['stats --stale-days soon', /whole number/],
    ['estimate x --minutes many', /Give a number/],
  ])('%s is refused', async (command, said) => {
    const { code, err } = await ask(...command.split(' '));
    expect(code).toBe(EXIT_CODES.usage);
    expect(err).toMatch(said);
  });
});

describe('workspace estimate', () => {
  it('says what a task will cost and what that rests on', async () => {
    const { code, out } = await ask('estimate', 'e and f', '--minutes', '50');
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toMatch(/^minutes +\d+ min \(120 min to 400 min, 2 tasks\)$/m);
    expect(out).toMatch(/^rests on 2 past tasks$/m);
    expect(out).toMatch(/Your estimate of minutes stays as it is: 2 earlier ones/);
  });
});

describe('a bar', () => {
  it.each([
    [10, 10, '█'.repeat(24)],
    [5, 10, '█'.repeat(12)],
    [1, 1_000_000, '▏'],
    [1, 0, '█'.repeat(24)],
  ])('of %d out of %d', (count, most, expected) => {
    expect(bar(count, most)).toBe(expected);
  });

  it('of a stretch of time is one character', () => {
    expect(sparkline([0, 1, 4, 8])).toBe('▁▂▅█');
    expect(sparkline([])).toBe('');
  });
});
