import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsedHeadings } from '#src/kinds/text/markdown';
import { plainHeadings } from '#src/kinds/text/markdown-plain';

/** Lines that are headings here and none there, and all that decides about it. */
const LINES = [
  ...['# One', '## Two ##', '### `three` *it* [l](x) #', '#', '#\ttab', '####### seven', '#no'],
  ...['## a\\# #', '##  spaced  ', '# #', '# a#', ' # indented', '   ### three', '    # code'],
  ...['', '', ' ', '\t', 'text', 'text  ', 'more text', '=====', '---', '- - -', '***', ' ---'],
  ...['```', '```js', '````', '~~~', '~~~~', '  ```', '``` a`b', '> ```', '- ```', '`` x'],
  ...['- item', '- # in a list', '  # below it', '1. one', '   text', '> quote', '> # quoted', '+'],
  ...['<div>', '</div>', '<!--', '-->', '<!-- whole -->', '<b>x</b>', '  <p>', '<https://e.org>'],
  ...['| a | b |', '|---|---|', '| 1 | 2 |', '[^1]: note', '    # in it', '[a]: x "t', '[a]: /u'],
  ...[
    '\u00a0# nbsp',
    '# nbsp\u00a0',
    '\u000c# feed',
    '#\u2003em',
    '\\# no',
    '&#35; no',
    '---\ttab',
    '# line\u2028break',
    '```\u2028`',
  ],
];

const textOf = (lines: readonly string[]): string => lines.join('\n');
const anyText = fc.array(fc.constantFrom(...LINES), { maxLength: 14 }).map(textOf);

describe('headings that lines tell by themselves', () => {
  it('are those that a parser finds', () => {
    const property = fc.property(anyText, (text) => {
      const headings = plainHeadings(text);
      if (headings) expect(headings).toEqual(parsedHeadings(text));
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it.each([
    ['prose', '# A\n\ntext\n\n## B\n\n- one\n  - two\n\n1. # no\n\n> quote\n', 2],
    ['rules', '# A\n\n---\n\n## B\n', 2],
    ['code', '# A\n\n```html\n<div>\n# no\n```\n\n## B\n', 2],
  ])('are found without a parser in %s', (_, text, amount) => {
    expect(plainHeadings(text)).toHaveLength(amount);
  });

  it.each([
    ['an underlined heading', 'A\n===\n'],
    ['HTML', '<!-- a\n# no\n-->\n'],
    ['an indented heading', '- a\n\n  # b\n'],
    ['other line breaks', '# A\r\n'],
  ])('are left to the parser for %s', (_, text) => {
    expect(plainHeadings(text)).toBeUndefined();
  });
});
