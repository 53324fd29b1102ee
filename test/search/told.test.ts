import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { createSearch } from '#src/search/search';
import { toldOf, type SearchTold } from '#src/search/told';
import type { Filter } from '#src/store/store';
import { temporaryStore } from '#test/support/temporary-store';

const SECRET = 'nobody-may-read-this';

const comparison = fc.constantFrom<Filter>(
  { field: 'status', op: 'eq', value: SECRET },
  { field: 'status', op: 'in', value: [SECRET, SECRET] },
  { field: 'date', op: 'gte', value: SECRET },
  { field: 'title', op: 'contains', value: SECRET },
);
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

describe('what a log is told of a search', () => {
  const { store, remove } = temporaryStore();
  afterAll(() => remove());
  const told: SearchTold[] = [];
  const search = createSearch({
    store,
    onAnswer: (milliseconds, tell) => {
      expect(milliseconds).toBeGreaterThanOrEqual(0);
      told.push(tell());
    },
  });
  beforeEach(() => {
    told.length = 0;
  });

  it('is how it was carried out, the fields it filtered by, and nothing that was asked', async () => {
    const where: Filter = { field: 'status', op: 'eq', value: SECRET };
    const { explain } = await search.search({ q: SECRET, where, explain: true });
    expect(told).toMatchObject([
      { mode: 'keyword', filter: { status: '?' }, total: 0, plan: explain?.plan },
    ]);
    expect(Object.keys(told[0]?.timings_ms ?? {})).toEqual(
      expect.arrayContaining(Object.keys(explain?.timings_ms ?? { none: 0 })),
    );
    expect(JSON.stringify(told)).not.toContain(SECRET);
  });

  it('has no value of any filter', async () => {
    await search.search({ q: 'x' });
    const [first] = told;
    if (!first) throw new Error('nothing was told');
    fc.assert(
      fc.property(filters, (where) => {
        const text = JSON.stringify(toldOf({ where }, first));
        return text.includes('?') && !text.includes(SECRET);
      }),
    );
  });
});
