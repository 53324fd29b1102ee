import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { csvHeader, csvLines, neutral, unneutral } from '#src/transfer/csv';
import { parseCsv } from '#test/support/csv';

const NASTY = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  "'",
  '"',
  ',',
  ' ',
  '＝',
  '＋',
  '－',
  '＠',
  '\uFEFF',
  'a',
  '1',
];
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((parts) => parts.join('')),
);
const value = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(text),
  fc.dictionary(text, text),
);

/** What a spreadsheet takes for a formula, or for one that it hides. */
const FORMULA = /^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const cellOf = (given: unknown): string => {
  if (given === null) return '';
  return typeof given === 'string' ? given : JSON.stringify(given);
};

describe('a CSV', () => {
  it('gives every value back to who reads it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (rows) => {
        const records = rows.map(([a, b]) => ({ id: 'x', a, b }));
        const read = parseCsv(csvLines(records, ['id', 'a', 'b']));
        expect(read.map(([, ...cells]) => cells.map(unneutral))).toEqual(
          rows.map((row) => row.map(cellOf)),
        );
      }),
    );
  });

  it('never holds a text that a spreadsheet would calculate', () => {
    fc.assert(
      fc.property(text, (given) => {
        const [[cell = ''] = []] = parseCsv(csvLines([{ given }], ['given']));
        expect(cell).not.toMatch(FORMULA);
        expect(unneutral(cell)).toBe(given);
      }),
    );
  });

  it.each([
    ['=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'],
    ['+1', "'+1"],
    ['-1 + cmd', "'-1 + cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['a=1', 'a=1'],
    ['', ''],
  ])('has %j as %j', (given, expected) => {
    expect(neutral(given)).toBe(expected);
    expect(unneutral(expected)).toBe(given);
  });

  it('writes numbers, truth, NULL, empty texts, lists and objects as the formats say', () => {
    const record = {
      n: -5,
      f: 0.1,
      yes: true,
      no: false,
      none: null,
      empty: '',
      list: ['a'],
      object: { a: 1 },
    };
    const fields = Object.keys(record);
    expect(csvHeader(fields)).toBe('n,f,yes,no,none,empty,list,object\r\n');
    expect(csvLines([record], fields)).toBe('-5,0.1,true,false,,"","[""a""]","{""a"":1}"\r\n');
  });
});
