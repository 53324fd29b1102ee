import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CutRequest, Embedder, Span } from '#embeddings/embedder';

const TEXTS = [
  'We store vectors beside the rows in one SQLite file.',
  'Deployments go through a pipeline.',
  'Kafka',
  'A long sentence about retries, timeouts and what happens when a queue is full. '.repeat(40),
];

const ODD_TEXTS = [
  '',
  ' \n\t',
  '🎉🎉',
  '\u0000\u0007',
  '\uD800',
  '数据库',
  '[SEP] [PAD]',
  'x'.repeat(5_000),
];

const PARAGRAPHS =
  'One reason.\nAnother line!\n\nA second paragraph, with more words in it. '.repeat(60);

const HEADER = 'Use SQLite | status: accepted | Context';

/** The guarantees of the Embedder port. `make` may take its time: it is called once. */
export function describeEmbedder(name: string, make: () => Embedder | Promise<Embedder>): void {
  describe(`${name} keeps the contract of an embedder`, () => {
    let embedder: Embedder;
    beforeAll(async () => void (embedder = await make()));
    afterAll(() => embedder.close());

    const embedOne = async (text: string) => (await embedder.embed([text], 'passage'))[0];

    it('answers one unit vector of its dimensions for each text', async () => {
      const vectors = await embedder.embed(TEXTS, 'query');
      expect(vectors.map((vector) => vector.length)).toEqual(
        TEXTS.map(() => embedder.info.dimensions),
      );
      for (const vector of vectors) expect(norm(vector)).toBeCloseTo(1, 5);
    });

    it('answers nothing for no texts', async () => {
      expect(await embedder.embed([], 'passage')).toEqual([]);
      expect(await embedder.cut([])).toEqual([]);
    });

    it.each(ODD_TEXTS)('answers a finite unit vector for %j', async (text) => {
      expect(norm(await embedOne(text))).toBeCloseTo(1, 5);
      const [query] = await embedder.embed([text], 'query');
      if (query?.length !== 0) expect(norm(query)).toBeCloseTo(1, 5);
    });

    it('answers the same vector for a text whatever it is batched with', async () => {
      const texts = [...TEXTS, ...ODD_TEXTS, ...TEXTS];
      const together = await embedder.embed(texts, 'passage');
      for (const [index, text] of texts.entries())
        expect(distance(await embedOne(text), together[index])).toBeLessThan(1e-5);
    });

    it('answers different texts with different vectors', async () => {
      expect(distance(await embedOne('Kafka'), await embedOne('pipeline'))).toBeGreaterThan(0.1);
    });

    it('gives every vector its own memory', async () => {
      for (const vector of await embedder.embed(TEXTS, 'passage'))
        expect(vector.buffer.byteLength).toBe(vector.byteLength);
    });

    it('serves calls in order', async () => {
      const served: number[] = [];
      await Promise.all(
        [0, 1, 2, 3].map((call) => embedder.embed(TEXTS, 'query').then(() => served.push(call))),
      );
      expect(served).toEqual([0, 1, 2, 3]);
    });

    it('cuts every text on its own, in order', async () => {
      const requests = [PARAGRAPHS, '', 'short'].map((text) => ({ header: HEADER, text }));
      const together = await embedder.cut(requests);
      expect(together[1]).toEqual([]);
      expect(together[2]).toEqual([{ start: 0, end: 5 }]);
      for (const [index, request] of requests.entries())
        expect(together[index]).toEqual((await embedder.cut([request]))[0]);
    });

    it('cuts a long text into several spans', async () => {
      const [spans] = await embedder.cut([{ header: HEADER, text: PARAGRAPHS }]);
      expect(spans?.length).toBeGreaterThan(2);
    });

    it('covers every character that is not white space, whatever the text', async () => {
      await fc.assert(
        fc.asyncProperty(anyRequest, async (request) => {
          const [spans = []] = await embedder.cut([request]);
          expectCovered(request.text, spans);
        }),
        { numRuns: 50 },
      );
    });

    it('says who it is', () => {
      for (const hash of [embedder.info.fingerprint, embedder.info.queryFingerprint])
        expect(hash).toMatch(/^[0-9a-z-]{4,64}$/);
      expect(embedder.info.model).not.toBe('');
    });
  });
}

/** What the port says of failures, for an embedder that has a model but cannot embed `text`. */
export function describeFailures(
  name: string,
  text: string,
  make: () => Embedder | Promise<Embedder>,
): void {
  describe(`${name} keeps the contract of an embedder that fails`, () => {
    let embedder: Embedder;
    beforeAll(async () => void (embedder = await make()));
    afterAll(() => embedder.close());

    it.each(['passage', 'query'] as const)(
      'fails a call with a %s that its model cannot embed, and no other',
      async (use) => {
        const calls = [TEXTS, [...TEXTS, text], TEXTS].map((texts) => embedder.embed(texts, use));
        const [before, failed, after] = await Promise.allSettled(calls);
        expect(failed).toMatchObject({
          reason: { code: 'embedding_failed', message: expect.stringMatching(/\w/) },
        });
        for (const served of [before, after])
          expect(served).toMatchObject({ status: 'fulfilled', value: { length: TEXTS.length } });
      },
    );
  });
}

const pieces = fc.constantFrom('word ', 'x', '.', ' \n', '\n\n', '数', '🎉', 'a.b/c-d ', '\t');

const anyRequest: fc.Arbitrary<CutRequest> = fc.record({
  header: fc.string({ maxLength: 60 }),
  text: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(pieces, { maxLength: 2_000 }).map((parts) => parts.join('')),
  ),
});

/** Spans in order, none empty, none with white space at its ends, and nothing but white space outside. */
export function expectCovered(text: string, spans: readonly Span[]): void {
  let covered = 0;
  let outside = '';
  for (const { start, end } of spans) {
    expect(end).toBeGreaterThan(covered);
    const span = text.slice(start, end);
    expect(span).not.toBe('');
    expect(span).toBe(span.trim());
    outside += text.slice(covered, Math.max(covered, start));
    covered = end;
  }
  expect((outside + text.slice(covered)).trim()).toBe('');
}

const norm = (vector: Float32Array | undefined): number => Math.hypot(...(vector ?? []));

const distance = (one: Float32Array | undefined, other: Float32Array | undefined): number =>
  Math.hypot(...(one ?? []).map((value, axis) => value - (other?.[axis] ?? Number.NaN)));
