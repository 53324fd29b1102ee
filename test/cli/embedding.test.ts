import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { embedAll } from '#src/cli/embedding';
import { EXIT_CODES } from '#src/cli/exit-codes';
import type { Session } from '#src/cli/session';
import { createClient } from '#src/client';
import type { EmbedderState } from '#src/http/deps';
import { packageRoot } from '#src/package-root';
import { openStore } from '#src/store/sqlite/open';

import { createHarness } from '#test/http/harness';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'docs'));
  await writeFile(join(folder.path, 'docs/a.md'), '# A queue\n\nAgents wait.');
});
afterEach(() => folder.remove());

const database = () => join(folder.path, 'test.db');
const world = (more: Readonly<Record<string, string>> = {}) => ({
  env: { DATABASE_URL: database(), ...more },
});
const modelless = () => world({ EMBEDDING_MODEL_FOLDER: join(folder.path, 'no-model') });
const index = (...more: readonly string[]) => ['index', join(folder.path, 'docs'), ...more];
const lastStep = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '');

describe('without a model', () => {
  it('index stores, says plainly that nothing was embedded and why, and exits with 5', async () => {
    const { code, out, err } = await run(index(), modelless());
    expect(code).toBe(EXIT_CODES.degraded);
    expect(out).toContain('1 added');
    expect(err).toMatch(
      /^workspace: Stored, but not embedded: .*no-model.*found by its words.*\n$/,
    );
    const json = await run(index('--json'), modelless());
    expect(json.code).toBe(EXIT_CODES.degraded);
    expect(lastStep(json.out)).toMatchObject({ pending: 1, embedding: 'unavailable' });
    expect(JSON.parse(json.err)).toMatchObject({ code: 'model_unavailable' });
  });

  it('index --no-wait says what is queued, and is done', async () => {
    const { code, err } = await run(index('--no-wait'), modelless());
    expect({ code, err }).toEqual({
      code: EXIT_CODES.ok,
      err: expect.stringMatching(/^workspace: 1 record queued .*\n$/) as string,
    });
  });

  it.each([
    ['add', ['add', 'task', 'title=Wait', 'notes=Agents wait.']],
    ['update', ['update', 'task', 'T-1', 'notes=They wait.']],
  ])('%s is done, with a note', async (_, args) => {
    await run(['add', 'task', 'id=T-1', 'title=First', 'notes=One'], modelless());
    const { code, out, err } = await run(args, modelless());
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toContain('(queued for indexing)');
    expect(err).toContain('Stored, but not embedded');
  });
});

it('index takes over when the process that embeds is gone', async () => {
  await run(index('--no-wait'), world());
  const store = openStore({ path: database(), migrations: join(packageRoot(), 'migrations') });
  expect(await store.lease('indexer', 'another', 1_200)).toBe(true);
  const { code, out } = await run(index('--json'), world());
  await store.close();
  expect(code).toBe(EXIT_CODES.ok);
  expect(lastStep(out)).toMatchObject({ pending: 0, embedding: 'done' });
});

describe('waiting for another that embeds', () => {
  let state: EmbedderState = { state: 'ready', model: 'fake' };
  const { app, store, embedder, ask, index: embed } = createHarness({ embedderState: () => state });
  const client = createClient({ fetch: (url, init) => app.request(url, init) });
  const progress = { update: () => undefined, end: () => undefined };
  const there = { client, connection: { client, close: async () => undefined } };
  const here = () => {
    const indexer = createIndexer({ store, embedder, holder: 'us' });
    return {
      client,
      connection: { ...there.connection, local: { indexer } },
    } as unknown as Session;
  };

  it('ends as queued when it does not come on, here and elsewhere', async () => {
    await ask('POST', '/api/task', { json: { title: 'Wait', notes: 'Agents wait.' } });
    expect(await embedAll(there, { progress, patience: 0 })).toEqual({ state: 'queued' });
    expect(await store.lease('indexer', 'another', 60_000)).toBe(true);
    expect(await embedAll(here(), { progress, patience: 0 })).toEqual({ state: 'queued' });
    await store.release('indexer', 'another');
  });

  it('ends at once with the reason when the service has no model', async () => {
    state = { state: 'failed', model: 'fake', reason: 'The folder is empty.' };
    expect(await embedAll(there, { progress })).toMatchObject({
      state: 'unavailable',
      cause: { code: 'model_unavailable', message: 'The folder is empty.' },
    });
  });

  it('ends as done when nothing waits any more', async () => {
    await embed();
    expect(await embedAll(there, { progress })).toEqual({ state: 'done' });
    expect(await embedAll(here(), { progress })).toEqual({ state: 'done' });
  });
});

it('refused documents fail the command, named with their reasons, and keep no other out', async () => {
  await writeFile(join(folder.path, 'docs/large.md'), `# Large\n\n${'x'.repeat(5_000)}`);
  const { code, out, err } = await run(index(), world({ BODY_LIMIT: '2kb' }));
  expect(code).toBe(EXIT_CODES.failure);
  expect(out).toContain('1 added');
  expect(err).toMatch(
    /^workspace: 1 document refused\. \(large\.md: .*\) All others are stored.*\n$/,
  );
});
