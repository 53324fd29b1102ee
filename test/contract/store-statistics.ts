import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Bucket, CountQuery, Counts, Measure, Scalar, Store } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const TASK: KindName = 'workspace_tasks';
const RUN: KindName = 'orchestration_decisions';

/** Moments of any year that has four digits, and days. */
const moment = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const recent = fc
  .date({ min: new Date('2024-12-20'), max: new Date('2025-01-12'), noInvalidDate: true })
  .map((date) => date.toISOString());
const time = fc.oneof(
  moment,
  recent,
  recent.map((iso) => iso.slice(0, 10)),
  fc.constant('some day, kept by an import'),
);

const repos = fc.constantFrom('core', 'web', 'é', '𝒳', '\uffee', 'null', '');
const taskRecord: fc.Arbitrary<AnyRecord> = fc.record({
  title: fc.constant('t'),
  status: fc.constantFrom('pending', 'in_progress', 'completed', 'blocked'),
  priority: fc.constantFrom('HIGH', 'MEDIUM', 'LOW', null),
  created: time,
  repos_affected: fc.option(fc.array(repos, { maxLength: 4 })),
  dependencies: fc.option(fc.array(repos, { maxLength: 3 })),
});
const seconds = fc.oneof(
  fc.double({ min: -1e9, max: 4e9, noNaN: true }),
  fc.integer({ min: -86_401, max: 86_401 }).map((at) => at - 0.0001),
);
const runRecord: fc.Arbitrary<AnyRecord> = fc.record({
  task_id: fc.constantFrom('a', 'b'),
  timestamp: seconds,
  success: fc.constantFrom(true, false, null),
  tokens_used: fc.option(fc.integer({ min: 0, max: 1e6 })),
  duration_seconds: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true })),
});

const TASK_QUERY: Omit<CountQuery, 'kind'> = {
  by: [
    { name: 'status', field: 'status' },
    { name: 'a facet', field: 'repo' },
    { name: 'priority', field: 'priority' },
    { name: 'day', field: 'created', unit: 'day' },
    { name: 'week', field: 'created', unit: 'week' },
    { name: 'month', field: 'created', unit: 'month' },
    { name: 'since', field: 'created', unit: 'day', since: '2025-01-01' },
  ],
  measures: ['dependencies'],
};
const RUN_QUERY: Omit<CountQuery, 'kind'> = {
  by: [
    { name: 'task', field: 'task_id' },
    { name: 'success', field: 'success' },
    { name: 'tokens', field: 'tokens_used' },
    { name: 'day', field: 'timestamp', unit: 'day' },
    { name: 'week', field: 'timestamp', unit: 'week' },
    { name: 'since', field: 'timestamp', unit: 'month', since: '2001-02-03' },
  ],
  measures: ['tokens_used', 'duration_seconds'],
};

/** What an engine must count, said in JavaScript. */
function reference(records: readonly AnyRecord[], { by, measures = [] }: CountQuery): Counts {
  const tally = (some: readonly AnyRecord[]) => ({
    count: some.length,
    ...(measures.length > 0 && {
      measures: Object.fromEntries(measures.map((name) => [name, measureOf(some, name)])),
    }),
  });
  const { count: total, ...rest } = tally(records);
  const buckets = by.map(({ name, field, unit, since }) => {
    const own = FACETS[field] ?? field;
    const groups = new Map<Scalar | null, AnyRecord[]>();
    for (const record of records) {
      if (since !== undefined && !isSince(record[own], since)) continue;
      for (const value of valuesOf(record[own], unit))
        groups.set(value, [...(groups.get(value) ?? []), record]);
    }
    const all = [...groups].map(([value, some]): Bucket => ({ value, ...tally(some) }));
    const rank = (bucket: Bucket): number => (unit === undefined ? -bucket.count : 0);
    return [name, all.sort((a, b) => rank(a) - rank(b) || byValue(a.value, b.value))] as const;
  });
  return { total, ...rest, by: Object.fromEntries(buckets) };
}

const FACETS: Readonly<Record<string, string>> = { repo: 'repos_affected' };

function valuesOf(value: unknown, unit?: string): readonly (Scalar | null)[] {
  if (Array.isArray(value))
    return value.length === 0 ? [null] : [...new Set(value as readonly string[])];
  return [unit === undefined ? ((value ?? null) as Scalar | null) : stretchOf(value, unit)];
}

function stretchOf(value: unknown, unit: string): string | null {
  const day = dayOf(value);
  if (day === null) return null;
  if (unit === 'week') return weekOf(day);
  return unit === 'day' ? day : day.slice(0, 7);
}

function dayOf(value: unknown): string | null {
  if (typeof value === 'number')
    return new Date(Math.floor(value) * 1000).toISOString().slice(0, 10);
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : null;
}

/** ISO 8601: a week belongs to the year that has its Thursday, and the first is the one with 4 January. */
function weekOf(day: string): string {
  const thursday = new Date(`${day}T00:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.toISOString().slice(0, 4);
  const days = (thursday.getTime() - Date.parse(`${year}-01-01T00:00:00Z`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const isSince = (value: unknown, since: string): boolean =>
  typeof value === 'number' ? value >= Date.parse(since) / 1000 : String(value) >= since;

/** Text in the order of its UTF-8 bytes, as SQLite and PostgreSQL's C collation have it; null last. */
function byValue(a: Scalar | null, b: Scalar | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'string'
    ? Buffer.compare(Buffer.from(a), Buffer.from(String(b)))
    : Number(a) - Number(b);
}

function measureOf(records: readonly AnyRecord[], name: string): Measure {
  const numbers = records.flatMap(({ [name]: value }) => {
    if (value === null || value === undefined) return [];
    return [Array.isArray(value) ? value.length : Number(value)];
  });
  const sum = numbers.reduce((all, each) => all + each, 0);
  const none = numbers.length === 0;
  return {
    count: numbers.length,
    sum: close(sum),
    mean: none ? null : close(sum / numbers.length),
    least: none ? null : Math.min(...numbers),
    most: none ? null : Math.max(...numbers),
  };
}

/** Floating point adds up a little differently in another order. */
const close = (number: number): number => expect.closeTo(number, 4) as number;

/** The contract of `Statistics`, for any engine. */
export function describeStatistics(engine: string, open: () => StoreUnderTest): void {
  describe(`statistics in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(() => {
      under = open();
      store = under.store;
    });
    afterAll(() => under.remove());

    /** Leaves the kind with these records alone. */
    async function only(kind: KindName, records: readonly AnyRecord[]): Promise<void> {
      const { items } = await store.list({ kind, sort: [], limit: 1000, fields: ['id'] });
      const deletes = items.map(({ id }) => ({ op: 'delete', kind, id: String(id) }) as const);
      const creates = records.map((value) => ({ op: 'create', kind, value }) as const);
      await store.write({ operations: [...deletes, ...creates] });
    }

    it.each([
      { kind: TASK, record: taskRecord, query: TASK_QUERY },
      { kind: RUN, record: runRecord, query: RUN_QUERY },
    ])('count any records of $kind as a plain count does', async ({ kind, record, query }) => {
      const some = fc.array(record, { maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(some, async (records) => {
          await only(kind, records);
          const { items } = await store.list({ kind, sort: [], limit: 1000 });
          const asked = { kind, ...query };
          expect(await store.counts(asked)).toEqual(reference(items, asked));
        }),
        { numRuns: 60 },
      );
    });

    it('count only what a filter leaves, in every figure', async () => {
      await only(TASK, [
        {
          title: 'a',
          status: 'pending',
          repos_affected: ['core', 'web'],
          dependencies: ['x', 'y'],
        },
        { title: 'b', status: 'pending', repos_affected: ['core', 'core'] },
        { title: 'c', status: 'completed', repos_affected: ['core'], dependencies: ['x'] },
      ]);
      const counts = await store.counts({
        kind: TASK,
        where: { field: 'status', op: 'eq', value: 'pending' },
        by: [{ name: 'repo', field: 'repo' }],
        measures: ['dependencies'],
      });
      const dependencies = { count: 1, sum: 2, mean: 2, least: 2, most: 2 };
      expect(counts).toEqual({
        total: 2,
        measures: { dependencies },
        by: {
          repo: [
            { value: 'core', count: 2, measures: { dependencies } },
            { value: 'web', count: 1, measures: { dependencies } },
          ],
        },
      });
    });

    it('answer for no records at all', async () => {
      await only(RUN, []);
      expect(await store.counts({ kind: RUN, ...RUN_QUERY })).toMatchObject({
        total: 0,
        measures: { tokens_used: { count: 0, sum: 0, mean: null, least: null, most: null } },
        by: { task: [], day: [] },
      });
    });

    it('find what nobody has written since, the oldest first', async () => {
      const later = () => new Date(Date.now() + 60_000).toISOString();
      await only(TASK, [
        { id: 'A', title: 'a', status: 'in_progress' },
        { id: 'B', title: 'b', status: 'in_progress' },
        { id: 'C', title: 'c', status: 'completed' },
      ]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const patch = { op: 'patch', kind: TASK, id: 'A', value: { notes: 'again' } } as const;
      const written = new Date().toISOString();
      await store.write({ operations: [patch] });
      const where = { field: 'status', op: 'eq', value: 'in_progress' } as const;
      const before = await store.untouched({ kind: TASK, where, before: written, limit: 10 });
      expect(before).toMatchObject({ total: 1, items: [{ id: 'B', title: 'b' }] });
      const all = await store.untouched({ kind: TASK, where, before: later(), limit: 1 });
      expect(all).toMatchObject({ total: 2, items: [{ id: 'B' }] });
    });
  });
}
