import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fieldDiff } from '#src/web/diff/field-diff';
import { sequenceDiff, type Run } from '#src/web/diff/sequence-diff';
import { shortened, textDiff, type Stretch } from '#src/web/diff/text-diff';

const side = (runs: readonly Run[], gone: Run['op']): readonly string[] =>
  runs.flatMap(({ op, items }) => (op === gone ? [] : items));

const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const cell = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = a.length - 1; row >= 0; row -= 1)
    for (let column = b.length - 1; column >= 0; column -= 1)
      (table[row] as number[])[column] =
        a[row] === b[column]
          ? cell(row + 1, column + 1) + 1
          : Math.max(cell(row + 1, column), cell(row, column + 1));
  return cell(0, 0);
};

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

describe('the difference of two sequences', () => {
  it('has both of them in it, and keeps as much as can be kept', () => {
    fc.assert(
      fc.property(letters, letters, (from, to) => {
        const runs = sequenceDiff(from, to) ?? [];
        expect(side(runs, 'added')).toEqual(from);
        expect(side(runs, 'removed')).toEqual(to);
        const same = runs.flatMap(({ op, items }) => (op === 'same' ? items : []));
        expect(same).toHaveLength(longestCommon(from, to));
      }),
      { numRuns: 500 },
    );
  });

  it('is not looked for without end', () => {
    const numbers = (offset: number) => Array.from({ length: 5000 }, (_, at) => `${offset + at}`);
    expect(sequenceDiff(numbers(0), numbers(10_000))).toBeUndefined();
  });
});

describe('the difference of two texts', () => {
  it.each<[string, string, string, readonly Stretch[]]>([
    [
      'a word',
      'use the lock',
      'use a lock',
      [
        { op: 'same', text: 'use ' },
        { op: 'removed', text: 'the' },
        { op: 'added', text: 'a' },
        { op: 'same', text: ' lock' },
      ],
    ],
    [
      'something at the end',
      'one',
      'one two',
      [
        { op: 'same', text: 'one' },
        { op: 'added', text: ' two' },
      ],
    ],
    [
      'another text',
      'why the lock',
      'entirely new words here',
      [
        { op: 'removed', text: 'why the lock' },
        { op: 'added', text: 'entirely new words here' },
      ],
    ],
    ['nothing', 'a', 'a', [{ op: 'same', text: 'a' }]],
    ['all', '', 'a', [{ op: 'added', text: 'a' }]],
  ])('tells %s', (_, from, to, stretches) => {
    expect(textDiff(from, to)).toEqual(stretches);
  });

  it('tells long texts by their lines', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line number ${at}\n`);
    const changed = lines.with(1500, 'another line\n');
    expect(textDiff(lines.join(''), changed.join('')).filter(({ op }) => op !== 'same')).toEqual([
      { op: 'removed', text: 'line number 1500\n' },
      { op: 'added', text: 'another line\n' },
    ]);
  });

  it('has both texts in it, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (from, to) => {
        const stretches = textDiff(from, to);
        const without = (gone: string) =>
          stretches.map(({ op, text }) => (op === gone ? '' : text)).join('');
        expect([without('added'), without('removed')]).toEqual([from, to]);
      }),
    );
  });

  it('is read without what is far from any change', () => {
    const text = 'word '.repeat(400);
    expect(shortened(textDiff(text, `${text}end`))).toEqual([
      { op: 'same', text: '', left: 1880 },
      { op: 'same', text: text.slice(-120) },
      { op: 'added', text: 'end' },
    ]);
  });
});

describe('what became of a field', () => {
  it.each<[unknown, unknown, unknown]>([
    ['pending', 'completed', { as: 'value', from: 'pending', to: 'completed' }],
    [null, 3, { as: 'value', from: null, to: '3' }],
    [['a', 'b'], ['b', 'c'], { as: 'list', kept: ['b'], removed: ['a'], added: ['c'] }],
    [{ a: 1 }, null, { as: 'value', from: '{\n  "a": 1\n}', to: null }],
  ])('%j to %j', (from, to, diff) => {
    expect(fieldDiff(from, to)).toEqual(diff);
  });

  it('compares longer texts', () => {
    expect(fieldDiff('a\nb', 'a\nc').as).toBe('text');
  });
});
