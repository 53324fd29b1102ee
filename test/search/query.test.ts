import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseQuery, textKeywords } from '#src/search/query';
import type { Term } from '#src/store/store';

const texts = (terms: readonly Term[]): string => terms.map(({ text }) => text).join(' | ');

const CASES = [
  { name: 'plain words', q: 'sqlite write contention', any: 'sqlite | write | contention' },
  { name: 'stop words are dropped', q: 'why did we choose sqlite', any: 'choose | sqlite' },
  { name: 'unless there is nothing else', q: 'what is it', any: 'what | is | it' },
  { name: 'punctuation around words', q: '(sqlite), [wal]?', any: 'sqlite | wal' },
  { name: 'a number and its parts', q: 'ADR-016', any: 'ADR-016 | ADR | 016' },
  { name: 'a version', q: 'v1.2.3', any: 'v1.2.3 | v1 | 2 | 3' },
  { name: 'a path', q: 'src/db/index.ts', any: 'src/db/index.ts | src | db | index | ts' },
  { name: 'the same word once', q: 'Cache cache CACHE', any: 'CACHE' },
  {
    name: 'a phrase is demanded',
    q: '"write ahead" log',
    any: 'log | write ahead | write | ahead',
    all: 'write ahead',
  },
  { name: 'an excluded word', q: 'queue -kafka', any: 'queue', none: 'kafka' },
  {
    name: 'an excluded phrase',
    q: 'queue -"message broker"',
    any: 'queue',
    none: 'message broker',
  },
  { name: 'a hyphen within a word', q: 'write-ahead', any: 'write-ahead | write | ahead' },
  { name: 'an option of a command', q: '--watch mode', any: 'watch | mode' },
  { name: 'a lonely minus', q: 'a - b c', any: 'b | c' },
  { name: 'a number is no word to exclude', q: 'returns -1', any: 'returns | 1' },
  { name: 'nor is an option of a command', q: 'commit -m message', any: 'commit | m | message' },
  { name: 'what the index knows by less excludes nothing', q: 'parser -c++', any: 'parser' },
  { name: 'a number in quotes is excluded', q: 'status -"404"', any: 'status', none: '404' },
  {
    name: 'curly quotes are quotes',
    q: '“write ahead”',
    any: 'write ahead | write | ahead',
    all: 'write ahead',
  },
  { name: 'a short run without spaces', q: '锁定', any: '锁定' },
  {
    name: 'a longer run, by its pairs too',
    q: '数据库锁定？',
    any: '数据库锁定 | 数据 | 据库 | 库锁 | 锁定',
  },
  { name: 'scripts side by side', q: 'SQLite锁定', any: 'SQLite | 锁定' },
  { name: 'marks above letters', q: 'cafe\u0301s नमस्ते', any: 'cafe\u0301s | नमस्ते' },
  { name: 'an open quote', q: '"unfinished business', any: 'unfinished | business' },
] as const;

describe('a query', () => {
  it.each(CASES)('$name', (given) => {
    const { any, all, none } = parseQuery(given.q).keywords;
    expect(texts(any)).toBe(given.any);
    expect(texts(all)).toBe('all' in given ? given.all : '');
    expect(texts(none)).toBe('none' in given ? given.none : '');
  });

  it.each([
    { q: 'rolling back a failed deployment', pairs: 'rolling back | failed deployment' },
    { q: 'queue -kafka retry limit', pairs: 'queue retry | retry limit' },
    { q: 'one', pairs: '' },
  ])('pairs the neighbours in $q, but no stop words', ({ q, pairs }) => {
    expect(texts(parseQuery(q).keywords.pairs)).toBe(pairs);
  });

  it.each([
    { q: 'cach', terms: 'cach | cach*' },
    { q: 'write contention ', terms: 'write | contention' },
    { q: 'a db', terms: 'db' },
    { q: 'who has the', terms: 'who | has | the' },
    { q: '"write ahe', terms: 'write | ahe | ahe*' },
    { q: 'queue -kaf', terms: 'queue' },
  ])('takes the end of $q for the beginning of a word, when it is still typed', ({ q, terms }) => {
    const { any } = parseQuery(q, { prefix: true }).keywords;
    expect(any.map(({ text, prefix }) => (prefix ? `${text}*` : text)).join(' | ')).toBe(terms);
  });

  it('says when a minus excludes nothing', () => {
    expect(parseQuery('returns -1').remarks).toEqual([
      `'-1' excludes nothing; to exclude it, write it in quotes: -"1".`,
    ]);
    expect(parseQuery('parser -c++').remarks).toEqual([
      "'-c++' excludes nothing: the index cannot tell 'c++' from 'c'.",
    ]);
  });

  it('gives the embedder its words without the excluded ones', () => {
    expect(parseQuery('fast "message queue" -kafka').meaning).toBe('fast message queue');
  });

  it('takes nothing in a long text for an operator', () => {
    const report = `${'word '.repeat(40)} -excluded "a quoted phrase"`;
    const { all, none, any } = parseQuery(report).keywords;
    expect([all, none]).toEqual([[], []]);
    expect(texts(any)).toContain('excluded');
  });

  it('never throws and never excludes what has no minus, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const { any, none } = parseQuery(text).keywords;
        expect(any.length).toBeLessThanOrEqual(128);
        if (!text.includes('-')) expect(none).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('reads a megabyte of noise as far as it goes', () => {
    expect(textKeywords('x'.repeat(1_000_000)).any.length).toBe(1);
    for (const noise of ['é-"(*)^: ', '"', '!', 'a!', '\ud800', '锁', '\0', '- '])
      expect(
        parseQuery(`a${noise.repeat(50_000)}a`, { prefix: true }).keywords.any.length,
      ).toBeLessThanOrEqual(128);
  });

  it('finds the unfinished end of one long word in a moment', () => {
    const began = performance.now();
    for (let time = 0; time < 20; time += 1)
      parseQuery(`${'a'.repeat(7_900)}${String(time)}+`, { prefix: true });
    expect(performance.now() - began).toBeLessThan(400);
  });
});
