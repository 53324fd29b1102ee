import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ServiceStatus } from '#src/client/types';

import {
  run,
  startServer,
  temporaryFolder,
  TOKEN,
  type Folder,
  type TestServer,
} from './harness.ts';

const RECORDS = '[{"title":"=1+1","repos_affected":["a","b"]},{"title":"Two"}]';

let folder: Folder;
let server: TestServer;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer(folder.path);
  const added = await ask(['add', 'task', '--file', '-'], RECORDS);
  expect(added.code).toBe(0);
});
afterAll(async () => {
  await server.close();
  await folder.remove();
});

const ask = (args: readonly string[], stdin?: string) =>
  run([...args, '--url', server.url, '--token', TOKEN], stdin === undefined ? {} : { stdin });

describe('list --csv', () => {
  it('writes all that matches as CSV', async () => {
    const { code, out, err } = await ask([
      'list',
      'task',
      '--csv',
      '--fields',
      'title,repo',
      '--sort',
      'id',
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      `id,title,repos_affected\r\nWS-TASK-001,'=1+1,"[""a"",""b""]"\r\nWS-TASK-002,Two,\r\n`,
    );
  });

  it('begins with a byte order mark when it is asked for', async () => {
    const { out } = await ask(['list', 'task', '--csv', '--bom', '-n', '1', '--fields', 'title']);
    expect(out).toMatch(/^\uFEFFid,title\r\n[^\r\n]*\r\n$/);
  });

  it.each([
    [['--csv', '--json'], '--csv and --json exclude each other'],
    [['--bom'], '--bom belongs to --csv'],
    [['--csv', '--cursor', 'x'], 'A CSV has no pages'],
    [['--csv', '-f', 'nothing=1'], "'nothing' is no field"],
  ])('with %j is refused in one line', async (options, sentence) => {
    const { code, out, err } = await ask(['list', 'task', ...options]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('who writes', () => {
  it('is known to the service by the name in WORKSPACE_AGENT, and by its address without one', async () => {
    const path = ['--url', server.url, '--token', TOKEN];
    await run(['add', 'task', 'title=x', ...path], { env: { WORKSPACE_AGENT: 'emma ✓' } });
    const status = JSON.parse((await ask(['status', '--json'])).out) as ServiceStatus;
    const { writers } = status.growth;
    expect(writers).toEqual(
      expect.arrayContaining(['emma ?', expect.stringMatching(/ at (::ffff:)?127\.0\.0\.1$/)]),
    );
    expect(writers).toHaveLength(2);
  });
});
