import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LEVELS } from '#src/kinds/vocabulary';
import { claimTasks } from '#src/operations/claim-tasks';
import { createHarness } from '#test/http/harness';
import { temporaryStore } from '#test/support/temporary-store';

interface Task {
  readonly id: string;
  readonly priority?: string;
  readonly status?: string;
  readonly created_at?: string;
  readonly capability_required?: string | null;
  readonly dependencies?: readonly string[];
}

const create = (task: Task) =>
  ({
    op: 'create',
    kind: 'tasks',
    value: { title: task.id, status: 'pending', priority: 'LOW', ...task },
  }) as const;

/** A store with these tasks; removed after the work. */
async function withQueue<T>(
  tasks: readonly Task[],
  work: (queue: ReturnType<typeof temporaryStore>) => Promise<T>,
) {
  const queue = temporaryStore();
  try {
    await queue.store.write({ operations: tasks.map(create) });
    return await work(queue);
  } finally {
    await queue.remove();
  }
}

const many = Array.from({ length: 40 }, (_, at) => ({ id: `T-${String(at).padStart(2, '0')}` }));

describe('claiming tasks', () => {
  const TASKS: readonly Task[] = [
    { id: 'old', created_at: '2026-01-01', priority: 'MEDIUM' },
    { id: 'urgent', created_at: '2026-01-09', priority: 'HIGH' },
    { id: 'older', created_at: '2025-01-01', priority: 'MEDIUM' },
    { id: 'b-twin', created_at: '2026-01-03' },
    { id: 'a-twin', created_at: '2026-01-03' },
    { id: 'python', capability_required: 'python', priority: 'HIGH', created_at: '2026-01-02' },
    { id: 'after', dependencies: ['urgent'], priority: 'HIGH', created_at: '2024-01-01' },
    { id: 'never', dependencies: ['gone'], priority: 'HIGH', created_at: '2024-01-01' },
    { id: 'done', status: 'completed', priority: 'HIGH' },
  ];
  const ORDER = ['urgent', 'older', 'old', 'a-twin', 'b-twin'];

  it('goes by priority, age and id, past what needs another capability or an open dependency', () =>
    withQueue(TASKS, async ({ store }) => {
      const claim = { agent: 'a', capabilities: [], limit: 1 };
      for (const [at, id] of ORDER.entries()) {
        const { tasks, waiting, blocked } = await claimTasks(store, claim);
        expect(tasks.map((task) => task.id)).toEqual([id]);
        expect({ waiting, blocked }).toEqual({ waiting: ORDER.length - 1 - at, blocked: 2 });
        expect(tasks[0]?.record).toMatchObject({
          status: 'in_progress',
          version: 1,
          metadata: { claimed_by: 'a', claimed_at: expect.stringMatching(/Z$/) },
        });
      }
      expect(await claimTasks(store, claim)).toEqual({ tasks: [], waiting: 0, blocked: 2 });
      const able = await claimTasks(store, { ...claim, capabilities: ['go', 'python'] });
      expect(able.tasks.map(({ id }) => id)).toEqual(['python']);
    }));

  it('gives several at once, in order, and no more than there are', () =>
    withQueue(TASKS, async ({ store }) => {
      const claim = { agent: 'a', capabilities: [], limit: 3 };
      expect((await claimTasks(store, claim)).tasks.map(({ id }) => id)).toEqual(ORDER.slice(0, 3));
      expect((await claimTasks(store, claim)).tasks.map(({ id }) => id)).toEqual(ORDER.slice(3));
    }));

  it('gives a task as soon as the last of its dependencies is completed', () =>
    withQueue(
      [
        { id: 'x', dependencies: ['d1', 'd2'] },
        { id: 'd1', status: 'completed' },
        { id: 'd2', status: 'failed' },
      ],
      async ({ store }) => {
        const claim = { agent: 'a', capabilities: [], limit: 5 };
        expect(await claimTasks(store, claim)).toMatchObject({ tasks: [], waiting: 0, blocked: 1 });
        const value = { status: 'completed' };
        await store.write({ operations: [{ op: 'patch', kind: 'tasks', id: 'd2', value }] });
        expect((await claimTasks(store, claim)).tasks.map(({ id }) => id)).toEqual(['x']);
      },
    ));

  it('is done in the order of the rule for any tasks', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            priority: fc.constantFrom(...LEVELS),
            created_at: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-02T10:00:00.000Z'),
            capability_required: fc.constantFrom(null, null, 'a', 'b'),
          }),
          { maxLength: 12 },
        ),
        (rows) => {
          const tasks = rows.map((row, at) => ({ ...row, id: `T-${(at * 7) % 13}` }));
          const rank = ({ priority, created_at, id }: (typeof tasks)[number]) =>
            `${LEVELS.indexOf(priority)} ${created_at} ${id}`;
          const wanted = tasks
            .filter(({ capability_required }) => capability_required !== 'b')
            .sort((x, y) => (rank(x) < rank(y) ? -1 : 1))
            .map(({ id }) => id);
          return withQueue(tasks, async ({ store }) => {
            const claimed: string[] = [];
            for (const _ of wanted) {
              const { tasks: next } = await claimTasks(store, {
                agent: 'x',
                capabilities: ['a'],
                limit: 1,
              });
              claimed.push(...next.map(({ id }) => id));
            }
            expect(claimed).toEqual(wanted);
          });
        },
      ),
      { numRuns: 25 },
    ));

  it('gives forty agents at once forty different tasks, over HTTP', async () => {
    const { ask, store } = createHarness();
    await store.write({ operations: many.map(create) });
    const answers = await Promise.all(
      many.map((_, at) => ask('POST', '/api/tasks/claim', { json: { agent: `agent-${at}` } })),
    );
    const ids = answers.map(({ body }) => (body['task'] as { id: string } | null)?.id);
    expect(ids.sort()).toEqual(many.map(({ id }) => id));
    const more = await ask('POST', '/api/tasks/claim', { json: { agent: 'late' } });
    expect(more).toMatchObject({ status: 200, body: { task: null, tasks: [], waiting: 0 } });
  });

  it('gives the agents of several processes each task once', () =>
    withQueue(many, async ({ path }) => {
      const claimed = await Promise.all(
        ['a', 'b', 'c', 'd'].map((agent) => runClaimer(path, agent)),
      );
      expect(claimed.flat().sort()).toEqual(many.map(({ id }) => id));
    }));
});

/** Claims in a process of its own; resolves to the ids that it got. */
async function runClaimer(path: string, agent: string): Promise<readonly string[]> {
  const script = 'test/support/task-claimer.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', script, path, agent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as readonly string[];
}

it('counts each agent as a writer of its own, whatever client they share', async () => {
  const { ask, store } = createHarness();
  const agents = ['w1', 'w2', 'w3'];
  await store.write({ operations: agents.map((id) => create({ id })), writer: 'setup' });
  const headers = { 'User-Agent': 'curl' };
  for (const agent of agents) await ask('POST', '/api/tasks/claim', { json: { agent }, headers });
  const { writers } = await store.growth();
  expect(new Set(writers)).toEqual(new Set(['setup', ...agents]));
});
