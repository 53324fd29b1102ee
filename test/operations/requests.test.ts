import { describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import { reclaimTasks } from '#src/operations/reclaim-tasks';
import { createHarness } from '#test/http/harness';

const { ask, store, index } = createHarness();

const task = (id: string, more: object = {}) =>
  ask('POST', '/api/tasks', {
    json: { id, title: 't', priority: 'LOW', status: 'pending', ...more },
  });
const inProgress = (agent: string) => ({
  status: 'in_progress',
  metadata: { claimed_by: agent },
});
const context = (id: string, more: object = {}) =>
  ask('POST', '/api/work_contexts', { json: { id, name: id, status: 'paused', ...more } });

interface Operation {
  readonly name: string;
  readonly path: string;
  readonly json: object;
  prepare(): Promise<unknown>;
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'a claim of the last task',
    path: '/api/tasks/claim',
    json: { agent: 'ann', capabilities: ['once'] },
    prepare: () => task('once', { capability_required: 'once' }),
  },
  {
    name: 'a completion',
    path: '/api/tasks/done/complete',
    json: { agent: 'ann', result: 1 },
    prepare: () => task('done', inProgress('ann')),
  },
  {
    name: 'a release',
    path: '/api/tasks/back/release',
    json: { agent: 'ann' },
    prepare: () => task('back', inProgress('ann')),
  },
  {
    name: 'a failure',
    path: '/api/tasks/broken/fail',
    json: { error: 'no disk' },
    prepare: () => task('broken'),
  },
  {
    name: 'a reclaim',
    path: '/api/tasks/reclaim',
    json: { older_than_minutes: 60 },
    prepare: () => task('dead', { ...inProgress('x'), updated_at: '2026-01-01T00:00:00Z' }),
  },
  {
    name: 'the end of a session',
    path: '/api/session/S-END/end',
    json: { handoff_notes: 'n' },
    prepare: () => ask('POST', '/api/session/start', { json: { id: 'S-END', user: 'end' } }),
  },
  {
    name: 'a decision of a session',
    path: '/api/session/S-LOG/decisions',
    json: { id: 'DEC-1', decision: 'Keep it' },
    prepare: () => ask('POST', '/api/session/start', { json: { id: 'S-LOG', user: 'log' } }),
  },
  {
    name: 'a switch of contexts',
    path: '/api/work_contexts/C-1/switch',
    json: { user: 'switcher' },
    prepare: () => context('C-1'),
  },
  {
    name: 'a snapshot',
    path: '/api/configuration_snapshots/record',
    json: { name: 'api', configuration: { a: 1 } },
    prepare: () => Promise.resolve(),
  },
];

describe('an operation that is sent again under its Idempotency-Key', () => {
  it.each(OPERATIONS)('answers $name as the first time', async ({ name, path, json, prepare }) => {
    await prepare();
    const headers = { 'Idempotency-Key': name };
    const once = await ask('POST', path, { json, headers });
    expect(once.status).toBeLessThan(300);
    const twice = await ask('POST', path, { json, headers });
    expect({ status: twice.status, body: twice.body }).toEqual({
      status: once.status,
      body: once.body,
    });
    expect([once, twice].map((each) => each.headers.get('Idempotency-Replayed'))).toEqual([
      null,
      'true',
    ]);
    const other = await ask('POST', path, { json: { ...json, metadata: {} }, headers });
    expect(other.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a request for an operation', () => {
  it.each(['If-Match', 'If-None-Match'])(
    'is refused with %s, which it does not heed',
    async (name) => {
      await task(`cond-${name}`, inProgress('ann'));
      const path = `/api/tasks/cond-${name}`;
      const options = { json: { agent: 'ann' }, headers: { [name]: '"1-1"' } };
      const refused = await ask('POST', `${path}/complete`, options);
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ parameter: name }] } });
      expect((await ask('GET', path)).body.record['status']).toBe('in_progress');
    },
  );

  it.each([
    ['POST', '/api/tasks/claim?limit=3', 'limit'],
    ['POST', '/api/session/start?user=ada', 'user'],
    ['POST', '/api/tasks/claim?wait=soon', 'wait'],
    ['GET', '/api/tasks/any/related?relatoin=blocks', 'relatoin'],
    ['GET', '/api/tasks/any/dependencies?dept=1', 'dept'],
  ])('%s %s is refused for its parameter', async (method, path, parameter) => {
    const answer = await ask(method, path, method === 'POST' ? { json: { agent: 'a' } } : {});
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter }] } });
  });

  it('waits until its records are embedded when it is asked to', async () => {
    await ask('POST', '/api/session/start', { json: { id: 'S-WAIT', user: 'waiter' } });
    const json = { handoff_notes: 'Half of the exporter is done.' };
    const [ended] = await Promise.all([
      ask('POST', '/api/session/S-WAIT/end?wait=indexed', { json }),
      index(),
    ]);
    expect(ended.body['index']).toBe('current');
  });

  it('answers with the version of what it has settled', async () => {
    await task('tagged', inProgress('ann'));
    const { headers, body } = await ask('POST', '/api/tasks/tagged/complete', {
      json: { agent: 'ann' },
    });
    expect(headers.get('ETag')).toBe(`"${body.etag}"`);
  });
});

describe('an id at whose address an operation is', () => {
  it('is refused for a new record, whichever operation it is', async () => {
    const { body } = await ask('GET', '/api');
    const routes = body['routes'] as readonly string[];
    const taken = routes.flatMap((route) => {
      const [, kind = '', id = ''] = /^\w+ \/api\/(\w+)\/(\w+)$/.exec(route) ?? [];
      return (kindNames as readonly string[]).includes(kind) ? [{ kind, id }] : [];
    });
    expect(taken).toContainEqual({ kind: 'tasks', id: 'queue' });
    for (const { kind, id } of taken) {
      const item = minimal(kind, id);
      for (const [method, json] of [
        ['POST', item],
        ['POST', [item]],
        ['PUT', [item]],
      ] as const) {
        const answer = await ask(method, `/api/${kind}`, { json });
        const pointer = Array.isArray(json) ? '/0/id' : '/id';
        expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
      }
    }
  });

  it('is refused for a session that is started', async () => {
    const json = { user: 'ada', id: 'current' };
    const answer = await ask('POST', '/api/session/start', { json });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/id' }] } });
  });
});

const MINIMAL: Readonly<Record<string, object>> = {
  tasks: { title: 't', status: 'pending', priority: 'LOW' },
  configuration_snapshots: { name: 'n', configuration: {}, content_hash: 'h' },
};
const minimal = (kind: string, id: string) => ({ id, ...MINIMAL[kind] });

describe('reclaiming', () => {
  it('leaves a task alone that its agent changes at that moment', async () => {
    await task('alive', { ...inProgress('ann'), updated_at: '2026-01-01T00:00:00Z' });
    const late: typeof store.list = async (query) => {
      const page = await store.list(query);
      await ask('PATCH', '/api/tasks/alive', { json: { estimated_tokens: 1 } });
      return page;
    };
    const { reclaimed } = await reclaimTasks({ ...store, list: late }, 60);
    expect(reclaimed).not.toContain('alive');
    expect((await ask('GET', '/api/tasks/alive')).body.record['status']).toBe('in_progress');
  });
});

describe('a context that is left', () => {
  it('stays active while one of very many sessions is in it', async () => {
    await context('C-LEFT', { user: 'mover' });
    await context('C-NEXT');
    const others = Array.from({ length: 150 }, (_, at) => ({
      session_id: `S-${at}`,
      user: `u${at}`,
      start_time: at === 0 ? '2026-01-01' : '2026-02-01',
      context_id: at === 0 ? 'C-LEFT' : null,
    }));
    await ask('POST', '/api/workspace_sessions', { json: others });
    await ask('POST', '/api/work_contexts/C-LEFT/switch', { json: { user: 'mover' } });
    await ask('POST', '/api/work_contexts/C-NEXT/switch', { json: { user: 'mover' } });
    expect((await ask('GET', '/api/work_contexts/C-LEFT')).body.record['status']).toBe('active');
  });
});
