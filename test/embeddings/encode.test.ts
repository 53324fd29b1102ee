import { describe, expect, it } from 'vitest';

import { createEncoder } from '#embeddings/encode';
import { joinPassage } from '#embeddings/template';
import { DEFAULT_MODEL } from '#models/catalog';

const OPEN = 1001;
const CLOSE = 1002;

/** A word is its length; [1001] and [1002] stand around a text. */
const tokenise = (text: string, special: boolean): readonly number[] => {
  const ids = text.match(/\S+/g)?.map((word) => word.length) ?? [];
  return special ? [OPEN, ...ids, CLOSE] : ids;
};

const entry = {
  ...DEFAULT_MODEL,
  tokenWindow: 11,
  prefixes: { query: 'find me ', passage: 'text ' },
};
const encoder = createEncoder(entry, tokenise);
const words = (count: number, letters: number) => Array(count).fill('x'.repeat(letters)).join(' ');

describe('createEncoder', () => {
  it('leaves the room that special tokens and the prefix do not take', () => {
    expect(encoder.room).toBe(8);
  });

  it('puts the prefix of its use before a text', () => {
    expect(encoder.encode('a', 'query')).toEqual([OPEN, 4, 2, 1, CLOSE]);
    expect(encoder.encode('a', 'passage')).toEqual([OPEN, 4, 1, CLOSE]);
  });

  it('cuts the end of a query that is too long, and keeps its closing token', () => {
    expect(encoder.encode(words(20, 5), 'query')).toEqual([OPEN, 4, 2, 5, 5, 5, 5, 5, 5, 5, CLOSE]);
  });

  it('keeps a passage that fits with half a window of header whole', () => {
    const joined = joinPassage(words(30, 7), words(4, 3));
    expect(encoder.encode(joined, 'passage')).toEqual([OPEN, 4, 7, 7, 7, 7, 3, 3, 3, 3, CLOSE]);
  });

  it('never gives a model more than its window', () => {
    const joined = joinPassage(words(30, 7), words(30, 3));
    expect(encoder.encode(joined, 'passage')).toHaveLength(11);
  });

  it('works for a model without special tokens', () => {
    const bare = createEncoder(entry, (text) => tokenise(text, false));
    expect(bare.encode(words(20, 5), 'query')).toHaveLength(11);
    expect(bare.encode('', 'passage')).toEqual([4]);
  });
});
