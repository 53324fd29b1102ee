import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import { accuracyOf } from '#src/operations/dashboard-accuracy';
import { readDashboard } from '#src/operations/dashboard';
import type { Dashboard } from '#src/operations/statistics-types';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

import { RECORDS } from './small-workspace.ts';

const DAY = 86_400_000;

describe('the dashboard', () => {
  let under: TemporaryStore;
  let figures: Dashboard;
  beforeAll(async () => {
    under = temporaryStore();
    for (const [kind, values] of Object.entries(RECORDS))
      await under.store.write({
        operations: values.map(
          (value) => ({ op: 'create', kind: kind as KindName, value }) as const,
        ),
      });
    const now = new Date('2025-11-20T12:00:00Z');
    figures = await readDashboard(under.store, { now, staleDays: 14 });
  });
  afterAll(() => under.remove());

  it('counts every kind that holds records, by facets, days and weeks', () => {
    expect(Object.keys(figures.kinds).sort()).toEqual(Object.keys(RECORDS).sort());
    const by = figures.kinds.workspace_tasks?.by ?? {};
    expect(figures.kinds.workspace_tasks?.total).toBe(8);
    expect(by['status']?.[0]).toEqual({ value: 'pending', count: 5 });
    expect(by['priority']).toEqual([
      { value: null, count: 7 },
      { value: 'HIGH', count: 1 },
    ]);
    expect(by['day']?.map(({ value }) => value)).toEqual(
      [13, 14, 15, 16, 17, 18, 19].map((day) => `2025-11-${day}`),
    );
    expect(by['week']).toEqual([
      { value: '2025-W46', count: 4 },
      { value: '2025-W47', count: 3 },
    ]);
    expect(figures.kinds.orchestration_decisions?.by['day']).toEqual([
      { value: '2025-11-20', count: 1 },
    ]);
  });

  it('knows which tasks are in work, and which are held up and by what', () => {
    const { active, blocked } = figures.tasks;
    expect(active).toEqual({ total: 1, items: [{ id: 'A', title: 'in work' }] });
    expect(blocked.items.map(({ id, waits_for }) => [id, waits_for])).toEqual([
      ['B', []],
      ['C', ['A']],
      ['D', ['E', 'I-1']],
      ['G', ['GONE']],
      ['H', ['E']],
    ]);
    expect(blocked.total).toBe(5);
  });

  it('lets others work between its parts', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1), 0);
    await readDashboard(under.store, { now: new Date(), staleDays: 7 });
    clearInterval(others);
    expect(turns).toBeGreaterThan(1);
  });

  it('takes a task in work for a stale one once nobody has written it for some days', async () => {
    expect(figures.tasks.stale).toEqual({ days: 14, total: 0, items: [] });
    const now = new Date(Date.now() + 8 * DAY);
    const { tasks } = await readDashboard(under.store, { now, staleDays: 7 });
    expect(tasks.stale).toMatchObject({
      days: 7,
      total: 1,
      items: [{ id: 'A', title: 'in work' }],
    });
  });

  it('counts the tasks of each context', () => {
    expect(figures.tasks.by_context).toEqual([
      { context: null, name: null, total: 5, open: 5 },
      { context: 'CTX-1', name: 'Storage', total: 3, open: 2 },
    ]);
  });

  it.each<readonly [string, (dashboard: Dashboard) => unknown, unknown]>([
    [
      'sessions',
      (d) => d.sessions.current,
      {
        total: 1,
        items: [{ id: 'S-1', title: 'S-1', user: 'ada', started: '2025-11-20T08:00:00.000Z' }],
      },
    ],
    ['issues', (d) => d.issues, { open: 1, by_severity: [{ value: 'HIGH', count: 1 }] }],
    ['decisions', (d) => d.decisions, { total: 1, by_status: [{ value: 'accepted', count: 1 }] }],
    [
      'failures of the queue',
      (d) => d.queue.measures?.['failures'],
      {
        count: 1,
        sum: 2,
        mean: 2,
        least: 2,
        most: 2,
      },
    ],
    [
      'the queue by capability',
      (d) => d.queue.by['capability_required']?.[0],
      {
        value: 'sql',
        count: 2,
        measures: { failures: { count: 1, sum: 2, mean: 2, least: 2, most: 2 } },
      },
    ],
    [
      'orchestration',
      (d) => d.orchestration.by['success']?.map(({ value }) => value),
      [false, true],
    ],
    ['cost', (d) => d.agent_cost.measures?.['api_cost_usd']?.sum, 0.75],
    ['cost by model', (d) => d.agent_cost.by['model']?.map(({ value }) => value), ['m', 'n']],
    ['cost by day', (d) => d.agent_cost.by['day']?.length, 2],
    [
      'defects',
      (d) => d.defects.by['phase_injected'],
      [
        {
          value: 'design',
          count: 1,
          measures: { fix_minutes: { count: 1, sum: 30, mean: 30, least: 30, most: 30 } },
        },
      ],
    ],
    [
      'bootstrap metrics',
      (d) => d.bootstrap,
      [
        {
          metric: 'mape',
          value: 30,
          unit: '%',
          target: 20,
          at: '2025-10-31',
          change: -10,
          trend: [
            { at: '2025-10-01', value: 40 },
            { at: '2025-10-31', value: 30 },
          ],
        },
      ],
    ],
    [
      'estimates',
      (d) => d.estimation.minutes,
      {
        pairs: 2,
        ratio: 2.6,
        mmre: expect.closeTo((20 / 120 + 300 / 400) / 2),
        within_25_percent: 0.5,
      },
    ],
    [
      'estimates of which nothing is known',
      (d) => d.estimation.usd,
      {
        pairs: 0,
        ratio: null,
        mmre: null,
        within_25_percent: null,
      },
    ],
  ])('has the figures of %s', (_what, of, expected) => {
    expect(of(figures)).toEqual(expected);
  });

  it('takes no relative error of a task that cost nothing', () => {
    expect(accuracyOf([{ estimated: 10, actual: 0 }])).toEqual({
      pairs: 1,
      ratio: 0,
      mmre: null,
      within_25_percent: null,
    });
  });
});
