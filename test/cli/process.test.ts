import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';

import { temporaryFolder, type Folder } from './harness.ts';

const MAIN = ['--conditions=source', '--import', 'tsx', 'src/cli/main.ts'];
const TOKEN = 'a-token-for-the-tests';

let folder: Folder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

/** The command as a user starts it, with an environment of its own. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [...MAIN, ...args], {
    cwd: packageRoot(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
}

async function finish(args: readonly string[], env?: Readonly<Record<string, string>>) {
  const child = start(args, env);
  child.stdin?.end();
  const [out, err, code] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    exitOf(child),
  ]);
  return { code, out, err };
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

/** What the process writes until it matches. */
function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  let seen = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      const [found] = pattern.exec(seen) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`It ended after: ${seen}`)));
  });
}

describe('the command as a process', () => {
  it('says that a port is taken, while its model is still loading', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const db = join(folder.path, 'taken.db');
    try {
      const { code, err } = await finish(['serve', '--db', db, '--port', String(port)]);
      expect(err.trim()).toMatch(
        /^workspace: Cannot serve on 127\.0\.0\.1, port \d+: the port is taken/,
      );
      expect(code).toBe(2);
    } finally {
      other.close();
    }
  });

  it('works on a file, beside a server on that file, and on the server from elsewhere', async () => {
    const db = join(folder.path, 'shared.db');
    const server = start(['serve', '--db', db, '--port', '0', '--token', TOKEN]);
    try {
      const url = await firstMatch(server, /http:\/\/127\.0\.0\.1:\d+/);
      const beside = await finish(['add', 'task', 'title=Written beside', '--db', db]);
      expect(beside).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringMatching(
          /^added WS-TASK-001 \((?:indexed|queued for indexing)\)\n$/,
        ) as string,
      });
      const remote = { WORKSPACE_URL: url, WORKSPACE_TOKEN: TOKEN };
      expect((await finish(['list', 'task'], remote)).out).toContain('Written beside');
      const indexed = await finish(['index', 'docs', '--repo', 'own', '--json'], remote);
      expect(JSON.parse(indexed.out.trim().split('\n').at(-1) ?? '')).toMatchObject({
        step: 'done',
        pending: 0,
      });
      expect(await finish(['status', '--url', url])).toMatchObject({ code: 7, out: '' });
    } finally {
      server.kill('SIGTERM');
    }
    expect(await exitOf(server)).toBe(0);
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const child = start(['kinds', '--json', '--db', join(folder.path, 'pipe.db')]);
    child.stdout?.destroy();
    const [err, code] = await Promise.all([
      text(child.stderr as NodeJS.ReadableStream),
      exitOf(child),
    ]);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  it('shows the demo, and shows it again', async () => {
    const demo = ['demo', '--no-serve', '--db', join(folder.path, 'demo.db')];
    const first = await finish(demo);
    expect(first).toMatchObject({ code: 0, err: '' });
    for (const said of [
      'in your own words',
      'decided something like this',
      'Filters and words together',
    ])
      expect(first.out).toContain(said);
    expect(first.out).toContain('DEC-007');
    expect(first.out).toContain('ISSUE-001');
    expect((await finish(demo)).out).toMatch(/unchanged|0 documents/);
  });
});
