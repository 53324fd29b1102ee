import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { IndexJob, JobOutcome, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const ISSUE: KindName = 'cross_repo_issues';
const SPACE = { fingerprint: 'f1', queryFingerprint: 'q', model: 'm', dimensions: 4 };
const everything = { kinds: [ISSUE] as const };

const issue = (id: string, description: string, severity = 'LOW'): WriteOperation => ({
  op: 'put',
  kind: ISSUE,
  id,
  value: { title: `Issue ${id}`, type: 't', severity, description },
});

/** A unit vector that differs with the seed. */
function unit(seed: number): Float32Array {
  const raw = Array.from({ length: 4 }, (_, axis) => Math.sin(seed * 12.9898 + axis * 78.233));
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}

/** One passage a section, with a vector made of the record's row. */
const embedded = (job: IndexJob): JobOutcome => ({
  row: job.row,
  version: job.version,
  drop: job.passages.map(({ passage }) => passage),
  keep: [],
  add: job.sections.map(({ section, text }, ordinal) => ({
    section,
    ordinal,
    start: 0,
    end: text.length,
    hash: text,
    vector: unit(job.row + ordinal),
  })),
});

/** The first section of a record in so many passages of a character each. */
const inPassages = ({ row, version, passages, sections }: IndexJob, most: number): JobOutcome => ({
  ...{ row, version, keep: [] },
  drop: passages.map(({ passage }) => passage),
  add: sections.slice(0, 1).flatMap(({ section, text }) =>
    Array.from({ length: Math.min(most, text.length) }, (_, ordinal) => ({
      ...{ section, ordinal, start: ordinal, end: ordinal + 1 },
      ...{ hash: String(ordinal), vector: unit(ordinal) },
    })),
  ),
});

/** The contract of `IndexQueue`, `Spaces` and `SearchIndex`, for any engine. */
export function describeIndex(engine: string, open: () => StoreUnderTest): void {
  describe(`the index in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const indexAll = async (space = SPACE.fingerprint) =>
      store.settle(space, (await store.jobs(space, 1000)).map(embedded));
    const nearest = async () =>
      store.nearest(await store.select(everything), { space: 'f1', vector: unit(1) });
    const state = async (id: string) => (await store.get(ISSUE, id))?.index;

    it('queues a record with its write, and says when it is in step', async () => {
      await write(issue('a', 'text'));
      expect(await state('a')).toBe('queued');
      await store.addSpace(SPACE);
      expect(await store.indexStatus()).toMatchObject({ space: 'f1', pending: 1, passages: 0 });
      expect(await indexAll()).toBe(1);
      expect(await state('a')).toBe('current');
      expect(await store.indexStatus()).toMatchObject({ pending: 0, passages: 1, failed: 0 });
    });

    it('queues nothing when a write leaves the text as it was', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'text'));
      await indexAll();
      await write({ op: 'patch', kind: ISSUE, id: 'a', value: { assigned_to: 'ada' } });
      expect(await state('a')).toBe('current');
      await write({ op: 'patch', kind: ISSUE, id: 'a', value: { status: 'closed' } });
      expect(await state('a')).toBe('queued');
    });

    it('discards what was embedded for an older text, and keeps the job', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'old'));
      const stale = (await store.jobs('f1', 10)).map(embedded);
      await write(issue('a', 'new'));
      expect(await store.settle('f1', stale)).toBe(0);
      expect(await state('a')).toBe('queued');
    });

    it('never shows passages of a text that is gone', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'old'));
      await indexAll();
      await write(issue('a', 'new'));
      expect((await nearest()).rows).toEqual([]);
      await indexAll();
      const { rows, passage } = await nearest();
      const [span] = await store.spans(passage);
      const [section] = await store.sections(rows);
      expect(section?.text.slice(span?.start, span?.end)).toBe('new');
    });

    it('takes passages, keywords and jobs along with a deleted record', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'word'), issue('b', 'word'));
      await indexAll();
      await write({ op: 'delete', kind: ISSUE, id: 'a' });
      const any = [{ text: 'word' }];
      const selection = await store.select(everything);
      expect((await store.matching(selection, { any, all: [], none: [] })).rows).toHaveLength(1);
      expect((await nearest()).rows).toHaveLength(1);
      expect(await store.indexStatus()).toMatchObject({ passages: 1, pending: 0 });
    });

    it('sets a failed record aside with its reason until it is due or asked for again', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'text'));
      const [job] = await store.jobs('f1', 1);
      await store.settle('f1', [{ row: job?.row ?? 0, version: 1, failed: 'too odd' }]);
      expect(await store.failures(10)).toEqual([
        { kind: ISSUE, id: 'a', reason: 'too odd', attempts: 1, due: expect.any(String) as string },
      ]);
      expect(await state('a')).toBe('failed');
      expect(await store.jobs('f1', 1)).toEqual([]);
      expect(await store.retryFailed()).toBe(1);
      expect(await store.jobs('f1', 1)).toHaveLength(1);
    });

    it('settles a record of thousands of passages at once, or not at all', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'word '.repeat(3_000)), issue('b', 'text'));
      const cut = (job: IndexJob): JobOutcome => inPassages(job, 3_000);
      const [outcome] = (await store.jobs('f1', 1)).map(cut);
      const settling = store.settle('f1', outcome ? [outcome] : []);
      expect((await store.indexStatus()).passages % 3_000).toBe(0);
      expect(await settling).toBe(1);
      expect(await store.indexStatus()).toMatchObject({ passages: 3_000, pending: 1 });
      await write(issue('a', 'word '.repeat(2_999)));
      const stale = (await store.jobs('f1', 9)).map(cut);
      await write(issue('a', 'word '.repeat(2_998)));
      expect(await store.settle('f1', stale)).toBe(1);
      expect(await state('a')).toBe('queued');
      expect(await state('b')).toBe('current');
    });

    it('builds a second space beside the first, and makes it current in one step', async () => {
      await write(issue('a', 'text'));
      await store.addSpace(SPACE);
      await indexAll();
      const second = await store.addSpace({ ...SPACE, fingerprint: 'f2' });
      expect(second.state).toBe('building');
      expect(await store.indexStatus()).toMatchObject({ space: 'f1', pending: 0 });
      await indexAll('f2');
      expect(await store.promoteSpace('f2')).toBe(true);
      expect((await store.spaces()).map((each) => each.state)).toEqual(['kept', 'current']);
      await store.dropSpace('f1');
      expect(await store.indexStatus()).toMatchObject({ space: 'f2', passages: 1 });
    });

    it('settles a job once, however often it is done', async () => {
      await store.addSpace(SPACE);
      await write(issue('a', 'text'));
      const outcomes = (await store.jobs('f1', 10)).map(embedded);
      expect(await store.settle('f1', outcomes)).toBe(1);
      expect(await store.settle('f1', outcomes)).toBe(0);
      const [{ row, version } = { row: 0, version: 0 }] = outcomes;
      expect(await store.settle('f1', [{ row, version, failed: 'late' }])).toBe(0);
      expect(await store.indexStatus()).toMatchObject({ passages: 1, pending: 0, failed: 0 });
    });

    it('keeps the current space while another one is not complete', async () => {
      await write(issue('a', 'text'));
      await store.addSpace(SPACE);
      await indexAll();
      await store.addSpace({ ...SPACE, fingerprint: 'f2' });
      expect(await store.promoteSpace('f2')).toBe(false);
      const [job] = await store.jobs('f2', 1);
      await store.settle('f2', [{ row: job?.row ?? 0, version: 1, failed: 'no' }]);
      expect(await store.promoteSpace('f2')).toBe(false);
      expect(await store.indexStatus()).toMatchObject({ space: 'f1', queryFingerprint: 'q' });
    });

    it('lends a lease to one holder until it ends', async () => {
      expect(await store.lease('x', 'one', 60_000)).toBe(true);
      expect(await store.lease('x', 'two', 60_000)).toBe(false);
      expect(await store.lease('x', 'one', -1)).toBe(true);
      expect(await store.lease('x', 'two', 60_000)).toBe(true);
      await store.release('x', 'one');
      expect(await store.lease('x', 'three', 60_000)).toBe(false);
    });
  });
}
