import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { inline } from '#src/cli/render/records';
import { bytes, count, oneLine, pad, plain, truncate, widthOf, wrap } from '#src/cli/render/text';

const anyText = fc.string({ unit: 'grapheme' });

describe('text on a terminal', () => {
  it.each([
    ['abc', 3],
    ['数据库', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['日本 db', 7],
    ['', 0],
  ])('%j takes %i cells', (text, cells) => {
    expect(widthOf(text)).toBe(cells);
  });

  it.each([
    ['\u001b[31mred\u001b[0m', ' [31mred [0m'],
    ['bell\u0007 and\u009b2J', 'bell  and 2J'],
    ['right\u202eleft', 'right left'],
    ['two\r\nlines', 'two\nlines'],
  ])('%j cannot change the terminal', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(text)).not.toMatch(/[^\P{Cc}\n]/u);
        expect(oneLine(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('cuts to a width and never beyond', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(widthOf(truncate(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('leaves a text that fits as it is', () => {
    expect(truncate('short', 5)).toBe('short');
    expect(truncate('longer', 5)).toBe('long…');
  });

  it('wraps without losing a word, each line within the width unless one word is longer', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 30 }), fc.integer({ min: 10, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join(' ').split(' ')).toEqual(text.split(/\s+/).filter(Boolean));
        for (const line of lines) expect(widthOf(line) <= width || !line.includes(' ')).toBe(true);
      }),
    );
  });

  it('pads by cells, not by characters', () => {
    expect(pad('数据', 6)).toBe('数据  ');
  });

  it.each([
    [count(1, 'task'), '1 task'],
    [count(2, 'session activity'), '2 session activities'],
    [count(1200, 'day'), '1,200 days'],
    [count(3, 'context switch'), '3 context switches'],
    [count(2, 'cross'), '2 crosses'],
    [inline([{ at: 1 }, 'two']), '{"at":1}, two'],
    [bytes(0), '0 bytes'],
    [bytes(1536), '1.5 KB'],
    [bytes(5 * 1024 ** 2), '5.0 MB'],
  ])('says %s', (said, wanted) => {
    expect(said).toBe(wanted);
  });
});
