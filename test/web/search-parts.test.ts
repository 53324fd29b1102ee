import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { matchedWords } from '#src/web/search/matched-words';
import {
  narrowedAddress,
  searchAddress,
  stateOf,
  widenedAddress,
} from '#src/web/search/search-state';
import { understoodIn } from '#src/web/search/understood';
import { piecesOf } from '#web/search/marked';

const snippet = fc
  .tuple(fc.string({ unit: 'binary' }), fc.array(fc.tuple(fc.nat(40), fc.nat(12))))
  .map(([text, ranges]) => ({
    text,
    highlights: ranges.map(([start, length]) => [start, start + length] as const),
  }));

describe('a marked snippet', () => {
  it('says all of its text once, whatever its ranges', () => {
    fc.assert(
      fc.property(snippet, (given) => {
        expect(
          piecesOf(given)
            .map(({ text }) => text)
            .join(''),
        ).toBe(given.text);
      }),
    );
  });

  it('marks what a range covers, and nothing else', () => {
    fc.assert(
      fc.property(snippet, ({ text, highlights }) => {
        const marked = piecesOf({ text, highlights }).flatMap((piece) =>
          Array.from({ length: piece.text.length }, () => piece.isMatch),
        );
        const covered = Array.from({ length: text.length }, (_, at) =>
          highlights.some(([start, end]) => start <= at && at < end),
        );
        expect(marked).toEqual(covered);
      }),
    );
  });

  it('names each word that matches once', () => {
    const text = 'Redis and redis, not files';
    const highlights = [
      [0, 5],
      [10, 15],
      [21, 26],
    ] as const;
    expect(matchedWords({ text, highlights })).toEqual(['Redis', 'files']);
  });
});

describe('the address of a search', () => {
  const given = new URLSearchParams('q=a&status=open&repo=x&cursor=c&prefix=true&mode=keyword');

  it.each<[what: string, address: string, expected: string]>([
    [
      'narrowed',
      narrowedAddress(given, 'severity=HIGH'),
      '/?q=a&status=open&repo=x&mode=keyword&severity=HIGH',
    ],
    [
      'with another value',
      narrowedAddress(given, 'status=done'),
      '/?q=a&status=done&repo=x&mode=keyword',
    ],
    ['widened', widenedAddress(given, ['status', 'open']), '/?q=a&repo=x&mode=keyword'],
    [
      'on its next page',
      searchAddress(given, { cursor: 'd' }),
      '/?q=a&status=open&repo=x&mode=keyword&cursor=d',
    ],
    ['ranked otherwise', searchAddress(given, { mode: undefined }), '/?q=a&status=open&repo=x'],
    ['of nothing', searchAddress(new URLSearchParams(), {}), '/'],
  ])('%s leaves the rest, and begins with the first page', (_, address, expected) => {
    expect(address).toBe(expected);
  });

  it('is read back as it was made', () => {
    const name = fc.stringMatching(/^[a-z]{3,8}(__gte)?$/);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        name,
        fc.string({ minLength: 1 }),
        (q, field, value) => {
          fc.pre(
            q.trim() !== '' && !['cursor', 'prefix', 'mode', 'kind', 'lifecycle'].includes(field),
          );
          const address = searchAddress(new URLSearchParams(), { q, [field]: value });
          const state = stateOf(new URL(address, 'http://here.test').searchParams);
          expect([state.q, state.options.filters]).toEqual([q.trim(), [[field, value]]]);
        },
      ),
    );
  });

  it('takes only modes that there are', () => {
    expect(stateOf(new URLSearchParams('q=a&mode=magic')).options.mode).toBeUndefined();
    expect(stateOf(given).options).toMatchObject({ mode: 'keyword', prefix: true, cursor: 'c' });
  });
});

describe('what was understood', () => {
  const answered = (understood: object) => understoodIn({ understood } as never);

  it.each<[object, string[]]>([
    [{ text: 'a' }, []],
    [{ text: '', kinds: ['architecture_decisions'] }, ['only decisions']],
    [{ text: '', filter: { status: 'in_progress' } }, ['status in progress']],
    [
      { text: '', filter: { date: { gte: '2025-01-01', lt: '2026-01-01' } } },
      ['date ≥ 2025-01-01 and < 2026-01-01'],
    ],
    [{ text: '', filter: { or: [{ a: 'x' }, { not: { b: null } }] } }, ['(a x or not (no b))']],
    [{ text: '', lifecycle: 'past', as_of: '2025-03-01' }, ['lifecycle past', 'as of 2025-03-01']],
  ])('of %j is %j', (understood, parts) => {
    expect(answered(understood)).toEqual(parts);
  });
});
