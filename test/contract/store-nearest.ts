import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type {
  Filter,
  IndexJob,
  JobOutcome,
  Nearness,
  Store,
  WriteOperation,
} from '#src/store/store';

/** One file, opened so that each store prefers another plan; all see the same records. */
export interface PlansUnderTest {
  readonly stores: Readonly<Record<string, Store>>;
  remove(): Promise<void>;
}

const ISSUE: KindName = 'cross_repo_issues';
const SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
/** No multiple of four, by which vectors may be compared. */
const DIMENSIONS = 6;
const SPACE = {
  ...{ fingerprint: 'f1', queryFingerprint: 'q', model: 'm' },
  dimensions: DIMENSIONS,
};

/** A unit vector that is told by its seed alone. */
export function vectorOf(seed: string, dimensions = DIMENSIONS): Float32Array {
  let state = [...seed].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7) | 0;
  const raw = Array.from({ length: dimensions }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 31 - 1;
  });
  const length = Math.hypot(...raw) || 1;
  return Float32Array.from(raw, (value) => value / length);
}

/** As many passages as the text has words, each with the vector of its word. */
const embedded = (job: IndexJob, space: string): JobOutcome => {
  const [{ section = 0, text = '' } = {}] = job.sections;
  return {
    ...{ row: job.row, version: job.version, keep: [] },
    drop: job.passages.map(({ passage }) => passage),
    add: text.split(' ').map((word, ordinal) => ({
      ...{ section, ordinal, start: 0, end: 1, hash: `${word} ${ordinal}` },
      vector: vectorOf(word + space),
    })),
  };
};

const issue = (id: string, text: string, severity: string): WriteOperation => ({
  op: 'put',
  kind: ISSUE,
  id,
  value: { title: `Issue ${id}`, type: 't', severity, description: text },
});

interface Reference {
  readonly row: number;
  readonly similarity: number;
  readonly closeness: number;
}

/** What `nearest` promises, computed by hand from the texts that are embedded. */
function reference(
  texts: ReadonlyMap<number, string>,
  rows: readonly number[],
  { space, vector }: { readonly space: string; readonly vector: Float32Array },
): readonly Reference[] {
  return rows.flatMap((row) => {
    const cosines = texts
      .get(row)
      ?.split(' ')
      .map((word) => dot(vectorOf(word + space), vector));
    if (!cosines) return [];
    const sum = cosines.reduce((total, each) => total + Math.exp(8 * each), 0);
    const closeness = Math.log(sum / cosines.length) / 8;
    return [{ row, similarity: Math.max(...cosines), closeness }];
  });
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);

function expectNear(found: Nearness, expected: readonly Reference[]): void {
  expect([...found.rows]).toEqual(expected.map(({ row }) => row));
  expected.forEach(({ similarity, closeness }, at) => {
    expect(found.similarity[at]).toBeCloseTo(similarity, 6);
    expect(found.closeness[at]).toBeCloseTo(closeness, 6);
  });
}

/** The numbers without the plan, to be compared to the last bit. */
const numbers = ({ rows, similarity, closeness, passage }: Nearness) => ({
  ...{ rows: [...rows], passage: [...passage] },
  ...{ similarity: Array.from(similarity), closeness: Array.from(closeness) },
});

/** The contract of `SearchIndex.nearest`, for any engine and each of its plans. */
export function describeNearest(engine: string, open: () => PlansUnderTest): void {
  describe(`nearness in ${engine}`, () => {
    let under: PlansUnderTest;
    let stores: readonly Store[];
    let first: Store;
    /** Texts that are embedded, by row. */
    let texts: Map<number, string>;
    beforeEach(() => {
      under = open();
      stores = Object.values(under.stores);
      first = stores[0] as Store;
      texts = new Map();
    });
    afterEach(() => under.remove());

    const index = async (space = SPACE.fingerprint, limit = 10_000) => {
      const jobs = await first.jobs(space, limit);
      await first.settle(
        space,
        jobs.map((job) => embedded(job, space)),
      );
      for (const { row, sections } of jobs) texts.set(row, sections[0]?.text ?? '');
    };

    /** Asks every plan; all must give the very same numbers, which are those of the reference. */
    const check = async (where: Filter | undefined, seed: string, space = SPACE.fingerprint) => {
      const scope = { kinds: [ISSUE], ...(where && { where }) };
      const to = { space, vector: vectorOf(seed) };
      const selection = await first.select(scope);
      const found = await Promise.all(stores.map((store) => store.nearest(selection, to)));
      const [one = found[0], ...others] = found;
      if (!one) throw new Error('There is no store.');
      expectNear(one, reference(texts, selection.rows, to));
      for (const other of others) expect(numbers(other)).toEqual(numbers(one));
      return found;
    };

    const words = fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 4 })
      .map((all) => all.map((n) => `w${n}`).join(' '));

    it('is exact over any scope, by every plan, whatever waits to be embedded', async () => {
      const record = fc.tuple(words, fc.constantFrom(...SEVERITIES), fc.boolean());
      const data = fc.array(record, { minLength: 1, maxLength: 25 });
      const questions = fc.array(fc.tuple(fc.subarray([...SEVERITIES]), fc.string()), {
        ...{ minLength: 1, maxLength: 4 },
      });
      await first.addSpace(SPACE);
      await fc.assert(
        fc.asyncProperty(data, questions, async (all, asked) => {
          for (const wanted of [true, false]) {
            const some = all.map(([text, severity, now], at) => ({ at, text, severity, now }));
            const chosen = some.filter(({ now }) => now === wanted);
            if (chosen.length === 0) continue;
            await first.write({
              operations: chosen.map(({ at, text, severity }) => issue(`i${at}`, text, severity)),
            });
            if (wanted) await index();
          }
          for (const { row, passages } of await first.jobs(SPACE.fingerprint, 1_000))
            if (passages.length === 0) texts.delete(row);
          for (const [severities, seed] of asked)
            await check({ field: 'severity', op: 'in', value: severities }, seed);
          await check(undefined, 'whole');
        }),
        { numRuns: 25 },
      );
    });

    it('follows every write and deletion, by whichever process', async () => {
      const step = fc.record({
        op: fc.constantFrom('put', 'delete'),
        id: fc.integer({ min: 0, max: 8 }).map((n) => `i${n}`),
        text: words,
        by: fc.nat(stores.length - 1),
      });
      await first.addSpace(SPACE);
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          for (const { op, id, text, by } of steps) {
            const row = await first.rowOf(ISSUE, id);
            if (op === 'delete' && row === undefined) continue;
            const operation: WriteOperation =
              op === 'put' ? issue(id, text, 'LOW') : { op: 'delete', kind: ISSUE, id };
            await stores[by]?.write({ operations: [operation] });
            if (op === 'delete') texts.delete(row ?? 0);
            await index();
            await check(undefined, text);
          }
        }),
        { numRuns: 15 },
      );
    });

    it('does not mix spaces, and forgets one that was dropped', async () => {
      await first.addSpace(SPACE);
      await first.addSpace({ ...SPACE, fingerprint: 'f2' });
      await first.write({ operations: [issue('a', 'one two', 'LOW'), issue('b', 'two', 'LOW')] });
      await index('f1');
      await index('f2');
      await check(undefined, 'one', 'f1');
      await check(undefined, 'one', 'f2');
      await check(undefined, 'two', 'f1');
      await first.dropSpace('f2');
      const selection = await first.select({ kinds: [ISSUE] });
      for (const store of stores)
        await expect(
          store.nearest(selection, { space: 'f2', vector: vectorOf('x') }),
        ).rejects.toMatchObject({ code: 'not_found' });
    });

    it('answers nothing of a space that is dropped and begun anew while it is read', async () => {
      await first.addSpace(SPACE);
      await first.addSpace({ ...SPACE, fingerprint: 'f2' });
      await first.write({
        operations: Array.from({ length: 600 }, (_, at) => issue(`i${at}`, `w${at}`, 'LOW')),
      });
      await index();
      const selection = await first.select({ kinds: [ISSUE] });
      for (const store of stores) {
        await index('f2');
        const answer = store.nearest(selection, { space: 'f2', vector: vectorOf('x') });
        await first.dropSpace('f2');
        await first.addSpace({ ...SPACE, fingerprint: 'f2' });
        await expect(answer).rejects.toMatchObject({ code: 'not_found' });
      }
    });

    it('is exact past 4,096 records, from all of them down to one in ten thousand', async () => {
      const size = 10_000;
      await first.addSpace(SPACE);
      await first.write({
        operations: Array.from({ length: size }, (_, at) =>
          issue(`i${at}`, `w${at}`, at % 5 === 0 ? 'HIGH' : 'LOW'),
        ),
      });
      await index();
      const one: Filter = { field: 'id', op: 'eq', value: 'i5000' };
      const counts = [];
      for (const where of [one, { field: 'severity', op: 'eq', value: 'HIGH' } as const, undefined])
        counts.push((await check(where, 'seed'))[0]?.rows.length);
      expect(counts).toEqual([1, size / 5, size]);
    }, 60_000);
  });
}
