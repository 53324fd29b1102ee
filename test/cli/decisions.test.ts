import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run, temporaryFolder, type Folder } from './harness.ts';

const start = promisify(execFile);

let folder: Folder;
const inDatabase = (...args: readonly string[]) =>
  run(['--db', join(folder.path, 'w.db'), ...args], { env: {} });

const DECISIONS = [
  {
    ...{ id: 'DEC-1', decision: 'Files', status: 'superseded' },
    ...{ date: '2024-01-05', repos_affected: ['core'] },
  },
  {
    ...{ id: 'DEC-2', decision: 'Tables', status: 'accepted', supersedes: ['DEC-1'] },
    ...{ date: '2024-06-01', repos_affected: ['core', 'web'] },
  },
  { id: 'DEC-3', decision: 'Logs', status: 'proposed', date: '2025-02-01' },
];

beforeAll(async () => {
  folder = await temporaryFolder();
  const file = join(folder.path, 'decisions.json');
  await writeFile(file, JSON.stringify(DECISIONS));
  await inDatabase('add', 'decision', '--file', file);
  await inDatabase('add', 'task', 'id=T-1', 'title=Move the files');
});
afterAll(() => folder.remove());

describe('workspace chain', () => {
  it('shows what took whose place, the one at the head first', async () => {
    const { code, out } = await inDatabase('chain', 'decision', 'DEC-1');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'decision DEC-1 does not hold. Now: decision DEC-2 Tables',
        '',
        'date        decision        title         status      holds  repos      supersedes',
        '2024-06-01  decision DEC-2  Tables        accepted    yes    core, web  DEC-1',
        '2024-01-05  decision DEC-1  Files         superseded  no     core',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['decision DEC-2', 'decision DEC-2 holds.\n\ndate'],
    ['decision DEC-3', 'decision DEC-3 holds.\nIt is in no chain.\n'],
    ['task T-1', 'task T-1 is no decision.\nIt is in no chain.\n'],
  ])('says of %s how it stands', async (record, begins) => {
    const { out } = await inDatabase('chain', ...record.split(' '));
    expect(out.startsWith(begins)).toBe(true);
  });

  it('answers programs as the service does', async () => {
    const { out } = await inDatabase('chain', 'decision', 'DEC-1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      ...{ kind: 'architecture_decisions', id: 'DEC-1', holds: false },
      current: { id: 'DEC-2' },
      members: [{ id: 'DEC-2' }, { id: 'DEC-1' }],
    });
  });

  it('knows no record that is not there', async () => {
    expect(await inDatabase('chain', 'decision', 'DEC-9')).toMatchObject({ code: 3, out: '' });
  });
});

describe('workspace timeline', () => {
  it('shows the decisions, the latest first, and how they are spread', async () => {
    const { code, out } = await inDatabase('timeline');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.slice(1, 4).map((line) => line.slice(0, 26))).toEqual([
      '2025-02-01  decision DEC-3',
      '2024-06-01  decision DEC-2',
      '2024-01-05  decision DEC-1',
    ]);
    expect(lines.slice(4)).toEqual([
      '',
      '3 decisions',
      'repo        core 2 · web 1',
      'status      accepted 1 · proposed 1 · superseded 1',
      'year        2024 2 · 2025 1',
      'lifecycle   current 2 · past 1',
      '',
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['--repo web', ['DEC-2']],
    ['--repo web,core', ['DEC-2', 'DEC-1']],
    ['--status proposed --status superseded', ['DEC-3', 'DEC-1']],
    ['--from 2024-06 --to 2024', ['DEC-2']],
    ['--lifecycle current', ['DEC-3', 'DEC-2']],
    ['--as-of 2024-03', ['DEC-1']],
    ['--limit 1', ['DEC-3']],
    ['--repo none', []],
  ])('narrows by %s', async (options, ids) => {
    const { out } = await inDatabase('timeline', ...options.split(' '), '--json');
    const { items } = JSON.parse(out) as { readonly items: readonly { readonly id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['--limit 1', '1 of 3 decisions'],
    ['--as-of 2024-03', '1 decision, as of 2024-03-31'],
    ['--repo none', 'No decision matches.'],
  ])('with %s says "%s"', async (options, says) => {
    expect((await inDatabase('timeline', ...options.split(' '))).out.split('\n')).toContain(says);
  });

  it.each(['--from soon', '--lifecycle old', '--limit 0'])('refuses %s', async (options) => {
    const { code, out } = await inDatabase('timeline', ...options.split(' '));
    expect([code, out]).toEqual([2, '']);
  });
});

describe('workspace precedents', () => {
  it('tells what is like a draft and why, and what holds today', async () => {
    const { code, out } = await inDatabase('precedents', '--text', 'Files');
    expect(code).toBe(0);
    expect(out).toMatch(/^They (say nearly the same|may contradict it)\n\n {2}Files\n/);
    expect(out).toContain('decision DEC-1 · superseded · 2024-01-05 · core');
    expect(out).toContain('now: decision DEC-2 Tables');
    expect(out).toContain('held against 3 past decisions');
  });

  it('says when there is nothing like it, or nothing at all', async () => {
    const { out } = await inDatabase('precedents', '--text', 'Paint the door green');
    expect(out).toContain('Nothing like it: held against 3 past decisions.');
    const { out: none } = await inDatabase('precedents', '-k', 'component', '--text', 'Paint');
    expect(none).toContain('No past decision is stored that it could be held against.');
  });

  it('reads a file as the index does, and does not hold it against itself', async () => {
    const shop = join(folder.path, 'shop');
    await mkdir(join(shop, 'docs', 'adr'), { recursive: true });
    await start('git', ['init', '--quiet', shop]);
    const file = join(shop, 'docs', 'adr', '0001-queue.md');
    await writeFile(file, '# Use one queue\n\nStatus: accepted\n\nSupersedes: DEC-3\n');
    await inDatabase('index', shop, '--repo', 'market');
    const told = async (...args: readonly string[]) =>
      (await inDatabase('precedents', ...args)).out.includes('docs/adr/0001-queue.md');
    expect(await told('--text', 'Use one queue')).toBe(true);
    expect(await told(file, '--repo', 'market')).toBe(false);
  });

  it('reads standard input', async () => {
    const world = { env: {}, stdin: '# Files\n\nThey are simple.\n' };
    for (const args of [['-'], ['--text', '-']]) {
      const { out } = await run(['--db', join(folder.path, 'w.db'), 'precedents', ...args], world);
      expect(out).toContain('decision DEC-1');
    }
  });

  it.each([
    [[], /A draft is needed/, 2],
    [['a.md', '--text', 'b'], /A draft is needed/, 2],
    [['nowhere.md'], /nowhere\.md cannot be read/, undefined],
    [['--text', 'x', '--limit', '51'], /limit/, 2],
  ])('refuses %j', async (args, reason, expected) => {
    const { code, out, err } = await inDatabase('precedents', ...args);
    expect(out).toBe('');
    expect(err).toMatch(reason);
    if (expected === undefined) expect(code).not.toBe(0);
    else expect(code).toBe(expected);
  });
});
