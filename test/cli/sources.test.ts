import { hostname } from 'node:os';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import { createClient } from '#src/client';
import { openStore } from '#src/store/sqlite/open';
import type { Source } from '#src/store/store';
import { MIGRATIONS } from '#test/support/temporary-store';

import { run, startServer, temporaryFolder, TOKEN, type Folder } from './harness.ts';

let folder: Folder;
let core: string;
let shop: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  [core, shop] = [join(folder.path, 'core'), join(folder.path, 'shop')];
  for (const path of [core, shop]) await mkdir(path);
  await writeFile(join(core, 'a.md'), '# A decision of the core');
  await writeFile(join(shop, 'b.md'), '# A note of the shop');
});
afterEach(() => folder.remove());

const at = () => ({ env: { DATABASE_URL: join(folder.path, 'test.db') } });
const workspace = (...args: readonly string[]) => run(args, at());
const sources = async (): Promise<readonly Source[]> =>
  (JSON.parse((await workspace('sources', 'list', '--json')).out) as { items: Source[] }).items;
const paths = async () => (await sources()).map(({ path }) => path);

describe('workspace sources', () => {
  it('remembers what was indexed, and reads all of it when no folder is named', async () => {
    await workspace('index', core, shop, '--no-wait');
    expect(await sources()).toMatchObject([
      { path: core, repo: 'core', named: false, host: hostname(), trusted: true },
      { path: shop, repo: 'shop', last_sync: { documents: 1, added: 1, skipped: 0 } },
    ]);
    await writeFile(join(shop, 'c.md'), '# Another note');
    const { code, out } = await workspace('index', '--no-wait');
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toMatch(/core.*1 unchanged[^]*shop.*1 added · 1 unchanged/);
  });

  it('reads the others when one is not there, says so, and keeps its documents', async () => {
    await workspace('index', core, shop, '--no-wait');
    await rename(core, join(folder.path, 'away'));
    await writeFile(join(shop, 'b.md'), '# A changed note');
    const { code, out, err } = await workspace('index', '--no-wait');
    expect([code, out]).toEqual([EXIT_CODES.failure, expect.stringContaining('1 changed')]);
    expect(err).toContain(`'${core}' is no folder that can be read`);
    expect((await workspace('list', 'doc')).out).toContain('2 documents');
  });

  it('adds a folder without reading it, and takes its name along', async () => {
    const { code, out } = await workspace('sources', 'add', core, '--repo', 'heart');
    expect([code, out]).toEqual([EXIT_CODES.ok, expect.stringContaining('not read yet')]);
    expect((await workspace('list', 'doc')).out).toContain('No document matches');
    expect((await workspace('index', '--no-wait')).out).toMatch(/^heart .*1 added/);
  });

  it.each([
    ['keeps its documents', [], 1, 'stay, --prune would have removed them'],
    ['removes its documents with --prune', ['--prune'], 0, '1 document removed'],
  ])('forgets a folder and %s', async (_, options, left, said) => {
    await workspace('index', core, '--no-wait');
    await rm(core, { recursive: true });
    const { code, out } = await workspace('sources', 'remove', core, ...options);
    expect([code, out]).toEqual([EXIT_CODES.ok, expect.stringContaining(said)]);
    expect(await paths()).toEqual([]);
    const { total } = JSON.parse((await workspace('list', 'doc', '--json')).out) as {
      total: number;
    };
    expect(total).toBe(left);
  });

  it('remembers nothing with --no-remember, and nothing that could not be read', async () => {
    await workspace('index', core, '--no-wait', '--no-remember');
    expect((await workspace('index', shop, join(folder.path, 'nope'))).code).toBe(
      EXIT_CODES.failure,
    );
    expect(await paths()).toEqual([]);
    const { code, err } = await workspace('index');
    expect([code, err]).toEqual([EXIT_CODES.usage, expect.stringContaining('No folder is given')]);
  });

  it.each([['index'], ['sources', 'list'], ['sources', 'remove', 'x']])(
    'makes no database to look for folders in: %s %s',
    async (...args) => {
      const { code } = await workspace(...args.filter(Boolean));
      expect(code).not.toBe(EXIT_CODES.ok);
      await expect(workspace('status')).resolves.toMatchObject({ code: EXIT_CODES.failure });
    },
  );
});

describe('a service elsewhere', () => {
  it('does not choose what is read here, unless it is trusted to', async () => {
    const server = await startServer(folder.path);
    const remote = ['--url', server.url, '--token', TOKEN];
    try {
      await run(['index', core, '--no-wait', ...remote]);
      const refused = await run(['index', ...remote]);
      expect(refused.code).not.toBe(EXIT_CODES.ok);
      expect(refused.err).toContain('--trust-service');
      const { out } = await run(['index', '--trust-service', '--no-wait', ...remote]);
      expect(out).toContain('1 unchanged');
      const client = createClient({ fetch, url: server.url, token: TOKEN });
      expect(await client.sources()).toMatchObject([{ path: core, trusted: false }]);
    } finally {
      await server.close();
    }
  });
});

describe('workspace index --watch', () => {
  it('goes on reading until it is stopped', async () => {
    let stop = (): void => {};
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const running = run(['index', core, '--watch', '--no-wait'], {
      ...at(),
      untilStopped: () => stopped,
    });
    const list = async () => (await workspace('list', 'doc')).out;
    await vi.waitFor(async () => expect(await paths()).toEqual([core]), { timeout: 30_000 });
    await writeFile(join(core, 'late.md'), '# A late decision');
    await vi.waitFor(async () => expect(await list()).toContain('A late decision'), {
      ...{ timeout: 30_000, interval: 200 },
    });
    stop();
    const { code, out } = await running;
    expect([code, out]).toEqual([EXIT_CODES.ok, expect.stringContaining('Watching 1 folder')]);
  }, 90_000);
});

describe('workspace serve --watch', () => {
  const serveUntil = async (
    args: readonly string[],
    seen: () => Promise<void>,
  ): Promise<number> => {
    let stop = (): void => {};
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const running = run(['serve', '--port', '0', ...args], {
      ...at(),
      untilStopped: () => stopped,
    });
    try {
      await vi.waitFor(seen, { timeout: 30_000, interval: 200 });
    } finally {
      stop();
    }
    return (await running).code;
  };
  const documents = async () => (await workspace('list', 'doc')).out;

  it('reads the folders that it is given, and remembers them', async () => {
    const code = await serveUntil(['--watch', core, shop], async () => {
      expect(await documents()).toContain('2 documents');
    });
    expect(code).toBe(EXIT_CODES.ok);
    expect(await sources()).toMatchObject([{ trusted: true }, { trusted: true }]);
  }, 90_000);

  it('reads what the owner has named before, and nothing that a caller named', async () => {
    await workspace('sources', 'add', core);
    const store = openStore({ path: at().env.DATABASE_URL, migrations: MIGRATIONS });
    const planted = { host: hostname(), path: shop, repo: 'shop', origin: 'o', prefix: '' };
    await store.keepSource({ ...planted, named: false }, { trusted: false });
    await store.close();
    const code = await serveUntil(['--watch'], async () => {
      expect(await documents()).toContain('A decision of the core');
    });
    expect(code).toBe(EXIT_CODES.ok);
    expect(await documents()).not.toContain('A note of the shop');
  }, 90_000);

  it('follows what is added to the folders that are remembered, and what is removed', async () => {
    await workspace('sources', 'add', core);
    let step = 0;
    await serveUntil(['--watch'], async () => {
      if (step === 0) expect(await documents()).toContain('A decision of the core');
      if (step++ === 0) {
        await workspace('sources', 'add', shop);
        await workspace('sources', 'remove', core);
      }
      expect(await documents()).toContain('A note of the shop');
    });
    expect(await paths()).toEqual([shop]);
  }, 90_000);

  it('refuses to watch nothing', async () => {
    await workspace('add', 'task', '--title', 'x');
    const { code, err } = await workspace('serve', '--port', '0', '--watch');
    expect([code, err]).toEqual([
      EXIT_CODES.usage,
      expect.stringContaining('none of this machine'),
    ]);
  });
});
