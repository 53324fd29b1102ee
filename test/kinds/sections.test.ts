import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { kinds } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import { sectionsOf, type Section } from '#src/kinds/sections';
import { DOC_FORMATS } from '#src/kinds/vocabulary';

const documents: Kind = kinds.documents;
const issues: Kind = kinds.cross_repo_issues;

const sections = (content: string, format = 'markdown', title = ''): readonly Section[] =>
  sectionsOf(documents, { title, format, content });

const outlineOf = (content: string, format = 'markdown', title = '') =>
  sections(content, format, title).map((section) => [section.heading.join(' > '), section.text]);

describe('prose is cut under its headings', () => {
  const cases: readonly (readonly [
    string,
    string,
    string,
    string,
    readonly (readonly string[])[],
  ])[] = [
    [
      'a text without headings is one section',
      'markdown',
      '',
      'One.\n\nTwo.\n',
      [['', 'One.\n\nTwo.']],
    ],
    [
      'levels make a path, and a sibling closes its neighbour',
      'markdown',
      '',
      'a\n## B\nb\n### C\nc\n## D\nd',
      [
        ['', 'a'],
        ['B', 'b'],
        ['B > C', 'c'],
        ['D', 'd'],
      ],
    ],
    [
      'the title is in no heading',
      'markdown',
      'Use SQLite',
      '# Use SQLite\n\nintro\n\n## Context\n\nwhy',
      [
        ['', 'intro'],
        ['Context', 'why'],
      ],
    ],
    [
      'a title with its number is still the title',
      'markdown',
      'Use SQLite',
      '# ADR-0012: Use SQLite\n\n## Context\nwhy',
      [['Context', 'why']],
    ],
    [
      'an underlined title is left out with its underline',
      'markdown',
      'Use SQLite',
      'Use SQLite\n==========\n\nwhy',
      [['', 'why']],
    ],
    [
      'another first heading stays',
      'markdown',
      'Use SQLite',
      '# Storage\nwhy',
      [['Storage', 'why']],
    ],
    [
      'front matter is no prose',
      'markdown',
      'T',
      '---\nstatus: accepted\n---\n# T\nwhy',
      [['', 'why']],
    ],
    [
      'TOML front matter is none either',
      'markdown',
      'T',
      '+++\nstatus = "accepted"\n+++\nwhy',
      [['', 'why']],
    ],
    [
      'a rule at the start is not front matter',
      'markdown',
      '',
      '---\n\nwhy\n',
      [['', '---\n\nwhy']],
    ],
    [
      'a # in a fence is no heading',
      'markdown',
      '',
      '## A\n```sh\n# not me\n```\n',
      [['A', '```sh\n# not me\n```']],
    ],
    [
      'headings lose their markup',
      'markdown',
      '',
      '## The `id` of [a *task*](x.md) ##\nb',
      [['The id of a task', 'b']],
    ],
    [
      'a heading without text under it gives no section',
      'markdown',
      '',
      '# A\n\n## B\n\nb',
      [['A > B', 'b']],
    ],
    ['line ends of Windows count', 'markdown', '', '# A\r\n\r\na\r\nb\r\n', [['A', 'a\r\nb']]],
    [
      'rst levels follow the order of appearance',
      'rst',
      'T',
      '=====\n  T\n=====\n\nintro\n\nA\n---\na\n\nB\n~~~\nb\n\nC\n---\nc',
      [
        ['', 'intro'],
        ['A', 'a'],
        ['A > B', 'b'],
        ['C', 'c'],
      ],
    ],
    ['an rst transition is no heading', 'rst', '', 'a\n\n----\n\nb', [['', 'a\n\n----\n\nb']]],
    [
      'AsciiDoc listings hold no headings',
      'asciidoc',
      'T',
      '= T\n:status: draft\n\n== A\n----\n== not me\n----\n=== B\nb',
      [
        ['', ':status: draft'],
        ['A', '----\n== not me\n----'],
        ['A > B', 'b'],
      ],
    ],
    ['plain text has no headings', 'text', '', '# a\nb', [['', '# a\nb']]],
    ['an unknown format is read as Markdown', 'constructor', '', '# a\nb', [['a', 'b']]],
  ];
  test.each(cases)('%s', (...[, format, title, content, expected]) => {
    expect(outlineOf(content, format, title)).toEqual(expected);
  });
});

test('a long section is cut between paragraphs', () => {
  const paragraph = `${'word '.repeat(300)}\n\n`;
  const found = sections(`## A\n\n${paragraph.repeat(6)}`);
  expect(found.map((section) => section.heading)).toEqual([['A'], ['A'], ['A']]);
  expect(found.every((section) => section.text.length <= 4_000)).toBe(true);
  expect(
    found.every((section) => section.text.startsWith('word') && section.text.endsWith('word')),
  ).toBe(true);
});

test('a paragraph without a break is cut at words, and never inside a character', () => {
  const found = sections(`${'wörter '.repeat(1_000)}${'😀'.repeat(5_000)}`);
  expect(found.every((section) => section.text.length <= 4_000)).toBe(true);
  expect(found.some((section) => /\p{Surrogate}/u.test(section.text))).toBe(false);
});

test('every text field of a record is cut, and blank ones are not', () => {
  const record = { title: 'Drift', description: '## Seen\nhere', action_required: ' \n' };
  expect(sectionsOf(issues, record)).toEqual([
    { field: 'description', heading: ['Seen'], text: 'here', start: 8, end: 12 },
  ]);
});

describe('any input', () => {
  const marks = fc.constantFrom(
    '# ',
    '## a',
    '```',
    '~~~',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '[a](b)',
    '---',
    '===',
    '| a | b |\n|-|-|\n',
    '\t',
    '\r\n',
    '\uFEFF',
    '<!-- ',
    '+++',
    'key: x',
    '== a',
    '....',
    '"',
    '-->',
    '|x|',
    '😀',
  );
  const noise = fc
    .array(fc.oneof(marks, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
    .map((parts) => parts.join(''));

  test('gives sections with right offsets that never overlap, and never throws', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(...DOC_FORMATS), (content, format) => {
        let last = 0;
        for (const section of sections(content, format, 'a')) {
          expect(section.start).toBeGreaterThanOrEqual(last);
          expect(section.end).toBeGreaterThan(section.start);
          expect(section.text.trim()).not.toBe('');
          if (!['mermaid', 'plantuml', 'drawio'].includes(format))
            expect(content.slice(section.start, section.end)).toBe(section.text);
          last = section.end;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  const MEGABYTE = 1_000_000;
  const hostile = [
    '[',
    '```',
    '[a][b]',
    '*a_',
    '> ',
    '- a\n',
    '#',
    '# a\n',
    '<a ',
    '\t',
    '`',
    '|a',
    '=',
    '"',
    '--',
    '<diagram>',
    '&',
    '\n',
    ' ',
    "/'",
    '((',
    '::',
  ];
  test.each(hostile)('a megabyte of %j is answered', (unit) => {
    const content = unit.repeat(Math.ceil(MEGABYTE / unit.length));
    for (const format of DOC_FORMATS) sections(content, format);
    for (const format of DOC_FORMATS) sections(`${content.slice(0, 200_000)}\n\nend`, format);
  });
});
