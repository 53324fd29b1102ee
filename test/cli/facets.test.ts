import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
const workspace = (...args: readonly string[]) => run(['--db', `${folder.path}/w.db`, ...args]);

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [title, status, repo] of [
    ['Measure the lock', 'pending', 'core'],
    ['Lift the lock', 'pending', 'web'],
    ['Log the lock', 'completed', 'core'],
  ])
    await workspace('add', 'task', `title=${title}`, `status=${status}`, `repos_affected=${repo}`);
});
afterAll(() => folder.remove());

describe('facets on a terminal', () => {
  it('stand below the hits, each on its line, without those that nothing has', async () => {
    const { out } = await workspace('search', 'lock', '--mode', 'keyword', '--facets', '-n', '1');
    expect(out).toContain(
      [
        'kind      workspace_tasks 3',
        'status    pending 2 · completed 1',
        'repo      core 2 · web 1',
      ].join('\n'),
    );
    expect(out).not.toMatch(/^severity/m);
  });

  it('stand below a list, those alone that are asked for', async () => {
    const { out } = await workspace('list', 'task', '--facet', 'status,priority', '-n', '1');
    expect(out).toMatch(/^status {4}pending 2 · completed 1$/m);
    expect(out).not.toMatch(/^repo {6}/m);
  });

  it('are cut to a limit, and say so', async () => {
    const { out } = await workspace('list', 'task', '--facet', 'status', '--facet-limit', '1');
    expect(out).toMatch(/^status {4}pending 2 · and 1 more \(1\)$/m);
  });

  it('come with --json as the service answers them', async () => {
    const { out } = await workspace('list', 'task', '--facet', 'status', '--json');
    expect(JSON.parse(out)).toMatchObject({
      facets: {
        status: {
          values: [{ value: 'pending', count: 2, query: 'status=pending' }, { count: 1 }],
          other: { values: 0, count: 0 },
        },
      },
    });
  });

  it('say what to add to narrow by their first values, and it does', async () => {
    const { out } = await workspace('search', 'lock', '--mode', 'keyword', '--facet', 'kind,repo');
    expect(out).toMatch(/^narrow by -f kind__eq=workspace_tasks -f repo=core$/m);
    const options = ['-f', 'kind__eq=workspace_tasks', '-f', 'repo=core'];
    const narrowed = await workspace('search', 'lock', '--mode', 'keyword', ...options);
    expect(narrowed.out).toContain('2 matching records');
  });

  it.each([
    { args: ['search', 'lock', '--facet', 'color'], says: "'color' is none of" },
    { args: ['list', 'task', '--csv', '--facets'], says: 'A CSV holds the records alone' },
  ])('refuse $args with a sentence', async ({ args, says }) => {
    const { code, err } = await workspace(...args);
    expect(code).not.toBe(0);
    expect(err).toContain(says);
  });
});
