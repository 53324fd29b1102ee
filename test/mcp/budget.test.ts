import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import { fit, fits, type Shown } from '#src/mcp/fit';
import { showRecords, type Found } from '#src/mcp/get-page';
import { hitPage } from '#src/mcp/hits';
import { BUDGET, tokensIn } from '#src/mcp/tokens';
import type { Hit, SearchResponse } from '#src/search/types';

const kind = fc.constantFrom(...kindNames);
/** What the id of a record may be, in the widest characters. */
const id = fc
  .string({ minLength: 1, maxLength: 255, unit: 'grapheme' })
  .map((text) => text.replace(/[\s/?#%\\\p{C}"]/gu, '鎖').slice(0, 255));
const prose = fc.oneof(
  fc.string({ maxLength: 3000, unit: 'grapheme' }),
  fc.lorem({ maxCount: 80, mode: 'sentences' }),
  fc.constant('鎖'.repeat(2000)),
  fc.constant('"\n\\'.repeat(700)),
);
const name = fc.record({ kind, id, title: prose });

const hit: fc.Arbitrary<Hit> = fc.record(
  {
    ...{ kind, id, title: prose },
    status: fc.option(prose),
    date: fc.constantFrom(null, '2025-11-20T10:00:00.000Z'),
    source: fc.record({
      repos: fc.array(prose, { maxLength: 12 }),
      path: fc.option(prose),
      url: fc.constant(null),
    }),
    similarity: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    closeness: fc.constant(null),
    ranks: fc.constant({ keyword: null, vector: null }),
    score: fc.constant(null),
    passage: fc.option(
      fc.record({
        ...{ field: fc.constant('content'), heading: fc.array(prose, { maxLength: 3 }) },
        ...{ text: prose, start: fc.constant(0), end: fc.constant(1) },
      }),
    ),
    snippet: fc.record({ text: prose, highlights: fc.constant([]) }),
    current: name,
  },
  {
    requiredKeys: [
      ...(['kind', 'id', 'title', 'status', 'date', 'source', 'similarity', 'closeness'] as const),
      ...(['ranks', 'score', 'passage', 'snippet'] as const),
    ],
  },
);

const budget = fc.integer({ min: BUDGET.least, max: 8000 });

const answerOf = (hits: readonly Hit[]): SearchResponse => ({
  ...{ query: 'q', mode_used: 'keyword', total: 1000, hits, took_ms: 1 },
  degraded: [{ leg: 'vector', reason: 'The model '.repeat(60) }],
  remarks: ['No record has that value. '.repeat(40)],
  index: { space: undefined, pending: 0, failed: 0 },
  next_cursor: 'c'.repeat(320),
});

/** Half of a surrogate pair. */
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

interface Named {
  readonly kind: string;
  readonly id: string;
}

describe('whatever is found, an answer', () => {
  it('fits its budget, and holds the best hit', () => {
    fc.assert(
      fc.property(fc.array(hit, { minLength: 1, maxLength: 40 }), budget, (hits, tokens) => {
        const answer = answerOf(hits);
        const { shown, count } = fit({
          ...{ items: hits, budget: tokens },
          show: (items, room) =>
            hitPage({ answer, items, room, leftOut: hits.length - items.length }),
        });
        expect(tokensIn(shown.text)).toBeLessThanOrEqual(tokens);
        expect(tokensIn(JSON.stringify(shown.structured))).toBeLessThanOrEqual(tokens);
        const told = shown.structured['hits'] as readonly Named[];
        expect(told.map((each) => each.id)).toEqual(hits.slice(0, count).map((each) => each.id));
        expect(count).toBeGreaterThan(0);
        expect(shown.text).toContain(hits[0]?.id);
        expect(shown.text).not.toMatch(HALF);
        if (count < hits.length)
          expect(shown.structured['left_out']).toMatchObject({ records: hits.length - count });
      }),
      { numRuns: 150 },
    );
  });

  it('leaves nothing out that would fit', () => {
    fc.assert(
      fc.property(fc.array(hit, { minLength: 2, maxLength: 20 }), budget, (hits, tokens) => {
        const answer = answerOf(hits);
        const show = (items: readonly Hit[], room: Parameters<typeof hitPage>[0]['room']): Shown =>
          hitPage({ answer, items, room, leftOut: hits.length - items.length });
        const { count } = fit({ items: hits, budget: tokens, show });
        const more = show(hits.slice(0, count + 1), { text: 150, title: 120 });
        expect(count === hits.length || !fits(more, tokens)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('whatever records are wanted whole, the answers', () => {
  const value = fc.oneof(prose, fc.array(prose, { maxLength: 5 }), fc.constant(null), fc.integer());
  const found: fc.Arbitrary<Found> = fc
    .record({
      id,
      decision: prose,
      rationale: value,
      repos_affected: value,
      current: fc.option(name),
    })
    .map(({ current, ...record }) => ({
      envelope: {
        ...{ kind: 'architecture_decisions', id: record.id, etag: 'e', index: 'none', record },
      },
      ...(current && { current }),
    }));

  it('fit the budget each, come on with each, and hold together all of them', () => {
    fc.assert(
      fc.property(fc.array(found, { minLength: 1, maxLength: 8 }), budget, (all, tokens) => {
        const seen = readAll(all, tokens);
        expect(seen.every(({ size }) => size <= tokens)).toBe(true);
        const ids = seen.flatMap(({ whole }) => whole);
        expect(ids).toEqual(all.map((each) => ('envelope' in each ? each.envelope.id : '')));
      }),
      { numRuns: 100 },
    );
  });
});

interface Part {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

/** Asks as an agent does until there is no cursor; a record counts when its last part has come. */
function readAll(all: readonly Found[], tokens: number) {
  const answers: { readonly size: number; readonly whole: readonly string[] }[] = [];
  let next: { at: number; from: number } | undefined = { at: 0, from: 0 };
  while (next) {
    const start: { at: number; from: number } = next;
    const { structured, text } = showRecords({
      ...{ found: all.slice(start.at), start, budget: tokens },
      cursorAt: (each) => JSON.stringify(each),
    });
    const records = structured['records'] as readonly (Named & { readonly part?: Part })[];
    const [first] = records;
    if (first?.part) expect(first.part.from).toBe(start.from);
    answers.push({
      size: Math.max(tokensIn(text), tokensIn(JSON.stringify(structured))),
      whole: records.filter(({ part }) => !part || part.to === part.of).map(({ id: each }) => each),
    });
    const cursor = structured['next_cursor'] as string | null;
    next = cursor === null ? undefined : (JSON.parse(cursor) as typeof start);
    if (next) expect(next.at * 1e6 + next.from).toBeGreaterThan(start.at * 1e6 + start.from);
  }
  return answers;
}
