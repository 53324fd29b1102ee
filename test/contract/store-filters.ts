import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Filter, Store } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const TASKS = [
  {
    id: 'a',
    title: 'Alpha 100%',
    priority: 'HIGH',
    created: '2025-11-01',
    repos_affected: ['core', 'x_y'],
  },
  {
    id: 'b',
    title: 'beta',
    priority: 'LOW',
    created: '2025-11-01T23:59:59.999Z',
    repos_affected: ['core'],
  },
  {
    id: 'c',
    title: 'Gamma',
    priority: null,
    created: '2025-11-02T00:00:00.000Z',
    repos_affected: [],
  },
  {
    id: 'd',
    title: 'delta_1',
    priority: 'MEDIUM',
    created: '2025-12-24',
    metadata: { due: 'soon' },
  },
];

const is = (field: string, op: string, value: unknown): Filter => ({ field, op, value }) as Filter;

const CASES: readonly (readonly [name: string, filter: Filter, ids: string])[] = [
  ['eq', is('title', 'eq', 'beta'), 'b'],
  ['ne holds on null', is('priority', 'ne', 'HIGH'), 'bcd'],
  ['in', is('priority', 'in', ['HIGH', 'LOW']), 'ab'],
  ['nin holds on null', is('priority', 'nin', ['HIGH', 'LOW']), 'cd'],
  ['null', is('priority', 'null', true), 'c'],
  ['not null', is('priority', 'null', false), 'abd'],
  ['starts folds case', is('title', 'starts', 'AL'), 'a'],
  ['contains takes % as itself', is('title', 'contains', '0%'), 'a'],
  ['contains takes _ as itself', is('title', 'contains', 'a_1'), 'd'],
  ['lt on text', is('title', 'lt', 'G'), 'a'],
  ['a day is all its moments', is('created', 'eq', '2025-11-01'), 'ab'],
  ['not that day', is('created', 'ne', '2025-11-01'), 'cd'],
  ['one of two days', is('created', 'in', ['2025-11-01', '2025-12-24']), 'abd'],
  ['lte includes the day', is('created', 'lte', '2025-11-01'), 'ab'],
  ['gt begins after the day', is('created', 'gt', '2025-11-01'), 'cd'],
  ['the last day of the calendar', is('created', 'lte', '9999-12-31'), 'abcd'],
  ['gte a day', is('created', 'gte', '2025-11-02'), 'cd'],
  ['a month', is('created', 'starts', '2025-11'), 'abc'],
  ['has', is('repos_affected', 'has', 'core'), 'ab'],
  ['a facet stands for its field', is('repo', 'has', 'x_y'), 'a'],
  ['eq on a list asks for an element', is('repo', 'eq', 'core'), 'ab'],
  ['ne on a list', is('repo', 'ne', 'core'), 'cd'],
  ['in on a list', is('repo', 'in', ['x_y', 'zz']), 'a'],
  ['part of an element', is('repo', 'contains', 'x_'), 'a'],
  ['an absent list, and one without elements', is('repos_affected', 'null', true), 'cd'],
  ['a list with elements', is('repo', 'null', false), 'ab'],
  ['not a list without elements', { not: is('repo', 'null', true) }, 'ab'],
  ['the kind, by any name of it', is('kind', 'in', ['doc', 'task']), 'abcd'],
  ['another kind', is('kind', 'eq', 'documents'), ''],
  ['not another kind', { not: is('kind', 'eq', 'doc') }, 'abcd'],
  ['any kind but this', is('kind', 'ne', 'workspace_tasks'), ''],
  ['a year', is('year', 'eq', 2025), 'abcd'],
  ['years from the next on', is('year', 'gt', 2025), ''],
  ['no year that is known', is('year', 'null', true), ''],
  ['text of an object', is('metadata', 'contains', 'soon'), 'd'],
  ['and', { and: [is('repo', 'has', 'core'), is('priority', 'eq', 'LOW')] }, 'b'],
  ['or', { or: [is('id', 'eq', 'c'), is('priority', 'eq', 'LOW')] }, 'bc'],
  ['not', { not: is('priority', 'eq', 'HIGH') }, 'bcd'],
  ['an empty and holds', { and: [] }, 'abcd'],
  ['an empty or does not', { or: [] }, ''],
  ['a field that the kind has not', is('severity', 'eq', 'HIGH'), ''],
  ['such a field is null', is('severity', 'null', true), 'abcd'],
  ['an operator that the field has not', is('repo', 'starts', 'co'), ''],
  ['a value is never SQL', is('title', 'eq', "' OR 1=1 --"), ''],
];

/** What each operator means, for any engine. */
export function describeFilters(engine: string, open: () => StoreUnderTest): void {
  describe(`filters in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(async () => {
      under = open();
      store = under.store;
      const operations = TASKS.map(
        (value) => ({ op: 'create', kind: 'workspace_tasks', value }) as const,
      );
      await store.write({ operations });
    });
    afterAll(() => under.remove());

    it.each(CASES)('%s', async (_name, where, expected) => {
      const { items, total } = await store.list({
        kind: 'workspace_tasks',
        where,
        sort: [],
        limit: 10,
      });
      expect(items.map(({ id }) => id).join('')).toBe(expected);
      expect(total).toBe(expected.length);
    });

    it('gives a search scope the same records as a list', async () => {
      for (const [, where, expected] of CASES) {
        const { rows } = await store.select({ kinds: ['workspace_tasks'], where });
        const ids = [...(await store.heads(rows)).values()].map(({ id }) => id);
        expect(ids.join('')).toBe(expected);
      }
    });
  });
}
