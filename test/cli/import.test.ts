import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
let at: string;
let number = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
});
beforeEach(() => {
  at = join(folder.path, String((number += 1)));
  mkdirSync(at);
});
afterAll(() => folder.remove());

const write = (name: string, value: unknown): string => {
  const path = join(at, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};
const bring = (args: readonly string[], stdin = '') =>
  run(['--db', join(at, 'w.db'), 'import', ...args, '--no-wait'], { stdin });
const titlesIn = async (): Promise<unknown> => {
  const { out } = await run(['--db', join(at, 'w.db'), 'list', 'task', '--sort', 'id', '--json']);
  return (JSON.parse(out) as { items: { title: string }[] }).items.map(({ title }) => title);
};

describe('a quarantine', () => {
  const MIXED = [
    { id: 'A', title: 'a' },
    { id: 'B', title: 7 },
  ];

  it.each(['merge', 'replace'])('can be corrected and imported, in mode %s', async (mode) => {
    const bad = join(at, 'WORKSPACE-TASKS.bad.json');
    await bring([write('WORKSPACE-TASKS.json', MIXED), '--quarantine', bad]);
    const again = await bring([bad, '--mode', mode]);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('/0/record/title: 7 is')]);
    writeFileSync(bad, readFileSync(bad, 'utf8').replace('"title": 7', '"title": "b"'));
    expect((await bring([bad, '--mode', mode])).out).toBe('workspace_tasks: 1 added\n');
    expect(await titlesIn()).toEqual(['a', 'b']);
  });

  it('says what it lacks', async () => {
    const entry = { file: 'x.json', pointer: '', reasons: [], record: null };
    const { code, err } = await bring([write('bad.json', [entry])]);
    expect([code, err]).toEqual([2, expect.stringContaining('set aside without a kind')]);
  });

  it('would be written only if it were no dry run', async () => {
    const path = write('WORKSPACE-TASKS.json', MIXED);
    const { out } = await bring([path, '--dry-run', '--quarantine', join(at, 'bad.json')]);
    expect(out).toContain('1 record would be set aside');
  });
});

describe('a kind', () => {
  it('may be said of a list that nothing else says it of', async () => {
    const list = JSON.stringify([{ id: 'A', title: 'a' }]);
    expect((await bring(['-', '--kind', 'task'], list)).out).toBe('workspace_tasks: 1 added\n');
    const { code, err } = await bring(['-'], list);
    expect([code, err]).toEqual([2, expect.stringContaining('say which it is (kind)')]);
  });

  it.each([
    [['-', '--kind', 'taks'], 'is no kind of record'],
    [['-', '--kind', 'task', '--format', 'beads'], 'says itself of which kinds'],
  ])('%j is refused', async (args, reason) => {
    const { code, err } = await bring(args, '[]');
    expect([code > 0, err]).toEqual([true, expect.stringContaining(reason)]);
  });
});

it('a dry run names what would change, and counts what would stay', async () => {
  const list = Array.from({ length: 30 }, (_, n) => ({ id: `T${n}`, title: `t${n}` }));
  const path = write('WORKSPACE-TASKS.json', list);
  await bring([path]);
  write('WORKSPACE-TASKS.json', [...list.slice(1), { id: 'T0', title: 'new' }]);
  expect((await bring([path, '--dry-run'])).out.split('\n')).toEqual([
    'workspace_tasks: 1 changed · 29 left',
    '  ~ T0 new',
    '      title: t0 → new',
    'Nothing was written: this was a dry run.',
    '',
  ]);
});

it('warnings go to standard error, and into the report where that is JSON', async () => {
  const path = write('WORKSPACE-TASKS.json', [{ id: 'A', title: 'a', priority: 'odd' }]);
  const { out, err } = await bring([path]);
  expect([out, err]).toEqual([
    'workspace_tasks: 1 added\n',
    expect.stringMatching(/^warning: .*'odd' is none of HIGH/),
  ]);
  const json = await bring([path, '--json']);
  expect([json.out, json.err]).toEqual([expect.stringContaining("'odd' is none of HIGH"), '']);
});
