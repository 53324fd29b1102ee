import { describe, expect, it } from 'vitest';

import { createKeywordMemory } from '#src/store/sqlite/keyword-memory';

const RECORDS = 10;
const EMPTY = { rows: new Uint32Array(), parts: new Float64Array() };

/** A memory, and the phrases that were read to be kept. */
function watched() {
  const read: string[] = [];
  const memory = createKeywordMemory({
    of: (phrase) => {
      read.push(phrase);
      return EMPTY;
    },
  });
  const ask = (phrases: readonly string[], { rows = RECORDS, mark = 'm' } = {}) =>
    memory.divide(phrases, {
      selection: { rows: Array.from({ length: rows }, (_, at) => at + 1), whole: rows === RECORDS },
      census: { mark, records: RECORDS },
    }).others;
  return { read, ask };
}

describe('what is kept of keywords', () => {
  it('is a phrase that was asked for among all records, from then on', () => {
    const { read, ask } = watched();
    expect(ask(['a', 'b'])).toEqual([]);
    expect(ask(['b'], { rows: 1 })).toEqual([]);
    expect(read).toEqual(['a', 'b']);
  });

  it('is a phrase whose lookups have cost as much as to read it', () => {
    const { read, ask } = watched();
    expect(ask(['a'], { rows: 4 })).toEqual(['a']);
    expect(ask(['a', 'b'], { rows: 4 })).toEqual(['a', 'b']);
    expect(ask(['a', 'b'], { rows: 4 })).toEqual(['b']);
    expect(read).toEqual(['a']);
  });

  it('is nothing of before a write', () => {
    const { read, ask } = watched();
    ask(['a']);
    expect(ask(['a'], { rows: 9, mark: 'later' })).toEqual(['a']);
    ask(['a'], { mark: 'later' });
    expect(read).toEqual(['a', 'a']);
  });
});
