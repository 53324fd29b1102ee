import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { Selection, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const TASK: KindName = 'workspace_tasks';
const WORDS = ['cache', 'queue', 'sync', 'token', 'index', 'lock'] as const;
const EVERYTHING = { kinds: [TASK] } as const;

const task = (id: string, title: string, priority = 'LOW'): WriteOperation => ({
  op: 'put',
  kind: TASK,
  id,
  value: { title, priority },
});

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 });
const texts = fc.array(words, { minLength: 1, maxLength: 12 });
/** Words, and the share of the records that is asked. */
const asked = fc.tuple(words, fc.double({ min: 0.05, max: 1, noNaN: true }));

/** The contract of `matching`, and of what narrows a selection, for any engine. */
export function describeKeywords(engine: string, open: () => StoreUnderTest): void {
  describe(`keywords in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const scores = async (selection: Selection, of: readonly string[], from = store) => {
      const query = { any: of.map((text) => ({ text })), all: [], none: [] };
      const found = await from.matching(selection, query);
      return new Map(found.rows.map((row, at) => [row, found.scores[at] ?? NaN]));
    };
    const scoresById = async (of: readonly string[], from = store) => {
      const all = await scores(await from.select(EVERYTHING), of, from);
      const heads = await from.heads([...all.keys()]);
      return new Map([...all].map(([row, score]) => [heads.get(row)?.id, score]));
    };

    it('scores a record alike in any selection, whatever was asked before', async () => {
      const property = fc.asyncProperty(texts, fc.array(asked), async (all, questions) => {
        const own = open();
        const operations = all.map((text, at) => task(`t${at}`, text.join(' ')));
        await own.store.write({ operations });
        const { rows } = await own.store.select(EVERYTHING);
        for (const [of, share] of questions) {
          const some = rows.filter((_, at) => at < share * rows.length);
          const found = await scores({ rows: some, whole: false }, of, own.store);
          const whole = await scores({ rows, whole: true }, of, own.store);
          expect([...found.keys()]).toEqual(some.filter((row) => whole.has(row)));
          for (const [row, score] of found) expect(score).toBeCloseTo(whole.get(row) ?? NaN, 9);
        }
        await own.remove();
      });
      await fc.assert(property, { numRuns: 15 });
    });

    it('scores what was written last as if nothing had been asked before', async () => {
      const first = [task('a', 'cache lock'), task('b', 'cache queue'), task('c', 'sync')];
      const removal: WriteOperation = { op: 'delete', kind: TASK, id: 'c' };
      const later = [task('a', 'token'), removal, task('d', 'cache')];
      const fresh = open();
      for (const operations of [first, later]) await fresh.store.write({ operations });
      await write(...first);
      for (const of of [['cache'], ['lock', 'cache'], ['cache', 'token']]) await scoresById(of);
      await write(...later);
      const own = await scoresById(['cache', 'token', 'sync']);
      expect([...own.keys()].sort()).toEqual(['a', 'b', 'd']);
      expect(own).toEqual(await scoresById(['cache', 'token', 'sync'], fresh.store));
      await fresh.remove();
    });

    it('narrows what a filter selects by phrases, exclusions and lists alike', async () => {
      const all = ['cache lock', 'lock cache', 'cache lock queue', 'queue'].entries();
      await write(...[...all].map(([at, title]) => task(`t${at}`, title, at > 0 ? 'HIGH' : 'LOW')));
      const where = { field: 'priority', op: 'eq', value: 'HIGH' } as const;
      const { rows } = await store.select({ kinds: [TASK], where });
      const [second = 0, third = 0, fourth = 0] = rows;
      const narrowed = async (scope: object) =>
        (await store.select({ kinds: [TASK], where, ...scope })).rows;
      const [phrase, queue] = [[{ text: 'cache lock' }], [{ text: 'queue' }]];
      expect(await narrowed({ require: { all: phrase, none: [] } })).toEqual([third]);
      expect(await narrowed({ require: { all: [], none: queue } })).toEqual([second]);
      expect(await narrowed({ require: { all: phrase, none: queue } })).toEqual([]);
      expect(await narrowed({ without: [third] })).toEqual([second, fourth]);
      expect(await narrowed({ only: [fourth, third] })).toEqual([third, fourth]);
      expect(await narrowed({ only: [] })).toEqual([]);
    });
  });
}
