import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createApp } from '#src/http/app';
import { listen } from '#src/http/listen';
import { createSearch, type SearchDeps } from '#src/search/search';
import { openStore } from '#src/store/sqlite/open';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { MIGRATIONS, temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

import { run, temporaryFolder } from './harness.ts';

const embedder = createFakeEmbedder();
const silent = (): Promise<never> => new Promise(() => undefined);

const damage = (path: string, sql: string): void => {
  const sqlite = new Sqlite(path);
  sqlite.exec(sql);
  sqlite.close();
};
const CORRUPT = "UPDATE wm_vectors SET embedding = x'0011'";

interface State {
  readonly deps: Partial<SearchDeps>;
  readonly sql?: string;
  readonly why: string;
}

const STATES: Readonly<Record<string, State>> = {
  'the model is gone': {
    deps: {},
    why: "The vectors of this database come from 'fake', which is not among the models here",
  },
  'the vectors are damaged': {
    ...{ deps: { embedder }, sql: CORRUPT },
    why: 'The stored vectors are damaged or not all there. Run `workspace doctor --fix`',
  },
  'the model does not answer in time': {
    deps: { embedder: { ...embedder, embed: silent }, patience: 20 },
    why: 'The embedding model has not answered within 0.02 seconds',
  },
};

describe.each(Object.entries(STATES))('when %s', (_, { deps, sql, why }) => {
  let temporary: TemporaryStore;
  let served: { readonly url: string; close(): Promise<void> };
  beforeEach(async () => {
    temporary = temporaryStore();
    await temporary.store.write({
      operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: 'Lock the file' } }],
    });
    await createIndexer({ store: temporary.store, embedder, holder: 't' }).drain();
    if (sql !== undefined) damage(temporary.path, sql);
    const store = openStore({ path: temporary.path, migrations: MIGRATIONS });
    const search = createSearch({ store, ...deps });
    const indexer = { poke: () => undefined };
    const embedderState = () => ({ state: 'ready', model: 'fake' }) as const;
    const app = createApp({ store, search, indexer, embedderState, version: '0' });
    const listener = await listen(app, { host: '127.0.0.1', port: 0 });
    served = {
      url: listener.url,
      close: async () => {
        await listener.close();
        await store.close();
      },
    };
  });
  afterEach(async () => {
    await served.close();
    await temporary.remove();
  });

  it('a request is answered by keyword, and says why; a strict one is a 503', async () => {
    const response = await fetch(`${served.url}/api/search?q=lock`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      ...{ mode_used: 'keyword', total: 1 },
      degraded: [{ leg: 'vector', reason: expect.stringContaining(why) as string }],
    });
    const strict = await fetch(`${served.url}/api/search?q=lock&strict=true`);
    expect(strict.status).toBe(503);
    expect(await strict.json()).toMatchObject({
      code: 'degraded',
      detail: expect.stringContaining(why) as string,
    });
  });

  it('the command answers by keyword, and says why; a strict one exits with 5', async () => {
    const answered = await run(['search', 'lock', '--url', served.url]);
    expect(answered.code).toBe(0);
    expect(answered.out).toContain('Lock the file');
    expect(answered.out.replace(/\s+/g, ' ')).toContain(`Without ranking by meaning: ${why}`);
    const strict = await run(['search', 'lock', '--strict', '--url', served.url]);
    expect([strict.code, strict.out]).toEqual([5, '']);
    expect(strict.err.replace(/\s+/g, ' ')).toContain(why);
  });
});

it('what is told of damaged vectors repairs them: the records are exported, and imported into a new file', async () => {
  const folder = await temporaryFolder();
  const [old, anew, files] = ['old.db', 'new.db', 'files'].map((name) => join(folder.path, name));
  const inFile = (path = '', ...args: string[]) => run(['--db', path, ...args]);
  await inFile(old, 'add', 'task', 'title=Lock the file', 'notes=Two agents wrote it at once.');
  damage(old ?? '', CORRUPT);
  expect((await inFile(old, 'search', 'lock', '--strict')).code).toBe(5);
  expect(await inFile(old, 'export', '--dir', files ?? '')).toMatchObject({ code: 0 });
  expect(await inFile(anew, 'import', files ?? '')).toMatchObject({ code: 0 });
  const { code, out } = await inFile(anew, 'search', 'lock', '--strict');
  expect([code, out]).toEqual([0, expect.stringContaining('Lock the file')]);
  await folder.remove();
});
