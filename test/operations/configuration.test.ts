import { describe, expect, it } from 'vitest';

import { createHarness, type Answer } from '#test/http/harness';

const { ask } = createHarness();

const record = (name: string, configuration: unknown, more = {}) =>
  ask('POST', '/api/configuration_snapshots/record', { json: { name, configuration, ...more } });
const snapshotOf = ({ body }: Answer) =>
  body['snapshot'] as { id: string; record: { created: string } };
const changesOf = async (query: string) =>
  (await ask('GET', `/api/configuration_snapshots/changes?${query}`)).body.items;

describe('recording a configuration', () => {
  it('keeps the first one with a change that adds everything, and each later one with its difference', async () => {
    const first = await record('api', { db: { timeout: 5 }, log: true }, { created_by: 'ci' });
    expect(first).toMatchObject({
      status: 201,
      body: {
        outcome: 'created',
        change: {
          record: { snapshot_before_id: null, summary: '2 added: /db, /log', changed_by: 'ci' },
        },
      },
    });
    const second = await record('api', { db: { timeout: 9 }, cache: 1 });
    expect(second.body['change']).toMatchObject({
      record: {
        snapshot_before_id: snapshotOf(first).id,
        snapshot_after_id: snapshotOf(second).id,
        summary: '1 changed, 1 added, 1 removed: /cache, /db/timeout, /log',
        diff: [
          { op: 'add', path: '/cache', value: 1 },
          { op: 'replace', path: '/db/timeout', value: 9 },
          { op: 'remove', path: '/log' },
        ],
      },
    });
  });

  it('writes nothing when it is the same but for the order of its keys', async () => {
    const first = await record('same', { a: 1, b: { c: 2, d: 3 } });
    const again = await record('same', { b: { d: 3, c: 2 }, a: 1 });
    expect(again).toMatchObject({ status: 200, body: { outcome: 'unchanged', change: null } });
    expect(snapshotOf(again).id).toBe(snapshotOf(first).id);
    expect(await changesOf('name=same')).toHaveLength(1);
  });

  it('compares within one name and repository', async () => {
    await record('app', { a: 1 }, { repo: 'one' });
    const other = await record('app', { a: 1 }, { repo: 'two' });
    const none = await record('app', { a: 1 });
    for (const { body } of [other, none])
      expect(body).toMatchObject({
        outcome: 'created',
        change: { record: { snapshot_before_id: null } },
      });
    expect(await changesOf('name=app')).toHaveLength(3);
    expect(await changesOf('name=app&repo=two')).toHaveLength(1);
  });

  it('follows a snapshot that another program dated in the future, or on a day alone', async () => {
    const at = (created: string, name: string) =>
      ask('POST', '/api/snapshot', { json: { name, configuration: { a: 0 }, created } });
    const future = await at('2999-01-01T00:00:00Z', 'dated');
    const today = new Date().toISOString().slice(0, 10);
    const day = await at(today, 'day');
    for (const [name, before] of [
      ['dated', future],
      ['day', day],
    ] as const) {
      const next = await record(name, { a: 1 });
      const last = await record(name, { a: 2 });
      expect(next.body['change']).toMatchObject({ record: { snapshot_before_id: before.body.id } });
      expect(last.body['change']).toMatchObject({
        record: { snapshot_before_id: snapshotOf(next).id },
      });
    }
  });

  it('by many at once gives one chain without forks', async () => {
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, at) => record('busy', { value: at })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(15).fill(201));
    const changes = await changesOf('name=busy');
    const befores = changes.map((change) => change['snapshot_before_id']);
    const afters = changes.map((change) => change['snapshot_after_id']);
    expect(new Set(befores).size).toBe(15);
    expect(befores).toEqual([...afters.slice(1), null]);
  });

  it.each<[string, object, string]>([
    ['no configuration', { name: 'n' }, '/configuration'],
    ['a list', { name: 'n', configuration: [] }, '/configuration'],
    ['no name', { configuration: {} }, '/name'],
    ['a mistyped field', { name: 'n', configuration: {}, repos: 'x' }, '/repos'],
    ['an unknown session', { name: 'n', configuration: {}, session_id: 'S' }, '/session_id'],
  ])('refuses %s, and says where', async (_, json, pointer) => {
    const answer = await ask('POST', '/api/snapshots/record', { json });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
    expect(await changesOf('name=n')).toEqual([]);
  });
});

describe('comparing snapshots', () => {
  it('with the one before, or with any other', async () => {
    const a = snapshotOf(await record('cmp', { v: 1 }));
    const b = snapshotOf(await record('cmp', { v: 2 }));
    const c = snapshotOf(await record('cmp', { v: 3 }));
    const diff = async (path: string) => (await ask('GET', `/api/snapshot/${path}`)).body;
    expect(await diff(`${c.id}/diff`)).toEqual({
      before: b.id,
      after: c.id,
      summary: '1 changed: /v',
      diff: [{ op: 'replace', path: '/v', value: 3 }],
    });
    expect(await diff(`${a.id}/diff`)).toMatchObject({ before: null, summary: '1 added: /v' });
    expect(await diff(`${a.id}/diff?against=${c.id}`)).toMatchObject({
      diff: [{ op: 'replace', path: '/v', value: 1 }],
    });
    expect((await ask('GET', '/api/snapshot/SNAP-0/diff')).status).toBe(404);
    expect((await ask('GET', '/api/snapshot/changes')).body.errors).toMatchObject([
      { parameter: 'name' },
    ]);
  });
});
