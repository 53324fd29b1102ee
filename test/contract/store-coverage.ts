import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { coverageOf } from '#src/operations/coverage';
import type { IndexJob, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const SPACE = { fingerprint: 'f1', queryFingerprint: 'q', model: 'm', dimensions: 4 };

const issue = (id: string, description: string): WriteOperation => ({
  op: 'put',
  kind: 'cross_repo_issues',
  id,
  value: { title: 'T', type: 't', severity: 'LOW', description },
});

type Spans = readonly (readonly [start: number, end: number])[];

/** The contract of `Coverage`, for any engine. */
export function describeCoverage(engine: string, open: () => StoreUnderTest): void {
  describe(`coverage in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const settle = async (job: IndexJob, spansOf: (text: string) => Spans): Promise<void> => {
      const passages = job.sections.flatMap(({ section, text }) =>
        spansOf(text).map(([start, end]) => ({ section, start, end })),
      );
      const vector = Float32Array.of(1, 0, 0, 0);
      const add = passages.map((passage, ordinal) => {
        const hash = String(ordinal);
        return { ...passage, ordinal, hash, vector };
      });
      await store.settle('f1', [{ row: job.row, version: job.version, drop: [], keep: [], add }]);
    };
    const embed = async (spansOf: (text: string) => Spans): Promise<void> => {
      for (const job of await store.jobs('f1', 1_000)) await settle(job, spansOf);
    };
    const whole = (text: string): Spans => [[0, text.length]];

    it('is all of nothing, and nothing of what waits', async () => {
      expect(await coverageOf(store)).toEqual({ stored: 0, embedded: 0, share: 1 });
      await store.write({ operations: [issue('A', 'five words of some text')] });
      expect(await coverageOf(store)).toMatchObject({ embedded: 0, share: 0 });
    });

    it('counts characters that are not white space, in any script', async () => {
      await store.write({ operations: [issue('A', '数据库 🎉  ok')] });
      await store.addSpace(SPACE);
      const sections = await store.spannedSections(0, 10);
      const text = sections.map((section) => section.text).join('');
      await embed(whole);
      const ink = text.replace(/\s/g, '').length;
      expect(await coverageOf(store)).toEqual({ stored: ink, embedded: ink, share: 1 });
    });

    it.each<readonly [string, (text: string) => Spans, lost: number]>([
      [
        'a gap of white space is none',
        () => [
          [0, 3],
          [4, 11],
        ],
        0,
      ],
      [
        'what overlaps counts once',
        () => [
          [0, 7],
          [4, 11],
        ],
        0,
      ],
      ['what is left out at the end is missing', () => [[0, 7]], 3],
      [
        'what is left out between is missing',
        () => [
          [0, 3],
          [8, 11],
        ],
        3,
      ],
      ['what is left out at the start is missing', () => [[4, 11]], 3],
    ])('%s', async (_, spansOf, lost) => {
      await store.addSpace(SPACE);
      await store.write({ operations: [issue('A', 'abc def ghi')] });
      await embed((text) => (text === 'abc def ghi' ? spansOf(text) : whole(text)));
      const { stored, embedded } = await coverageOf(store);
      expect(stored - embedded).toBe(lost);
    });

    it('is of the current space alone', async () => {
      await store.addSpace(SPACE);
      await store.write({ operations: [issue('A', 'abc')] });
      await embed(whole);
      await store.addSpace({ ...SPACE, fingerprint: 'f2' });
      expect(await coverageOf(store)).toMatchObject({ share: 1 });
    });

    it('is read page by page', async () => {
      const operations = Array.from({ length: 450 }, (_, at) => issue(`I${String(at)}`, 'abc'));
      await store.addSpace(SPACE);
      await store.write({ operations });
      await embed(whole);
      const { stored, embedded } = await coverageOf(store);
      expect(stored).toBeGreaterThanOrEqual(450 * 3);
      expect(embedded).toBe(stored);
    });
  });
}
