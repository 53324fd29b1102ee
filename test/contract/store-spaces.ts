import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { IndexJob, JobOutcome, NewSpace, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const ISSUE: KindName = 'cross_repo_issues';
const VECTOR = Float32Array.from([1, 0, 0, 0]);

/** A space whose name says its model and its generation. */
const space = (name: string, generation = 1): NewSpace => ({
  fingerprint: `${name}${generation}`,
  queryFingerprint: name,
  model: name,
  dimensions: 4,
  generation,
});
const A = space('a');
const B = space('b');

const issue = (id: string, description = 'text'): WriteOperation => ({
  op: 'put',
  kind: ISSUE,
  id,
  value: { title: `Issue ${id}`, type: 't', severity: 'LOW', description },
});

const embedded = (job: IndexJob): JobOutcome => ({
  row: job.row,
  version: job.version,
  drop: job.passages.map(({ passage }) => passage),
  keep: [],
  add: job.sections.map(({ section, text }, ordinal) => ({
    ...{ section, ordinal, start: 0, end: text.length, hash: text },
    vector: VECTOR,
  })),
});

const failed = ({ row, version }: IndexJob): JobOutcome => ({ row, version, failed: 'too odd' });

/** The contract of `Spaces`, for any engine. */
export function describeSpaces(engine: string, open: () => StoreUnderTest): void {
  describe(`spaces in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const index = async (fingerprint: string, settle = embedded) =>
      store.settle(fingerprint, (await store.jobs(fingerprint, 1_000)).map(settle));
    const states = async () =>
      (await store.spaces()).map(({ fingerprint, state }) => `${fingerprint} ${state}`);
    const want = (wanted: NewSpace, prune = false) => store.wantSpace({ space: wanted, prune });
    /** Builds a space, and makes it the current one. */
    const moveTo = async (wanted: NewSpace, prune = false) => {
      await want(wanted, prune);
      await index(wanted.fingerprint);
      expect(await store.promoteSpace(wanted.fingerprint)).toBe(true);
    };
    const started = async () => {
      await write(issue('x'), issue('y'));
      await store.offerSpace(A);
      await index('a1');
    };
    const purgeAll = async () => {
      let removed = 0;
      for (let some = await store.purgeSpaces(1); some > 0; some = await store.purgeSpaces(1))
        removed += some;
      return removed;
    };

    describe('that nobody asked for', () => {
      it.each<[string, readonly NewSpace[], NewSpace, boolean]>([
        ['the first one of a file is added', [], A, true],
        ['a later generation of the model is added', [A], space('a', 2), true],
        ['the same one is not', [A], A, false],
        ['an earlier generation is not', [space('a', 2)], A, false],
        ['the same generation, made otherwise, is not', [A], { ...A, fingerprint: 'z' }, false],
        ['another model is not, however late', [A], space('b', 9), false],
      ])('%s', async (_, known, offered, isTaken) => {
        for (const each of known) await store.offerSpace(each);
        expect(await store.offerSpace(offered)).toBe(isTaken);
        expect(await store.spaces()).toHaveLength(known.length + (isTaken ? 1 : 0));
      });

      it('is not added while another one is being built', async () => {
        await started();
        await want(B);
        expect(await store.offerSpace(space('a', 2))).toBe(false);
      });

      it('does not come again after somebody has left it, pruned or not', async () => {
        await started();
        await store.offerSpace(space('a', 2));
        await index('a2');
        await store.promoteSpace('a2');
        await store.rollbackSpace();
        expect(await store.offerSpace(space('a', 2))).toBe(false);
        await store.dropSpace('a2');
        expect(await store.offerSpace(space('a', 2))).toBe(false);
        expect(await store.offerSpace(space('a', 3))).toBe(true);
      });
    });

    describe('that is wanted', () => {
      it('is built with every record, beside what answers', async () => {
        await started();
        expect(await want(B)).toMatchObject({ fingerprint: 'b1', state: 'building', turn: 0 });
        await write(issue('z'));
        expect(await store.spaceStatuses()).toMatchObject([
          { fingerprint: 'a1', state: 'current', passages: 2, pending: 1, failed: 0 },
          { fingerprint: 'b1', state: 'building', passages: 0, pending: 3, failed: 0 },
        ]);
      });

      it('takes the place of another that is being built', async () => {
        await started();
        await want(B);
        await want(space('c'));
        expect(await states()).toEqual(['a1 current', 'c1 building']);
      });

      it('is only the end of what is being built, when it is the current one', async () => {
        await started();
        await want(B);
        expect(await want(A)).toMatchObject({ state: 'current' });
        expect(await states()).toEqual(['a1 current']);
      });

      it('keeps what was kept of it, and is kept again when it is given up', async () => {
        await started();
        await moveTo(B);
        await want(A);
        expect(await states()).toEqual(['a1 building', 'b1 current']);
        expect(await store.cancelSpace()).toMatchObject({ fingerprint: 'a1' });
        expect(await states()).toEqual(['a1 kept', 'b1 current']);
        await want(A);
        expect(await store.promoteSpace('a1')).toBe(true);
      });

      it('is dropped when it is given up and never answered', async () => {
        await started();
        await want(B);
        await store.cancelSpace();
        expect(await states()).toEqual(['a1 current']);
        expect(await store.cancelSpace()).toBeUndefined();
        expect(await store.promoteSpace('b1')).toBe(false);
      });

      it('says that the others are to go, when that was asked for, until it is left itself', async () => {
        await started();
        await moveTo(B, true);
        expect(await store.spaces()).toMatchObject([{ prunes: false }, { prunes: true }]);
        await store.rollbackSpace();
        expect(await store.spaces()).toMatchObject([{ prunes: false }, { prunes: false }]);
        expect(await want(A, true)).toMatchObject({ state: 'current', prunes: true });
      });
    });

    describe('that is complete', () => {
      /** Of the two records, so many are refused so many times. */
      const refuseSome = async (records: number, times: number): Promise<void> => {
        for (const [at, job] of (await store.jobs('b1', 9)).entries()) {
          const outcome = at < records ? failed(job) : embedded(job);
          for (let time = 0; time < (at < records ? times : 1); time += 1)
            await store.settle('b1', [outcome]);
        }
      };

      it.each<[string, (store: Store) => Promise<unknown>, boolean]>([
        ['when all is embedded', () => index('b1'), true],
        [
          'although something waits in both',
          async () => {
            await index('b1');
            await write(issue('new'));
          },
          true,
        ],
        ['not when something waits in it alone', async () => undefined, false],
        ['not when something failed in it alone', () => index('b1', failed), false],
        ['although it refuses one again and again', () => refuseSome(1, 5), true],
        ['not when it refused one a few times', () => refuseSome(1, 4), false],
        ['not when it refuses all of them', () => refuseSome(2, 5), false],
        [
          'when what failed in it failed in the current one too',
          async () => {
            await write(issue('odd'));
            await index('a1', failed);
            for (const job of await store.jobs('b1', 9)) {
              const isOdd = job.head.id === 'odd';
              await store.settle('b1', [isOdd ? failed(job) : embedded(job)]);
            }
          },
          true,
        ],
      ])('%s', async (_, prepare, isComplete) => {
        await started();
        await want(B);
        await prepare(store);
        expect(await store.canPromote('b1')).toBe(isComplete);
        expect(await store.promoteSpace('b1')).toBe(isComplete);
      });

      it('does not become the current one when nobody wants it', async () => {
        await started();
        await moveTo(B);
        expect(await store.promoteSpace('a1')).toBe(false);
      });
    });

    describe('that was left', () => {
      it('answers again at once, with what changed since still to be embedded', async () => {
        await started();
        await moveTo(B);
        await write(issue('later'));
        expect(await store.rollbackSpace()).toMatchObject({ fingerprint: 'a1', state: 'current' });
        expect(await store.indexStatus()).toMatchObject({ space: 'a1', pending: 1 });
        expect(await store.rollbackSpace()).toMatchObject({ fingerprint: 'b1' });
      });

      it('is the last one, of several', async () => {
        await started();
        await moveTo(B);
        await moveTo(space('c'));
        await store.rollbackSpace();
        expect(await states()).toEqual(['a1 kept', 'b1 current', 'c1 kept']);
      });

      it('is nothing in a file that never had another', async () => {
        await started();
        await expect(store.rollbackSpace()).rejects.toMatchObject({ code: 'not_found' });
      });
    });

    describe('that is dropped', () => {
      it('is gone at once, and gives its room free bit by bit', async () => {
        await started();
        await moveTo(B);
        const selection = await store.select({ kinds: [ISSUE] });
        await store.dropSpace('a1');
        const asked = store.nearest(selection, { space: 'a1', vector: VECTOR });
        await expect(asked).rejects.toMatchObject({ code: 'not_found' });
        await write(issue('z'));
        expect(await purgeAll()).toBeGreaterThanOrEqual(2);
        expect(await store.purgeSpaces(1)).toBe(0);
        await index('b1');
        expect(await store.indexStatus()).toMatchObject({ space: 'b1', passages: 3, pending: 0 });
      });

      it('can be built anew before all of it is removed', async () => {
        await started();
        await moveTo(B);
        await store.dropSpace('a1');
        await moveTo(A);
        await purgeAll();
        expect(await store.indexStatus()).toMatchObject({ space: 'a1', passages: 2, pending: 0 });
      });

      it('is not the current one', async () => {
        await started();
        await expect(store.dropSpace('a1')).rejects.toMatchObject({ code: 'wrong_state' });
        await expect(store.dropSpace('none')).rejects.toMatchObject({ code: 'not_found' });
      });
    });
  });
}
