import { beforeAll, describe, expect, it } from 'vitest';

import type { DependenciesResponse } from '#src/search/dependencies';
import type { RelatedResponse } from '#src/search/related';
import { createHarness } from '#test/http/harness';

import { fillWorkspace } from './workspace.ts';

const { ask, store } = createHarness();
beforeAll(() => fillWorkspace(store));

async function related(path: string): Promise<RelatedResponse> {
  const { status, body } = await ask('GET', `/api/${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as RelatedResponse;
}

/** `relation direction: ids` of each group. */
const shown = ({ groups }: RelatedResponse): readonly string[] =>
  groups.map(
    ({ relation, direction, items }) =>
      `${relation} ${direction}: ${items.map(({ id }) => id).join(' ')}`,
  );

describe('one request answers', () => {
  it.each([
    [
      'all issues of a task',
      'task/T1/related?relation=issues',
      ['issues in: I1', 'watched by in: I2'],
    ],
    [
      'the same by their kind',
      'task/T1/related?kind=issue',
      ['issues in: I1', 'watched by in: I2'],
    ],
    [
      'all decisions of a session',
      'session/SE/related?relation=decisions',
      ['decisions in: D1 D2'],
    ],
    [
      'its issues and activities',
      'session/SE/related?relation=issues,activities',
      ['activities in: A', 'issues in: I1'],
    ],
    [
      'all tasks affected by a decision',
      'decision/D1/related?relation=tasks',
      ['implemented_by in: T2', 'affects out: T1'],
    ],
    [
      'only those that it says it affects',
      'decision/D1/related?relation=affects',
      ['affects out: T1'],
    ],
    ['what a task depends on', 'task/T2/related?relation=depends_on', ['depends_on out: T1 T4']],
    ['what a task blocks', 'task/T2/related?relation=blocks', ['blocks in: T3']],
    ['what a linked issue blocks', 'task/T4/related?relation=depends_on', ['depends_on out: I1']],
    [
      'components of a state',
      'architecture_states/STATE/related?relation=components',
      ['components in: C1'],
    ],
    ['states of a component', 'component/C1/related?relation=states', ['states in: STATE']],
    [
      'where a component is placed',
      'component/C1/related?relation=placements',
      ['placements in: P'],
    ],
    ['files of a drift scan', 'drift_scans/SCAN/related', ['detections in: DR']],
    ['tasks of a context', 'context/CTX/related', ['tasks in: T1']],
    ['what a decision replaced', 'decision/D2/related?relation=supersedes', ['supersedes out: D1']],
    [
      'what replaced a decision',
      'decision/D1/related?relation=superseded_by',
      ['superseded_by in: D2'],
    ],
    [
      'documents of a decision',
      'decision/D1/related?relation=documentation',
      ['documentation out: DOC'],
    ],
    ['decisions of a document', 'doc/DOC/related', ['decisions in: D1']],
    ['nothing', 'task/T1/related?relation=costs', []],
  ])('%s', async (_question, path, expected) => {
    const answer = shown(await related(path));
    expect(answer.toSorted()).toEqual([...expected].toSorted());
  });

  it('the workflow of a task with its stages in their order', async () => {
    const { groups } = await related('task/T1/related?relation=workflow');
    expect(groups).toMatchObject([
      {
        kind: 'workflows',
        total: 1,
        items: [
          {
            id: 'WF',
            title: 'Release',
            related: [
              {
                relation: 'stages',
                items: [
                  { id: 'ST-1', title: 'Build', status: 'completed' },
                  { id: 'ST-2', title: 'Ship', status: 'pending' },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('what an item is called, with the facets that it has', async () => {
    const { groups } = await related('drift_scans/SCAN/related');
    expect(groups[0]?.items[0]).toMatchObject({
      ...{ kind: 'drift_detections', id: 'DR', title: 'src/a.ts' },
      ...{ status: 'open', severity: 'LOW' },
    });
  });
});

describe('related', () => {
  it('says what is named and not there, but for what may be no record', async () => {
    const missing = async (path: string) => (await related(path)).missing;
    expect(await missing('task/T2/related')).toEqual([
      { relation: 'depends_on', kinds: ['workspace_tasks'], id: 'gone' },
    ]);
    expect(await missing('cost/COST/related?kind=task')).toEqual([
      { relation: 'task', kinds: ['workspace_tasks', 'tasks'], id: 'elsewhere' },
    ]);
    expect(await missing('task/T2/related?relation=blocks')).toEqual([]);
  });

  it('shows the first of a group and counts them all', async () => {
    const { groups } = await related('session/SE/related?relation=decisions&limit=1');
    expect(groups).toMatchObject([{ total: 2, items: [{ id: 'D1' }] }]);
  });

  it.each([
    ['task/none/related', 404, 'not_found'],
    ['nothing/T1/related', 404, 'unknown_kind'],
    ['task/T1/related?relation=isues', 400, 'invalid_query'],
    ['task/T1/related?kind=isue', 404, 'unknown_kind'],
    ['task/T1/related?limit=0', 400, 'invalid_query'],
  ])('refuses %s', async (path, status, code) => {
    expect(await ask('GET', `/api/${path}`)).toMatchObject({ status, body: { code } });
  });

  it('suggests the relation that was meant', async () => {
    const { body } = await ask('GET', '/api/task/T1/related?relation=isues');
    expect(body.detail).toContain("Did you mean 'issues'?");
  });

  it('is described with each kind', async () => {
    const { body } = await ask('GET', '/api/kinds');
    const kinds = body['kinds'] as readonly Readonly<Record<string, unknown>>[];
    const session = kinds.find(({ name }) => name === 'workspace_sessions');
    expect(session?.['relations']).toContainEqual({
      ...{ name: 'decisions', direction: 'in', kind: 'architecture_decisions' },
      through: 'session_decisions',
    });
    expect(session?.['filters']).toMatchObject({
      operators: { tag: expect.arrayContaining(['in']) as unknown },
    });
  });
});

describe('dependencies', () => {
  async function dependencies(path: string): Promise<DependenciesResponse> {
    const { status, body } = await ask('GET', `/api/${path}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as unknown as DependenciesResponse;
  }
  const steps = (items: DependenciesResponse['open']) =>
    items.map(({ id, depth, via }) => `${id} ${depth} ${via.id}`);

  it('are followed in both directions, over links and other kinds', async () => {
    const answer = await dependencies('task/T3/dependencies');
    expect(steps(answer.depends_on)).toEqual(['T2 1 T3', 'T1 2 T2', 'T4 2 T2', 'I1 3 T4']);
    expect(answer.depends_on.map(({ done }) => done)).toEqual([false, true, false, false]);
    expect(steps(answer.open)).toEqual(['T2 1 T3', 'T4 2 T2', 'I1 3 T4']);
    expect(answer.missing).toEqual([
      { kind: 'workspace_tasks', id: 'gone', via: { kind: 'workspace_tasks', id: 'T2' } },
    ]);
    expect(answer).toMatchObject({ blocks: [], cycles: [], truncated: false });
    const issue = await dependencies('issue/I1/dependencies');
    expect(steps(issue.blocks)).toEqual(['T4 1 I1', 'T2 2 T4', 'T3 3 T2']);
  });

  it('stop at the depth, and say so', async () => {
    const answer = await dependencies('task/T3/dependencies?depth=1');
    expect(steps(answer.depends_on)).toEqual(['T2 1 T3']);
    expect(answer.truncated).toBe(true);
  });

  it('tell cycles, also of one, and are not caught in them', async () => {
    const { cycles, depends_on, blocks } = await dependencies('task/T5/dependencies');
    expect(cycles.map((cycle) => cycle.map(({ id }) => id))).toEqual([['T5', 'T6']]);
    expect([...steps(depends_on), ...steps(blocks)]).toEqual(['T6 1 T5', 'T6 1 T5']);
  });

  it('say what waits behind something done no longer holds anything up', async () => {
    await store.write({
      operations: [
        { op: 'patch', kind: 'workspace_tasks', id: 'T2', value: { status: 'completed' } },
      ],
    });
    expect((await dependencies('task/T3/dependencies')).open).toEqual([]);
  });

  it.each([
    ['task/none/dependencies', 404, 'not_found'],
    ['decision/D1/dependencies', 400, 'invalid_query'],
    ['task/T1/dependencies?depth=x', 400, 'invalid_query'],
  ])('refuse %s', async (path, status, code) => {
    expect(await ask('GET', `/api/${path}`)).toMatchObject({ status, body: { code } });
  });
});

it('finds a session by the name that it is shown with', async () => {
  const json = { id: '1', session_id: '2025-11-20-a' };
  await ask('POST', '/api/session', { json });
  expect(await related('session/2025-11-20-a/related')).toMatchObject({ id: '1' });
});
