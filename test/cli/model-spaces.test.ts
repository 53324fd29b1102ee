import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import { packageRoot } from '#src/package-root';
import { openStore } from '#src/store/sqlite/open';
import { writeRandomModel } from '#test/support/random-model';

import { run, startServer, temporaryFolder, TOKEN, type Folder } from './harness.ts';

const SHIPPED = 'workspace-static-en-v1';
const MINILM = 'Xenova/all-MiniLM-L6-v2';

let models: Folder;
beforeAll(async () => {
  models = await temporaryFolder();
  await writeRandomModel(join(models.path, MINILM), { shape: 'tiny' });
});
afterAll(() => models.remove());

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const database = () => join(folder.path, 'w.db');
const world = (more: Readonly<Record<string, string>> = {}) => ({
  env: { DATABASE_URL: database(), EMBEDDING_CACHE: models.path, ...more },
});
const model = (...args: readonly string[]) => run(['model', ...args], world());
const addTask = (title: string) => run(['add', 'task', `title=${title}`, 'notes=Note.'], world());
const spaces = async () => {
  const { out } = await model('spaces', '--json');
  const { items } = JSON.parse(out) as { items: readonly Record<string, unknown>[] };
  return items.map((space) => `${String(space['model'])} ${String(space['state'])}`);
};

describe('workspace model', () => {
  it('changes the model, returns, and forgets the other', { timeout: 60_000 }, async () => {
    await addTask('One');
    const used = await model('use', 'all-minilm-l6-v2');
    expect(used).toMatchObject({ code: EXIT_CODES.ok, err: '' });
    expect(used.out).toContain('1 record to embed, about 1 second');
    expect(used.out).toContain(`${MINILM} answers.`);
    expect(await spaces()).toEqual([`${SHIPPED} kept`, `${MINILM} current`]);
    const found = await run(['search', 'one', '--strict', '--json'], world());
    expect(JSON.parse(found.out)).toMatchObject({ mode_used: 'hybrid' });

    await addTask('Two');
    const back = await model('rollback');
    expect(back.out).toContain(`${SHIPPED} answers again. 1 record had changed since`);
    expect((await model('prune')).out).toContain(`of ${MINILM} are gone.`);
    expect((await model('prune')).out).toContain('No former vectors');
    expect((await model('rollback')).code).toBe(EXIT_CODES.missing);
    expect(await spaces()).toEqual([`${SHIPPED} current`]);
    const status = await run(['status', '--json'], world());
    expect(JSON.parse(status.out)).toMatchObject({ index: { pending: 0, passages: 2 } });
  });

  it('only leaves the wish with --no-wait, and gives it up again', async () => {
    await addTask('One');
    const used = await model('use', MINILM, '--no-wait', '--json');
    expect(JSON.parse(used.out)).toMatchObject({ outcome: 'building', records: 1 });
    expect(await spaces()).toEqual([`${SHIPPED} current`, `${MINILM} building`]);
    expect((await model('spaces')).out).toMatch(/building +\S+ +384 +0 +1 record waiting/);
    expect((await model('cancel')).out).toContain('not being built any more');
    expect((await model('cancel')).out).toContain('Nothing is being built');
    expect(await spaces()).toEqual([`${SHIPPED} current`]);
  });

  it(
    'goes on with what was begun, and drops the old with --prune',
    { timeout: 60_000 },
    async () => {
      await addTask('One');
      await model('use', MINILM, '--no-wait');
      const used = await model('use', MINILM, '--prune', '--json');
      expect(used.code).toBe(EXIT_CODES.ok);
      expect(used.out).toContain('"outcome": "current"');
      expect(await spaces()).toEqual([`${MINILM} current`]);
    },
  );

  it('drops the others with --prune also when there is nothing to build', async () => {
    await addTask('One');
    await model('use', MINILM);
    expect(await spaces()).toHaveLength(2);
    const used = await model('use', SHIPPED, '--prune', '--json');
    expect(JSON.parse(used.out)).toMatchObject({ outcome: 'current' });
    expect(await spaces()).toEqual([`${SHIPPED} current`]);
  });

  it('leaves the work to who has the lease', async () => {
    await addTask('One');
    const store = openStore({ path: database(), migrations: join(packageRoot(), 'migrations') });
    await store.lease('indexer', 'another', 60_000);
    const { code, out } = await model('use', MINILM);
    await store.close();
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toContain('is being built');
    expect(await spaces()).toContain(`${MINILM} building`);
  });

  it('says which model is missing and how to get it, and builds nothing', async () => {
    await addTask('One');
    const { code, err } = await model('use', 'gte-small');
    expect(code).toBe(EXIT_CODES.degraded);
    expect(err).toMatch(/gte-small is not here: .*`workspace model pull .*gte-small`.*import/s);
    expect(await spaces()).toEqual([`${SHIPPED} current`]);
    const found = await run(['search', 'one', '--strict', '--json'], world());
    expect(JSON.parse(found.out)).toMatchObject({ mode_used: 'hybrid' });
  });

  it('refuses a name that nobody knows, before anything is written', async () => {
    const { code, err } = await model('use', 'gte-smal');
    expect(code).toBe(EXIT_CODES.failure);
    expect(err).toContain('There is no database');
    await addTask('One');
    const unknown = await model('use', 'gte-smal');
    expect(unknown.code).toBe(EXIT_CODES.usage);
    expect(unknown.err).toContain('Xenova/gte-small');
    expect(await spaces()).toEqual([`${SHIPPED} current`]);
  });

  it('waits for a server elsewhere that builds', { timeout: 60_000 }, async () => {
    const server = await startServer(folder.path);
    const env = { WORKSPACE_URL: server.url, WORKSPACE_TOKEN: TOKEN };
    await run(['add', 'task', 'title=One', 'notes=Note.'], { env });
    const broken = join(folder.path, 'models', 'Xenova', 'gte-small');
    await writeRandomModel(broken, { shape: 'tiny' });
    await writeFile(join(broken, 'onnx', 'model.onnx'), 'no model');
    const { code, err } = await run(['model', 'use', 'gte-small', '--wait'], { env });
    await server.close();
    expect(code).toBe(EXIT_CODES.degraded);
    expect(err).toContain('cannot be built');
  });
});

describe('a file of another model than the settings', () => {
  it('keeps its own, and status says so', async () => {
    await addTask('One');
    const other = world({ EMBEDDING_MODEL: 'gte-small' });
    const { out } = await run(['status'], other);
    expect(out).toContain(
      `EMBEDDING_MODEL=gte-small is not used: this database has vectors of '${SHIPPED}'`,
    );
    const found = await run(['search', 'one', '--strict', '--json'], other);
    expect(JSON.parse(found.out)).toMatchObject({ mode_used: 'hybrid' });
  });

  it(
    'answers by keyword, and fails with --strict, when its own is gone',
    { timeout: 60_000 },
    async () => {
      await addTask('One');
      await model('use', MINILM);
      const bare = {
        env: { DATABASE_URL: database(), EMBEDDING_CACHE: join(folder.path, 'none') },
      };
      const found = await run(['search', 'one', '--json'], bare);
      expect(JSON.parse(found.out)).toMatchObject({
        mode_used: 'keyword',
        degraded: [{ leg: 'vector' }],
      });
      expect((await run(['search', 'one', '--strict'], bare)).code).toBe(EXIT_CODES.degraded);
      expect((await run(['status'], bare)).out).toContain(`${MINILM} · failed`);
    },
  );
});
