import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { IndexJob, JobOutcome, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const ISSUE: KindName = 'cross_repo_issues';
const SPACE = { fingerprint: 'a', queryFingerprint: 'q', model: 'm', dimensions: 1 };
const START = 10 * 3_600_000;
const SECOND = 1_000;

const issue = (id: string, description = 'text'): WriteOperation => ({
  op: 'put',
  kind: ISSUE,
  id,
  value: { title: `Issue ${id}`, type: 't', severity: 'LOW', description },
});
const MISSING: WriteOperation = { op: 'delete', kind: ISSUE, id: 'nobody' };

const embedded = (job: IndexJob): JobOutcome => ({
  ...{ row: job.row, version: job.version, keep: [] },
  drop: job.passages.map(({ passage }) => passage),
  add: job.sections.map(({ section, text }, ordinal) => ({
    ...{ section, ordinal, start: 0, end: text.length, hash: text },
    vector: Float32Array.from([1]),
  })),
});
const failed = ({ row, version }: IndexJob): JobOutcome => ({ row, version, failed: 'too odd' });

/** What any engine promises about a write and the index, and tells of the work on it. */
export function describeFreshness(engine: string, open: () => StoreUnderTest): void {
  describe(`freshness in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = open();
      store = under.store;
      await store.offerSpace(SPACE);
    });
    afterEach(async () => {
      vi.useRealTimers();
      await under.remove();
    });

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const found = async (text: string) => {
      const query = { any: [{ text }], all: [], none: [] };
      return (await store.matching(await store.select({ kinds: [ISSUE] }), query)).rows.length;
    };
    const index = async (does = embedded) =>
      store.settle('a', (await store.jobs('a', 1_000)).map(does));

    it.each([1, 250])(
      'leaves neither record nor job nor word of a batch of %i that fails at its end',
      async (size) => {
        const batch = Array.from({ length: size }, (_, at) => issue(`x${at}`));
        await expect(write(...batch, MISSING)).rejects.toMatchObject({ code: 'not_found' });
        expect(await store.indexStatus()).toMatchObject({ pending: 0, passages: 0 });
        expect(await found('text')).toBe(0);
        expect((await store.list({ kind: ISSUE, sort: [], limit: 1 })).total).toBe(0);
      },
    );

    it('leaves an indexed record as it is when the batch that changes it fails', async () => {
      await write(issue('a', 'old'));
      await index();
      await expect(write(issue('a', 'new'), MISSING)).rejects.toMatchObject({ code: 'not_found' });
      expect(await store.indexStatus()).toMatchObject({ pending: 0, passages: 1 });
      expect([await found('old'), await found('new')]).toEqual([1, 0]);
    });

    it('finds the words of a write at once, and those that it replaced no more', async () => {
      await write(issue('a', 'old'));
      expect(await found('old')).toBe(1);
      await write(issue('a', 'new'));
      expect([await found('old'), await found('new')]).toEqual([0, 1]);
      await write({ op: 'delete', kind: ISSUE, id: 'a' });
      expect(await found('new')).toBe(0);
    });

    it('makes what failed due again, of one record or of all', async () => {
      await write(issue('a'), issue('b'));
      await index(failed);
      expect(await store.retryFailed({ kind: ISSUE, id: 'a' })).toBe(1);
      expect((await store.failures(9)).map(({ id }) => id)).toEqual(['b']);
      expect((await store.jobs('a', 9)).map(({ head }) => head.id)).toEqual(['a']);
      expect(await store.retryFailed({ kind: ISSUE, id: 'a' })).toBe(0);
      expect(await store.retryFailed()).toBe(1);
    });

    describe('under a clock', () => {
      const at = (seconds: number) => vi.setSystemTime(START + seconds * SECOND);
      beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));

      it('says when a record that failed is tried again, each time later', async () => {
        await write(issue('a'));
        await index(failed);
        const [first] = await store.failures(1);
        expect(first).toMatchObject({ attempts: 1, due: new Date(START + 2_000).toISOString() });
        at(2);
        await index(failed);
        const [second] = await store.failures(1);
        expect(second).toMatchObject({ attempts: 2, due: new Date(START + 6_000).toISOString() });
      });

      it('says who indexes, and since when, until the lease ends', async () => {
        expect(await store.indexHolder()).toBeUndefined();
        await store.lease('indexer', 'one', 15_000);
        at(5);
        await store.lease('indexer', 'one', 15_000);
        const since = new Date(START).toISOString();
        expect(await store.indexHolder()).toEqual({ holder: 'one', since });
        at(21);
        expect(await store.indexHolder()).toBeUndefined();
        await store.lease('indexer', 'two', 15_000);
        expect(await store.indexHolder()).toMatchObject({
          since: new Date(START + 21_000).toISOString(),
        });
      });

      it('tells the pace of the last minute by the time that was worked', async () => {
        expect(await store.indexPace()).toEqual([]);
        await store.lease('indexer', 'one', 60_000);
        await write(issue('a'), issue('b'));
        at(4);
        await index();
        await store.release('indexer', 'one');
        at(30); // a rest
        await store.lease('indexer', 'two', 60_000);
        await write(issue('c'));
        at(31);
        await index();
        expect(await store.indexPace()).toEqual([
          { space: 'a', records: 3, passages: 3, busy: 5 * SECOND },
        ]);
        at(65);
        expect(await store.indexPace()).toMatchObject([{ records: 1, busy: SECOND }]);
        at(92);
        expect(await store.indexPace()).toEqual([]);
      });

      it('tells nothing of a time that is still to come, when the clock was set back', async () => {
        await write(issue('a'));
        await index();
        at(-3_600);
        expect(await store.indexPace()).toEqual([]);
      });
    });
  });
}
