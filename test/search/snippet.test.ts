import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bestWindow, snippetOf } from '#src/search/snippet';
import { queryWords } from '#src/search/words';

/** A half of a pair of surrogates, which no text has. */
const HALF = /\p{Cs}/u;

describe('a snippet', () => {
  it('cuts no character in two, where there is no space to cut at', () => {
    const part = fc.constantFrom('a', '😀', '𠮷', 'cache', ' cache ');
    const parts = fc.array(fc.tuple(part, fc.nat(400)), { minLength: 2, maxLength: 5 });
    const words = queryWords(['cache', '𠮷']);
    fc.assert(
      fc.property(parts, (given) => {
        const text = given.map(([each, times]) => each.repeat(times)).join('');
        const { start, end } = bestWindow(text, words, 200);
        expect(end - start).toBeLessThanOrEqual(201);
        expect(text.slice(start, end)).not.toMatch(HALF);
        expect(snippetOf(text, words).text).not.toMatch(HALF);
      }),
    );
  });
});
