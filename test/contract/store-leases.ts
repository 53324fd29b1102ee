import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { IndexJob, JobOutcome, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const ISSUE: KindName = 'cross_repo_issues';
const SPACE = { fingerprint: 'a', queryFingerprint: 'q', model: 'm', dimensions: 1 };

const issue = (id: string): WriteOperation => ({
  op: 'put',
  kind: ISSUE,
  id,
  value: { title: `Issue ${id}`, type: 't', severity: 'LOW', description: 'text' },
});

const embedded = (job: IndexJob): JobOutcome => ({
  ...{ row: job.row, version: job.version, keep: [] },
  drop: job.passages.map(({ passage }) => passage),
  add: job.sections.map(({ section }, ordinal) => ({
    ...{ section, ordinal, start: 0, end: 1, hash: 'h', vector: Float32Array.from([1]) },
  })),
});

const failed = ({ row, version }: IndexJob): JobOutcome => ({ row, version, failed: 'too odd' });

/** What holds of the lease, and of who works after having lost it, for any engine. */
export function describeLeases(engine: string, open: () => StoreUnderTest): void {
  describe(`indexers of ${engine}`, () => {
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
    const work = async (does = embedded) => (await store.jobs('a', 1_000)).map(does);
    const index = async (does = embedded) => store.settle('a', await work(does));

    describe('that were suspended', () => {
      it('settle nothing that another has settled', async () => {
        await write(issue('x'));
        const late = await work();
        await index();
        expect(await store.settle('a', late)).toBe(0);
        expect(await store.indexStatus()).toMatchObject({ passages: 1, pending: 0 });
      });

      it('settle nothing that they made over passages of a space that was built anew', async () => {
        await write(issue('x'));
        await index();
        await write({ op: 'patch', kind: ISSUE, id: 'x', value: { status: 'closed' } });
        const late = (await store.jobs('a', 1)).map((job) => ({
          ...{ ...embedded(job), drop: [], add: [] },
          keep: job.passages,
        }));
        expect(late[0]?.keep).toHaveLength(1);
        await store.wantSpace({ space: { ...SPACE, fingerprint: 'b' }, prune: false });
        await store.settle('b', (await store.jobs('b', 9)).map(embedded));
        await store.promoteSpace('b');
        await store.dropSpace('a');
        await store.wantSpace({ space: SPACE, prune: false });
        expect(await store.settle('a', late)).toBe(0);
        expect(await store.indexStatus('a')).toMatchObject({ passages: 0, pending: 1 });
      });
    });

    describe('under a clock', () => {
      const HOUR = 3_600_000;
      const at = (time: number) => vi.setSystemTime(time);
      beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 10 * HOUR }));

      it('that is set back, a dead holder loses its lease all the same', async () => {
        expect(await store.lease('indexer', 'dead', 15_000)).toBe(true);
        at(9 * HOUR);
        expect(await store.lease('indexer', 'next', 15_000)).toBe(true);
        expect(await store.lease('indexer', 'dead', 15_000)).toBe(false);
      });

      it('that is set forward, a holder loses its lease, and takes it again when it is free', async () => {
        await store.lease('indexer', 'slow', 15_000);
        at(11 * HOUR);
        expect(await store.lease('indexer', 'next', 15_000)).toBe(true);
        expect(await store.lease('indexer', 'slow', 15_000)).toBe(false);
        await store.release('indexer', 'next');
        expect(await store.lease('indexer', 'slow', 15_000)).toBe(true);
      });

      it('a lease lasts a minute at most', async () => {
        await store.lease('indexer', 'greedy', HOUR);
        at(10 * HOUR + 60_001);
        expect(await store.lease('indexer', 'next', 1_000)).toBe(true);
      });

      it('that is set back, what was written is embedded without a wait', async () => {
        await write(issue('x'));
        at(2 * HOUR);
        expect(await index()).toBe(1);
      });

      it('that is set back, what failed is tried again after the longest wait', async () => {
        await write(issue('x'));
        await index(failed);
        expect(await store.jobs('a', 1)).toEqual([]);
        at(2 * HOUR);
        expect(await store.jobs('a', 1)).toHaveLength(1);
      });
    });
  });
}
