import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createClient, type Client } from '#src/client';
import { WorkspaceError } from '#src/errors';
import { packageRoot } from '#src/package-root';
import { run } from '#test/cli/harness';

/** Largest size of any file of the process, in KiB: what `ulimit -f` counts in. A write past it fails as on a full disk. */
const LIMIT = 2_048;
const TEXT = 'A decision that takes its room. '.repeat(4_000);
const MOST = 60;

const folder = mkdtempSync(join(tmpdir(), 'workspace-full-'));
const database = join(folder, 'w.db');
afterAll(() => rmSync(folder, { recursive: true }));

const MAIN = ['--conditions=source', '--import', 'tsx', 'src/cli/main.ts'];
let server: ChildProcess | undefined;
afterEach(() => void server?.kill('SIGKILL'));

/** A server as people start it; with a limit to the size of files, or without one. */
async function serve(limit: number | 'unlimited'): Promise<Client> {
  const command = ['exec', process.execPath, ...MAIN, 'serve', '--port', '0', '--db', database];
  const started = spawn('bash', ['-c', `ulimit -f ${limit}; ${command.join(' ')}`], {
    ...{ cwd: packageRoot(), stdio: ['ignore', 'pipe', 'ignore'] },
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'silent' },
  });
  server = started;
  const url = await new Promise<string>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    createInterface(started.stdout as NodeJS.ReadableStream).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return createClient({ fetch: (at, init) => fetch(at, init), url });
}

const add = (client: Client, id: string) =>
  client.create('architecture_decisions', { id, decision: `Decision ${id}`, rationale: TEXT });

describe('a disk that is full', () => {
  const kept: string[] = [];
  let refused: unknown;
  beforeAll(async () => {
    const first = await run(['--db', database, 'add', 'task', 'title=Before']);
    expect(first.code).toBe(0);
    expect((await run(['--db', database, 'backup'])).code).toBe(0);
  });

  it('is told of as such, and what was acknowledged can be read meanwhile', async () => {
    const client = await serve(LIMIT);
    for (let at = 0; at < MOST && refused === undefined; at += 1) {
      const id = `DEC-${String(at).padStart(3, '0')}`;
      await add(client, id).then(
        () => kept.push(id),
        (error: unknown) => (refused = error),
      );
    }
    expect(refused).toBeInstanceOf(WorkspaceError);
    expect(refused).toMatchObject({
      code: 'database_full',
      message: expect.stringContaining(database) as string,
      next: expect.stringContaining('room') as string,
      cause: { status: 507 },
    });
    const { items } = await client.list('architecture_decisions', { limit: 1_000 });
    expect(items.map(({ id }) => id).sort()).toEqual(kept);
    expect((await client.status()).records.workspace_tasks).toBe(1);
  }, 120_000);

  it('lets no backup be made, and leaves nothing of it; those before stay', async () => {
    const before = readdirSync(join(folder, 'backups'));
    const client = await serve(64);
    const failed = await client.backup().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 'database_full', cause: { status: 507 } });
    expect(readdirSync(join(folder, 'backups'))).toEqual(before);
    expect((await client.status()).backups?.fault?.reason).toContain('no room');
  }, 120_000);

  it('is forgotten as soon as there is room again', async () => {
    const client = await serve('unlimited');
    await add(client, 'DEC-after');
    const { items } = await client.list('architecture_decisions', { limit: 1_000 });
    expect(items.map(({ id }) => id).sort()).toEqual([...kept, 'DEC-after'].sort());
    expect((await client.doctor()).counts.error).toBe(0);
    await client.backup();
    expect((await client.status()).backups?.fault).toBeNull();
  }, 120_000);
});
