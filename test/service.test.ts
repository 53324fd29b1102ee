import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it, vi } from 'vitest';

import { createCatalog } from '#models/catalog';
import { readConfig, type Config } from '#src/config';
import { withEnvFile } from '#src/env-file';
import { greeting } from '#src/greeting';
import { listen } from '#src/http/listen';
import { chooseModel, sourceOf } from '#src/model-choice';
import { packageRoot } from '#src/package-root';
import { createService } from '#src/service';
import type { Space, Summary } from '#src/store/store';
import { startServer } from '#test/support/model-hub';

const folder = mkdtempSync(join(tmpdir(), 'workspace-service-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configFor = (name: string, more: Record<string, string> = {}): Config =>
  readConfig({ DATABASE_URL: join(folder, `${name}.db`), PORT: '0', ...more });
const root = packageRoot();

describe('a service', () => {
  it('answers over HTTP by meaning with the model that ships with the project', async () => {
    const config = configFor('whole');
    const service = await createService(config, { root, door: 'network', models: 'eager' });
    const listener = await listen(service.app, config);
    service.indexer.start();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ decision: 'Use SQLite', rationale: 'One file, no server' });
    const made = await fetch(`${listener.url}/api/decision?wait=indexed`, {
      method: 'POST',
      headers,
      body,
    });
    expect(await made.json()).toMatchObject({ id: 'DEC-001', index: 'current' });
    await service.embedderSettled();
    const found = await fetch(`${listener.url}/api/search?q=which+database&strict=true`);
    expect(await found.json()).toMatchObject({ mode_used: 'hybrid', hits: [{ id: 'DEC-001' }] });
    await listener.close();
    await service.close();
    await expect(fetch(`${listener.url}/health`)).rejects.toThrow();
  });

  it('gives the memory of an idle model back, and answers by meaning again all the same', async () => {
    const config = configFor('idle', { EMBEDDING_IDLE: '1s' });
    const service = await createService(config, { root, door: 'network', models: 'eager' });
    const body = JSON.stringify({ decision: 'Use SQLite', rationale: 'One file, no server' });
    const headers = { 'content-type': 'application/json' };
    await service.app.request('/api/decision', { method: 'POST', headers, body });
    await service.indexer.drain();
    const isUnloaded = async (): Promise<void> => {
      const status = await service.app.request('/api/status');
      expect(await status.json()).toMatchObject({ embedder: { state: 'unloaded' } });
    };
    for (const question of ['which+database', 'where+do+records+live']) {
      await vi.waitFor(isUnloaded, 20_000);
      const ask = async (): Promise<void> => {
        const found = await service.app.request(`/api/search?q=${question}`);
        expect(await found.json()).toMatchObject({ mode_used: 'hybrid', degraded: [] });
      };
      await vi.waitFor(ask, 20_000); // the first one waits two seconds, which a busy machine may exceed
    }
    await service.close();
  });

  it('that this machine alone reaches asks for no token and refuses other names', async () => {
    const service = await createService(configFor('loopback'), { root, door: 'network' });
    const refused = await service.app.request('http://evil.example/api');
    expect(refused.status).toBe(403);
    expect((await service.app.request('http://localhost/api')).status).toBe(200);
    await service.close();
  });

  it('with a token asks for it at the network, and not in the process that holds the file', async () => {
    const config = configFor('token', { WORKSPACE_TOKEN: 'a-token-of-26-characters-x' });
    const network = await createService(config, { root, door: 'network' });
    expect((await network.app.request('/api')).status).toBe(401);
    await network.close();
    const process = await createService(config, { root });
    expect((await process.app.request('/api')).status).toBe(200);
    await process.close();
  });

  it('starts without its model, says so, and answers by keyword', async () => {
    const logged: string[] = [];
    const write = (_: object, message: string) => void logged.push(message);
    const log = { error: write, warn: write, info: write };
    const config = configFor('modelless', {
      EMBEDDING_MODEL_FOLDER: join(folder, 'no-such-model'),
    });
    const service = await createService(config, { root, log, models: 'eager' });
    expect(await service.embedderSettled()).toMatchObject({
      state: 'failed',
      reason: expect.any(String),
    });
    const body = JSON.stringify({ decision: 'Use SQLite', rationale: 'One file' });
    const headers = { 'Content-Type': 'application/json' };
    await service.app.request('/api/decision', { method: 'POST', headers, body });
    const found = await service.app.request('/api/search?q=sqlite');
    expect(await found.json()).toMatchObject({
      mode_used: 'keyword',
      degraded: [{ leg: 'vector' }],
      hits: [{ id: 'DEC-001' }],
    });
    expect(logged.some((message) => message.includes('keyword only'))).toBe(true);
    await service.close();
  });

  it(
    'closes without waiting for a batch whose model never comes',
    { timeout: 15_000 },
    async () => {
      const hub = await startServer(() => undefined);
      const config = configFor('stuck', { EMBEDDING_MODEL: 'gte-small', EMBEDDING_HUB: hub.url });
      const service = await createService(config, { root });
      await service.store.write({
        operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: 'Wait' } }],
      });
      const drained = service.indexer.drain();
      const failed = expect(drained).rejects.toMatchObject({ code: 'model_unavailable' });
      await expect.poll(() => hub.asked.length).toBeGreaterThan(0);
      await service.close();
      await failed;
      await hub.close();
    },
  );

  it('refuses a model that nobody knows, and a file that is no database', async () => {
    const unknown = configFor('unknown', { EMBEDDING_MODEL: 'gte-smal' });
    await expect(createService(unknown, { root })).rejects.toMatchObject({
      code: 'invalid_config',
    });
    writeFileSync(
      join(folder, 'text.db'),
      'This is a text of some length, and no database at all.'.repeat(50),
    );
    await expect(createService(configFor('text'), { root })).rejects.toMatchObject({
      code: 'database_invalid',
    });
  });
});

describe('a port', () => {
  it('that is taken is said to be taken', async () => {
    const service = await createService(configFor('port'), { root });
    const listener = await listen(service.app, { host: '127.0.0.1', port: 0 });
    await expect(
      listen(service.app, { host: '127.0.0.1', port: listener.port }),
    ).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('the port is taken'),
    });
    await listener.close();
    await service.close();
  });
});

describe('the model', () => {
  const space = (model: string, state: Space['state'] = 'current'): Space => ({
    fingerprint: 'f',
    queryFingerprint: 'q',
    model,
    dimensions: 4,
    state,
    generation: 1,
    turn: 1,
    prunes: false,
  });
  const catalog = createCatalog();
  const gte = 'Xenova/gte-small';
  const shipped = 'workspace-static-en-v1';

  it.each<[string, readonly Space[], string | undefined, string, boolean]>([
    ['a new file takes the default', [], undefined, shipped, false],
    ['a new file takes the one of the settings', [], 'gte-small', gte, false],
    ['a file keeps its own without a word', [space(gte)], undefined, gte, false],
    ['a file keeps its own against the settings, and says so', [space(gte)], shipped, gte, true],
    ['a file whose own is in the settings is silent', [space(gte)], 'gte-small', gte, false],
    ['a file with one that nobody knows keeps it', [space('lost')], undefined, 'lost', false],
    [
      'a space that is being built does not count',
      [space(gte, 'building')],
      undefined,
      shipped,
      false,
    ],
  ])('%s', (_, spaces, model, chosen, remarks) => {
    const choice = chooseModel(spaces, {
      catalog,
      config: model === undefined ? {} : { model },
    });
    expect([choice.model, choice.remark !== undefined]).toEqual([chosen, remarks]);
  });

  it('of the file is not looked for in the folder of the model of the settings', () => {
    const config = configFor('x', { EMBEDDING_MODEL: 'gte-small', EMBEDDING_MODEL_FOLDER: '/m' });
    expect(sourceOf(catalog.find(gte), { config, catalog, root })).toHaveProperty(
      'localFolder',
      '/m',
    );
    expect(sourceOf(catalog.find(shipped), { config, catalog, root })).not.toHaveProperty(
      'localFolder',
    );
  });
});

describe('the greeting', () => {
  const index = {
    space: 's',
    queryFingerprint: 'q',
    model: 'm',
    passages: 0,
    pending: 0,
    failed: 0,
  };
  const say = (summary: Partial<Summary>, state: 'ready' | 'failed' = 'ready') =>
    greeting({
      url: 'http://127.0.0.1:8787',
      database: 'data/workspace.db',
      summary: { records: {}, index, bytes: 0, ...summary },
      embedder: { state, model: 'm' },
    });

  it('of an empty database says how to fill it', () => {
    expect(say({})).toBe(
      'Workspace memory on http://127.0.0.1:8787 · data/workspace.db holds nothing yet · next: npx workspace index <folder of decisions>',
    );
  });

  it('of a full one says what is in it, in one line', () => {
    const line = say({
      records: { documents: 1, session_activities: 2 },
      index: { ...index, pending: 3 },
    });
    expect(line).toContain('1 document, 2 session activities (3 being indexed)');
    expect(line).not.toContain('\n');
  });

  it('is loud about a model that cannot load', () => {
    expect(say({}, 'failed')).toContain('KEYWORD SEARCH ONLY');
  });
});

describe('a .env file', () => {
  it('adds to the environment, and does not outrank it', () => {
    const path = join(folder, '.env');
    writeFileSync(path, 'PORT=1\nHOST=localhost\n');
    expect(withEnvFile({ PORT: '2' }, path)).toEqual({ PORT: '2', HOST: 'localhost' });
    expect(withEnvFile({ PORT: '2' }, join(folder, 'none'))).toEqual({ PORT: '2' });
  });
});
