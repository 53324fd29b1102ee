import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Bucket, FacetCounts, FacetQuery, Filter, Scalar, Store } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const TASK: KindName = 'workspace_tasks';
const QUEUED: KindName = 'tasks';
const ISSUE: KindName = 'cross_repo_issues';
const KINDS = [TASK, QUEUED, ISSUE] as const;

const word = fc.constantFrom('core', 'web', 'é', 'a,b', 'null', '');
const words = fc.option(fc.array(word, { maxLength: 4 }));
const time = fc.oneof(
  fc.constantFrom('2024-02-29', '2025-01-01T00:00:00.000Z', '2025-12-31T23:59:59.999Z'),
  fc.constant('some day, kept by an import'),
);

interface Given {
  readonly kind: KindName;
  readonly value: AnyRecord;
  /** Put on the record, beside those of a list of its own. */
  readonly tags: readonly string[];
}

const tags = fc.uniqueArray(fc.constantFrom('fast', 'urgent', 'é'), { maxLength: 3 });
const record: fc.Arbitrary<Given> = fc.oneof(
  fc.record({
    kind: fc.constant(TASK),
    tags,
    value: fc.record({
      title: fc.constant('t'),
      status: fc.constantFrom('pending', 'completed'),
      priority: fc.constantFrom('HIGH', 'LOW', null),
      created: time,
      repos_affected: words,
    }),
  }),
  fc.record({
    kind: fc.constant(QUEUED),
    tags,
    value: fc.record({
      title: fc.constant('q'),
      status: fc.constantFrom('pending', 'completed'),
      priority: fc.constantFrom('high', 'low'),
      created_at: time,
      tags: fc.option(fc.array(fc.constantFrom('fast', 'own', ''), { maxLength: 3 })),
    }),
  }),
  fc.record({
    kind: fc.constant(ISSUE),
    tags,
    value: fc.record({
      title: fc.constant('i'),
      type: fc.constantFrom('bug', 'pending'),
      severity: fc.constantFrom('HIGH', 'LOW'),
      detected: time,
      repos_affected: words,
    }),
  }),
);

const BY: FacetQuery['by'] = [
  ...['status', 'severity', 'priority', 'repo', 'type', 'tag'].map((field) => ({
    name: field,
    field,
  })),
  { name: 'year', field: 'date', unit: 'year' },
];

/** Fields that play the part of a facet; those of a name of their own are not here. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [TASK]: { repo: 'repos_affected', date: 'created', tag: 'tags put on it' },
  [QUEUED]: { date: 'created_at', tag: 'tags put on it' },
  [ISSUE]: { repo: 'repos_affected', date: 'detected', tag: 'tags put on it' },
};
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  [TASK]: ['severity', 'type'],
  [QUEUED]: ['severity', 'repo', 'type'],
  [ISSUE]: ['priority'],
};

/** Records that are told as one, or one alone. */
type Told = readonly Given[];

/** What an engine must count, said in JavaScript: what of a pair both or one of them have counts once. */
function reference(told: readonly Told[]): FacetCounts {
  const by = BY.map(({ name, field, unit }) => {
    const counts = countsOf(told, (given) => {
      const absent = ABSENT[given.kind]?.includes(field);
      return absent ? [null] : valuesOf(given, field).map((value) => yearOf(value, unit));
    });
    return [name, ordered([...counts].map(([value, count]) => ({ value, count })))] as const;
  });
  const kinds = countsOf(told, ({ kind }) => [kind]);
  return sorted({
    total: told.length,
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
    by: Object.fromEntries(by),
  });
}

function countsOf<T>(
  told: readonly Told[],
  valuesIn: (given: Given) => readonly T[],
): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const each of told)
    for (const value of new Set(each.flatMap(valuesIn)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const sorted = ({ total, kinds, by }: FacetCounts): FacetCounts => ({
  total,
  kinds: kinds.toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  by: Object.fromEntries(Object.entries(by).map(([name, all]) => [name, ordered(all)])),
});

function valuesOf({ kind, value, tags: put }: Given, field: string): readonly (Scalar | null)[] {
  const own = value[FIELDS[kind]?.[field] ?? field] ?? null;
  const found = field === 'tag' ? [...put, ...((value['tags'] as string[] | null) ?? [])] : own;
  if (!Array.isArray(found)) return [found as Scalar | null];
  return found.length === 0 ? [null] : [...new Set(found as readonly string[])];
}

const yearOf = (value: Scalar | null, unit: string | undefined): Scalar | null => {
  if (unit === undefined) return value;
  return /^\d{4}-/.test(String(value)) ? String(value).slice(0, 4) : null;
};

const ordered = (buckets: readonly Bucket[]): readonly Bucket[] =>
  buckets.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The contract of `Statistics.facets`, for any engine. */
export function describeFacets(engine: string, open: () => StoreUnderTest): void {
  describe(`facets in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(() => {
      under = open();
      store = under.store;
    });
    afterAll(() => under.remove());

    /** Leaves these records alone in the file; as they are stored, with their tags and rows. */
    async function only(given: readonly Given[]) {
      const deletes = await Promise.all(
        [...KINDS, 'record_tags' as const].map(async (kind) => {
          const { items } = await store.list({ kind, sort: [], limit: 1000, fields: ['id'] });
          return items.map(({ id }) => ({ op: 'delete', kind, id: String(id) }) as const);
        }),
      );
      const creates = given.map(({ kind, value }) => ({ op: 'create', kind, value }) as const);
      await store.write({ operations: deletes.flat() });
      const { outcomes } = await store.write({ operations: creates });
      const labels = outcomes.flatMap(({ kind, id }, at) =>
        (given[at]?.tags ?? []).map((tag) => {
          const value = { record_kind: kind, record_id: id, tag };
          return { op: 'create', kind: 'record_tags', value } as const;
        }),
      );
      await store.write({ operations: labels });
      const rows = outcomes.map(({ kind, id }) => store.rowOf(kind, id));
      return {
        rows: (await Promise.all(rows)).map(Number),
        stored: outcomes.map(({ kind, stored }, at): Given => {
          return { kind, value: stored?.record ?? {}, tags: given[at]?.tags ?? [] };
        }),
      };
    }

    const count = async (of: FacetQuery['of']) => sorted(await store.facets({ of, by: BY }));

    it('count any selection of records of several kinds as a plain count does, pairs once', async () => {
      const some = fc.array(fc.tuple(record, fc.boolean()), { maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(some, fc.nat({ max: 8 }), async (all, paired) => {
          const { rows, stored } = await only(all.map(([given]) => given));
          const chosen = [...stored.keys()].filter((at) => all[at]?.[1]);
          const told = chosen.slice(0, paired * 2);
          const pairs = Array.from({ length: told.length >> 1 }, (_, at) =>
            [told[2 * at], told[2 * at + 1]].map(Number),
          );
          const single = chosen.slice(pairs.length * 2).map((at) => [at]);
          const groups = [...pairs, ...single].map((each) =>
            each.flatMap((at) => stored[at] ?? []),
          );
          const rowsOf = (places: readonly number[]) => places.map((at) => rows[at] ?? 0);
          const found = await count({
            rows: rowsOf(chosen),
            pairs: pairs.map((pair) => rowsOf(pair) as [number, number]),
          });
          expect(found).toEqual(reference(groups));
        }),
        { numRuns: 60 },
      );
    });

    it('count all records of a kind as a plain count does', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(record, { maxLength: 12 }), async (all) => {
          const { stored } = await only(all);
          for (const kind of KINDS) {
            const own = stored.filter((given) => given.kind === kind);
            expect(await count({ kind })).toEqual(reference(own.map((given) => [given])));
          }
        }),
        { numRuns: 30 },
      );
    });

    it('count what was written since the last count: values, tags, what is new and what is gone', async () => {
      const task = (status: string): Given => ({
        ...{ kind: TASK, tags: [] },
        value: { title: 't', status, created: '2025-03-04' },
      });
      const { rows, stored } = await only([task('pending'), task('pending'), task('completed')]);
      const ids = stored.map(({ value }) => String(value['id']));
      const of = async (name: string) => {
        const { by } = await count({ rows });
        return Object.fromEntries(
          (by[name] ?? []).map(({ value, count: n }) => [String(value), n]),
        );
      };
      expect(await of('status')).toEqual({ pending: 2, completed: 1 });
      const [first = '', second = ''] = ids;
      const tag = { record_kind: TASK, record_id: first, tag: 'urgent' };
      await store.write({
        operations: [
          { op: 'patch', kind: TASK, id: first, value: { status: 'completed' } },
          { op: 'delete', kind: TASK, id: second },
          { op: 'create', kind: 'record_tags', value: tag },
        ],
      });
      expect(await of('status')).toEqual({ completed: 2 });
      expect(await of('tag')).toEqual({ urgent: 1, null: 1 });
    });

    it('count what a filter leaves of a kind, tags and records without any included', async () => {
      const task = (value: AnyRecord, put: readonly string[] = []): Given => ({
        ...{ kind: TASK, tags: put },
        value: { title: 't', created: '2025-03-04', ...value },
      });
      await only([
        task({ status: 'pending', repos_affected: ['core', 'web'] }, ['urgent']),
        task({ status: 'pending' }),
        task({ status: 'completed', repos_affected: ['core'] }, ['urgent']),
      ]);
      const where: Filter = { field: 'status', op: 'eq', value: 'pending' };
      expect(await count({ kind: TASK, where })).toMatchObject({
        ...{ total: 2, kinds: [{ kind: TASK, count: 2 }] },
        by: {
          status: [{ value: 'pending', count: 2 }],
          repo: [
            { value: 'core', count: 1 },
            { value: 'web', count: 1 },
            { value: null, count: 1 },
          ],
          tag: [
            { value: 'urgent', count: 1 },
            { value: null, count: 1 },
          ],
          year: [{ value: '2025', count: 2 }],
        },
      });
    });

    it('leave out rows that are gone, and answer for none at all', async () => {
      const { rows } = await only([
        { kind: TASK, tags: [], value: { title: 'gone' } },
        { kind: TASK, tags: [], value: { title: 'here' } },
      ]);
      const [gone = 0] = rows;
      const { record: first } = (await store.heads([gone])).get(gone) ?? {};
      await store.write({ operations: [{ op: 'delete', kind: TASK, id: String(first?.['id']) }] });
      expect(await count({ rows })).toMatchObject({ kinds: [{ kind: TASK, count: 1 }], total: 1 });
      expect(await count({ rows: [] })).toMatchObject({ kinds: [], total: 0 });
    });
  });
}
