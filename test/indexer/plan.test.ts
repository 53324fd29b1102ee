import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { planPassages, wantedPassages, type WantedPassage } from '#indexer/plan';
import type { StoredPassage, StoredSection } from '#src/store/store';

const section = (number: number, text: string): StoredSection => ({
  section: number,
  row: 1,
  field: 'content',
  heading: [],
  text,
  start: 0,
  end: text.length,
});

const wanted = (...texts: readonly string[]): readonly WantedPassage[] =>
  wantedPassages(
    texts.map((text, index) => ({
      section: section(index + 1, text),
      header: 'Title',
      spans: [{ start: 0, end: text.length }],
    })),
  );

const stored = (passages: readonly WantedPassage[]): readonly StoredPassage[] =>
  passages.map(({ text: _, ...place }, index) => ({ ...place, passage: 100 + index }));

describe('a passage plan', () => {
  it.each([
    {
      name: 'embeds everything at first',
      before: [],
      after: ['a', 'b'],
      embed: 2,
      keep: 0,
      drop: 0,
    },
    {
      name: 'does nothing twice',
      before: ['a', 'b'],
      after: ['a', 'b'],
      embed: 0,
      keep: 2,
      drop: 0,
    },
    {
      name: 'embeds only what changed',
      before: ['a', 'b'],
      after: ['a', 'c'],
      embed: 1,
      keep: 1,
      drop: 1,
    },
    {
      name: 'keeps what only moved',
      before: ['a', 'b'],
      after: ['b', 'a'],
      embed: 0,
      keep: 2,
      drop: 0,
    },
    {
      name: 'embeds a second copy of a text',
      before: ['a'],
      after: ['a', 'a'],
      embed: 1,
      keep: 1,
      drop: 0,
    },
    { name: 'drops what is gone', before: ['a', 'b'], after: [], embed: 0, keep: 0, drop: 2 },
  ])('$name', ({ before, after, embed, keep, drop }) => {
    const plan = planPassages(stored(wanted(...before)), wanted(...after));
    expect([plan.embed.length, plan.keep.length, plan.drop.length]).toEqual([embed, keep, drop]);
  });

  it('tells passages apart by their header, too', () => {
    const cut = { section: section(1, 'same'), spans: [{ start: 0, end: 4 }] };
    const [draft] = wantedPassages([{ ...cut, header: 'Title | status: draft' }]);
    const [done] = wantedPassages([{ ...cut, header: 'Title | status: accepted' }]);
    expect(draft?.hash).not.toBe(done?.hash);
  });

  it('always ends with exactly what is wanted, whatever was stored', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const have = stored(wanted(...before));
        const want = wanted(...after);
        const plan = planPassages(have, want);
        const result = [...plan.keep, ...plan.embed].sort((a, b) => a.ordinal - b.ordinal);
        expect(result.map(({ hash }) => hash)).toEqual(want.map(({ hash }) => hash));
        const touched = [...plan.keep.map(({ passage }) => passage), ...plan.drop].sort();
        expect(touched).toEqual(have.map(({ passage }) => passage));
      }),
    );
  });
});
