import { afterEach, describe, expect, it } from 'vitest';

import { WorkspaceError } from '#src/errors';
import type { SpaceModels } from '#src/operations/model-spaces';
import { createFakeEmbedder } from '#test/support/fake-embedder';

import { createHarness } from './harness.ts';

const other = createFakeEmbedder({ model: 'other', dimensions: 384 });
const KNOWN = [createFakeEmbedder().info, other.info];
let missing: string | undefined;

const models: SpaceModels = {
  spaceOf: async (name) => {
    const info = KNOWN.find(({ model }) => model === name);
    if (info) return info;
    throw new WorkspaceError('invalid_config', `The embedding model "${name}" is not known.`);
  },
  mustBeHere: async () => undefined,
  speedOf: async (model) => (model === 'other' ? 2 : undefined),
  load: async (model) => {
    if (model === missing) throw new WorkspaceError('model_unavailable', 'The folder is empty.');
  },
};

describe('the spaces over HTTP', () => {
  const { ask, store, index } = createHarness({ models });
  afterEach(() => {
    missing = undefined;
  });
  const post = (what: string, json?: unknown) =>
    ask('POST', `/api/index/spaces/${what}`, json === undefined ? {} : { json });
  /** As an indexer does it, which has the other model. */
  const build = async () => {
    for (const { row, version, sections } of await store.jobs(other.info.fingerprint, 100))
      await store.settle(other.info.fingerprint, [
        {
          ...{ row, version, drop: [], keep: [] },
          add: sections.map(({ section }, ordinal) => ({
            ...{ section, ordinal, start: 0, end: 1, hash: 'h', vector: new Float32Array(384) },
          })),
        },
      ]);
    await store.promoteSpace(other.info.fingerprint);
  };
  const shown = async () => {
    const { body } = await ask('GET', '/api/index/spaces');
    const items = body['items'] as readonly Record<string, unknown>[];
    return items.map(({ model, state, pending }) => [model, state, pending]);
  };

  it('are changed, returned from, and given up, one step after the other', async () => {
    await ask('POST', '/api/task', { json: { title: 'One', notes: 'A note.' } });
    await ask('POST', '/api/task', { json: { title: 'Two', notes: 'A note.' } });
    await index();
    expect(await shown()).toEqual([['fake', 'current', 0]]);

    const used = await post('use', { model: 'other' });
    expect(used.body).toMatchObject({
      ...{ outcome: 'building', records: 2, seconds: 1 },
      space: { model: 'other', dimensions: 384, state: 'building', passages: 0 },
    });
    expect((await ask('GET', '/api/index')).body).toMatchObject({
      ...{ model: 'fake', pending: 0 },
      spaces: [{ model: 'fake' }, { model: 'other', pending: 2 }],
    });

    await build();
    expect(await shown()).toEqual([
      ['fake', 'kept', 0],
      ['other', 'current', 0],
    ]);
    expect((await post('rollback')).body).toMatchObject({ space: { model: 'fake' }, stale: 0 });
    expect((await post('use', { model: 'other' })).body).toMatchObject({ outcome: 'current' });
    expect((await post('prune')).body).toMatchObject({ dropped: [{ model: 'fake' }], passages: 2 });
    expect(await shown()).toEqual([['other', 'current', 0]]);

    await post('use', { model: 'fake' });
    expect((await post('cancel')).body).toMatchObject({ space: { model: 'fake' } });
    expect((await post('cancel')).body).toEqual({ space: null });
    expect(await shown()).toEqual([['other', 'current', 0]]);
  });

  it('say what stands in the way of a return, and how much is stale', async () => {
    expect(await post('rollback')).toMatchObject({ status: 404 });
    await post('use', { model: 'fake' });
    await index();
    await ask('POST', '/api/task', { json: { title: 'Three', notes: 'A note.' } });
    missing = 'other';
    const { status, body } = await post('rollback');
    expect({ status, code: body['code'] }).toEqual({ status: 503, code: 'model_unavailable' });
    expect(body['detail']).toContain('The folder is empty. 1 of its records');
    missing = undefined;
    expect((await post('rollback')).body).toMatchObject({ space: { model: 'other' }, stale: 1 });
  });

  it.each([
    ['a model that nobody knows', { model: 'otter' }, '/model'],
    ['no model', {}, '/model'],
    ['a prune that is no flag', { model: 'other', prune: 'yes' }, '/prune'],
    ['what belongs elsewhere', { model: 'other', wait: true }, '/wait'],
  ])('refuse %s, and change nothing', async (_, json, pointer) => {
    const before = await shown();
    const { status, body } = await post('use', json);
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ pointer }]);
    expect(await shown()).toEqual(before);
  });

  it('have their own failures', async () => {
    await index();
    const [job] = await store.jobs(other.info.fingerprint, 1);
    if (job)
      await store.settle(other.info.fingerprint, [
        { row: job.row, version: job.version, failed: 'too odd' },
      ]);
    const of = async (query: string) =>
      (await ask('GET', `/api/index/failures${query}`)).body['items'];
    expect(await of('')).toHaveLength(1);
    expect(await of(`?space=${other.info.fingerprint}`)).toMatchObject([{ reason: 'too odd' }]);
    expect(await of('?space=fake-fake-256')).toEqual([]);
  });

  it('cannot be changed in a service without models', async () => {
    const { ask: elsewhere } = createHarness();
    const { body } = await elsewhere('POST', '/api/index/spaces/use', { json: { model: 'other' } });
    expect(body['code']).toBe('model_unavailable');
  });

  it('are pruned once, however many ask at once', async () => {
    const answers = await Promise.all([post('prune'), post('prune')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.flatMap(({ body }) => body['dropped'])).toMatchObject([{ model: 'fake' }]);
    expect(await shown()).toMatchObject([['other', 'current', 0]]);
  });
});
