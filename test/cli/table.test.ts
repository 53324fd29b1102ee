import { describe, expect, it } from 'vitest';

import type { Output } from '#src/cli/io';
import { styleFor } from '#src/cli/render/style';
import { table } from '#src/cli/render/table';
import { widthOf } from '#src/cli/render/text';

const style = styleFor({ env: {} }, { write: () => true });
const COLUMNS = [
  { heading: 'id' },
  { heading: 'title', flexible: true },
  { heading: 'empty' },
  { heading: 'repos', optional: true },
];
const ROWS = [
  ['A-1', 'A title that is rather long for a narrow terminal', '', 'meridian-core'],
  ['A-2', 'Short', '', ''],
];

describe('a table', () => {
  it('aligns columns and leaves out those without values', () => {
    expect(table(COLUMNS, ROWS, { style, width: Infinity })).toBe(
      [
        'id   title                                              repos',
        'A-1  A title that is rather long for a narrow terminal  meridian-core',
        'A-2  Short',
      ].join('\n'),
    );
  });

  it('drops optional columns first and then shortens the flexible one', () => {
    const shown = table(COLUMNS, ROWS, { style, width: 30 });
    expect(shown).toBe(['id   title', 'A-1  A title that is rather l…', 'A-2  Short'].join('\n'));
    expect(Math.max(...shown.split('\n').map(widthOf))).toBeLessThanOrEqual(30);
  });
});

describe('colours', () => {
  const file: Output = { write: () => true };
  const terminal: Output = { ...file, isTTY: true };
  it.each([
    { where: 'on a terminal', env: {}, output: terminal, coloured: true },
    { where: 'not in a file', env: {}, output: file, coloured: false },
    { where: 'not with NO_COLOR', env: { NO_COLOR: '1' }, output: terminal, coloured: false },
    { where: 'with an empty NO_COLOR', env: { NO_COLOR: '' }, output: terminal, coloured: true },
    { where: 'not on a dumb terminal', env: { TERM: 'dumb' }, output: terminal, coloured: false },
  ])('$where', ({ env, output, coloured }) => {
    expect(styleFor({ env }, output).strong('x') !== 'x').toBe(coloured);
  });
});
