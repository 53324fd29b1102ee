import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutText, headerRoom, type CutOptions } from '#embeddings/passages';
import { expectCovered } from '#test/contract/embedder';

const words = (text: string): number => text.match(/\S+/g)?.length ?? 0;
const characters = (text: string): number => text.replaceAll(/\s/g, '').length;

const cut = (text: string, options: Partial<CutOptions> = {}): string[] =>
  cutText({ text, header: '', window: 100, target: 10, count: words, ...options }).map(
    ({ start, end }) => text.slice(start, end),
  );

const sentence = (length: number, end = '.') => `${Array(length).fill('w').join(' ')}${end}`;

describe('cutText', () => {
  const cases: readonly [behaviour: string, text: string, expected: readonly string[]][] = [
    ['has nothing to cut in no text', '', []],
    ['has nothing to cut in white space', ' \n\n\t', []],
    ['leaves a short text whole, without white space around it', '\n a b \n', ['a b']],
    ['puts small paragraphs together', 'a b\n\nc d\n\ne', ['a b\n\nc d\n\ne']],
    [
      'cuts between paragraphs before it cuts inside one',
      `${sentence(6)}\n\n${sentence(7)}`,
      [sentence(6), sentence(7)],
    ],
    [
      'cuts between sentences where a paragraph is too long',
      `${sentence(6, '?')} ${sentence(7, '!')} ${sentence(5)}`,
      [sentence(6, '?'), sentence(7, '!'), sentence(5)],
    ],
    [
      'takes the end of a line for the end of a sentence',
      `- ${sentence(6, '')}\n- ${sentence(6, '')}`,
      [`- ${sentence(6, '')}`, `- ${sentence(6, '')}`],
    ],
    [
      'cuts between words where a sentence is too long',
      sentence(25, ''),
      [10, 10, 5].map((length) => sentence(length, '')),
    ],
    [
      'joins a small rest with the passage before it',
      `${sentence(9)}\n\n${sentence(2)}`,
      [`${sentence(9)}\n\n${sentence(2)}`],
    ],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it('cuts a word that has no boundary, and no surrogate pair', () => {
    const passages = cut('🎉'.repeat(40), { count: (text) => text.length, target: 7 });
    expect(passages.join('')).toBe('🎉'.repeat(40));
    for (const passage of passages) expect(passage).toMatch(/^(🎉){1,3}$/u);
  });

  it('leaves room for the header', () => {
    const passages = cut(sentence(40, ''), { header: 'a b c d', window: 10, target: 10 });
    for (const passage of passages) expect(words(passage)).toBeLessThanOrEqual(6);
  });

  it('gives a header half of the window at most', () => {
    const passages = cut(sentence(40, ''), { header: sentence(99), window: 11, target: 11 });
    for (const passage of passages) expect(words(passage)).toBeLessThanOrEqual(6);
    expect(headerRoom(11)).toBe(5);
  });

  it('repeats the end of a passage when an overlap is asked for', () => {
    const text = ['a a a', 'b b b', 'c c c', 'd d d'].map((line) => `${line}.`).join(' ');
    expect(cut(text, { target: 9, overlap: 3 })).toEqual(['a a a. b b b.', 'b b b. c c c. d d d.']);
  });

  it('keeps passages readable where a token stands for very many characters', () => {
    const passages = cut('x'.repeat(10_000), { count: () => 1, target: 10 });
    for (const passage of passages) expect(passage.length).toBeLessThanOrEqual(80);
  });

  it('counts every character a bounded number of times', () => {
    let counted = 0;
    const count = (text: string) => {
      counted += text.length;
      return words(text);
    };
    const text = `${sentence(30)} `.repeat(2_000);
    cut(text, { count, target: 50, window: 512 });
    expect(counted).toBeLessThan(text.length * 6);
  });
});

const pieces = fc.constantFrom('word ', 'longer-word', '. ', '\n', '\n\n', '。', '数', '🎉', ' ');
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(pieces, { maxLength: 400 }).map((parts) => parts.join('')),
);
const anySizes = fc.record({
  window: fc.integer({ min: 4, max: 60 }),
  target: fc.integer({ min: 1, max: 60 }),
  overlap: fc.integer({ min: 0, max: 10 }),
  header: fc.string({ maxLength: 40 }),
});

describe('cutText, whatever the text and the sizes', () => {
  it('covers every character that is not white space, in order', () => {
    fc.assert(
      fc.property(anyText, anySizes, (text, sizes) => {
        const spans = cutText({ text, count: characters, ...sizes });
        expectCovered(text, spans);
      }),
    );
  });

  it('keeps every passage with its header inside the window', () => {
    fc.assert(
      fc.property(anyText, anySizes, (text, sizes) => {
        const header = Math.min(characters(sizes.header), headerRoom(sizes.window));
        for (const { start, end } of cutText({ text, count: characters, ...sizes }))
          if (text.slice(start, end).length > 2)
            expect(characters(text.slice(start, end)) + header).toBeLessThanOrEqual(sizes.window);
      }),
    );
  });
});
