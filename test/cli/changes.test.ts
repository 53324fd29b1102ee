import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import { createClient } from '#src/client';
import type { Change } from '#src/client/changes';

import {
  run,
  startServer,
  temporaryFolder,
  TOKEN,
  type Folder,
  type TestServer,
} from './harness.ts';

let folder: Folder;
let server: TestServer;
let db: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer(folder.path);
  db = `${folder.path}/own.db`;
});
afterAll(async () => {
  await server.close();
  await folder.remove();
});

const own = (...args: readonly string[]) =>
  run([...args, '--db', db], { env: { WORKSPACE_USER: 'ada' } });
const jsonOf = async (...args: readonly string[]) =>
  JSON.parse((await own(...args, '--json')).out) as Record<string, never>;

describe('the commands about what was', () => {
  it('show the changes of a file in order, and where to go on', async () => {
    await own('add', 'task', 'id=T-1', 'title=one');
    await own('update', 'task', 'T-1', 'title=two');
    const { out } = await own('changes');
    expect(out).toMatch(/created workspace_tasks T-1 \(version 1\) · ada\n/);
    expect(out).toMatch(/updated workspace_tasks T-1 \(version 2\): title · ada\n/);
    const cursor = /--since (\S+)\n$/.exec(out)?.[1] ?? '';
    expect((await own('changes', '--since', cursor)).out).toContain('Nothing was written since');
    expect((await jsonOf('changes', '--kind', 'issue'))['items']).toEqual([]);
  });

  it('show the history of a record, and a version of it', async () => {
    const { out } = await own('history', 'task', 'T-1');
    expect(out).toMatch(/^version 2 {2}updated .* by ada\n {2}title {2}one -> two\nversion 1 /);
    expect((await own('history', 'task', 'T-1', '--show', '1')).out).toMatch(/title +one\n/);
    expect((await own('history', 'task', 'T-1', '--show', '9')).code).toBe(EXIT_CODES.missing);
  });

  it.each([
    ['history', 'task', 'T-1', '--forget', '--show', '1'],
    ['changes', '--forget-before', '2999-01-01', '--kind', 'issue'],
  ])('forget nothing when something else is asked for, too: %s %s', async (...args) => {
    const { code, err } = await own(...args);
    expect([code, err]).toEqual([EXIT_CODES.usage, expect.stringContaining('cannot be used with')]);
    expect((await own('history', 'task', 'T-1', '--show', '1')).code).toBe(0);
  });

  it('restore a version, also of a record that was deleted', async () => {
    const stale = ['history', 'task', 'T-1', '--restore', '1', '--if-match', 'past'];
    expect((await own(...stale)).code).toBe(EXIT_CODES.conflict);
    expect((await own('history', 'task', 'T-1', '--restore', '1')).out).toMatch(
      /^restored version 1/,
    );
    await own('delete', 'task', 'T-1');
    await own('history', 'task', 'T-1', '--restore', '2');
    expect((await jsonOf('get', 'task', 'T-1'))['record']).toMatchObject({ title: 'two' });
  });

  it('forget what was, of a record and of all', async () => {
    expect((await own('history', 'task', 'T-1', '--forget')).out).toMatch(/^forgot .* 3 changes/);
    expect((await own('history', 'task', 'T-1')).out).toContain('Older versions are not known');
    await own('update', 'task', 'T-1', 'title=three');
    expect(await jsonOf('changes', '--forget-before', '2999-01-01')).toEqual({ forgotten: 1 });
    expect((await own('changes', '--forget-before', 'soon')).code).toBe(EXIT_CODES.usage);
  });

  it.each([
    ['changes --since nonsense', EXIT_CODES.usage],
    ['changes --since 00000000-1-00000000', EXIT_CODES.conflict],
    ['history task nobody', EXIT_CODES.missing],
  ])('end `%s` with %i and one line', async (command, code) => {
    const { code: ended, err } = await own(...command.split(' '));
    expect([ended, err.trim().split('\n').length]).toEqual([code, 1]);
  });

  it('follow a service as lines of JSON until they are stopped', async () => {
    const client = createClient({
      fetch: (at, init) => fetch(at, init),
      ...{ url: server.url, token: TOKEN, user: 'bob' },
    });
    await client.create('workspace_tasks', { title: 'before' });
    const { next: since } = await client.changes({ since: 'now' });
    const lines = { out: '' };
    let stop = (): void => {};
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const { runCommand } = await import('#src/cli/program');
    const ended = runCommand(
      ['changes', '--follow', '--since', since, '--json', '--url', server.url, '--token', TOKEN],
      {
        env: {},
        stdout: { write: (text) => (lines.out += text) },
        stderr: { write: (text) => (lines.out += text) },
        readStdin: async () => '',
        untilStopped: () => stopped,
      },
    );
    for (const title of ['a', 'b', 'c']) await client.create('workspace_tasks', { title });
    await expect.poll(() => lines.out.split('\n').length).toBe(4);
    stop();
    expect(await ended).toBe(EXIT_CODES.ok);
    const changes = lines.out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Change);
    expect(changes.map(({ id }) => id)).toEqual(['WS-TASK-002', 'WS-TASK-003', 'WS-TASK-004']);
    expect(new Set(changes.map(({ who }) => who))).toEqual(new Set(['bob']));
  });
});
