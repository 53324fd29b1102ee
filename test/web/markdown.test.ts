import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jsx } from 'hono/jsx';

import { Markdown } from '#web/markdown/markdown';
import { outlineOf } from '#src/web/markdown/outline';
import { parseMarkdown } from '#src/web/markdown/parse';
import type { MarkdownPlace } from '#src/web/markdown/rendering';

const PLACE: MarkdownPlace = {
  base: { folder: 'docs/adr', url: 'https://code.example/org/repo/blob/main/docs/adr/0001.md' },
  files: new Map([['docs/api.md', '/record/documents/DOC-1']]),
  level: 2,
  diagram: (source) => `[diagram: ${source}]`,
};

const shown = async (text: string, place: Partial<MarkdownPlace> = {}): Promise<string> =>
  jsx(Markdown, { parsed: parseMarkdown(text), place: { ...PLACE, ...place } }).toString();

const bodyOf = async (text: string, place: Partial<MarkdownPlace> = {}): Promise<string> =>
  (await shown(text, place)).replace(/^<div class="md">|<\/div>$/g, '');

describe('what Markdown becomes', () => {
  it.each<[string, string, string]>([
    ['emphasis', 'a *b* **c** ~~d~~', '<p>a <em>b</em> <strong>c</strong> <del>d</del></p>'],
    ['code in a line', 'run `a < b`', '<p>run <code>a &lt; b</code></p>'],
    ['a tight list', '- a\n- b', '<ul><li><span>a</span></li><li><span>b</span></li></ul>'],
    ['a list from 3', '3. a', '<ol start="3"><li><span>a</span></li></ol>'],
    ['a quote', '> a', '<blockquote><p>a</p></blockquote>'],
    ['a comment', 'a <!-- b --> c', '<p>a  c</p>'],
    ['a break in a table', 'a<br>b', '<p>a<br/>b</p>'],
    [
      'raw HTML',
      '<b>x</b>',
      '<p><span class="md-raw">&lt;b&gt;</span>x<span class="md-raw">&lt;/b&gt;</span></p>',
    ],
    [
      'a fence',
      '```ts\na<b\n```',
      '<pre tabindex="0" data-language="ts"><code>a&lt;b</code></pre>',
    ],
    ['a diagram', '```mermaid\ngraph TD\n```', '[diagram: graph TD]'],
    [
      'an image',
      '![a map](https://x.example/a.png)',
      '<p><a class="md-out" href="https://x.example/a.png" rel="noopener noreferrer nofollow">a map</a></p>',
    ],
    ['a definition that nothing defines', '[a][b]', '<p>[a][b]</p>'],
  ])('%s', async (_, text, html) => {
    expect(await bodyOf(text)).toBe(html);
  });

  it('numbers footnotes in the order of their references', async () => {
    const html = await bodyOf('a[^x] b[^y]\n\n[^y]: two\n[^x]: one');
    expect(html).toContain('<a href="#md-note-x">1</a>');
    expect(html).toContain('<li id="md-note-x"><p>one</p></li><li id="md-note-y"><p>two</p></li>');
  });

  it('says of a table how its columns are set', async () => {
    const html = await bodyOf('| a | b |\n|---|--:|\n| 1 | 2 |');
    expect(html).toContain('<th>a</th><th class="md-right">b</th>');
    expect(html).toContain('<td>1</td><td class="md-right">2</td>');
  });

  it('keeps front matter out of the text', async () => {
    const html = await shown('---\nstatus: accepted\n---\n\nText');
    expect(html).toContain('<summary>Front matter</summary>');
    expect(html).toContain('<p>Text</p>');
  });

  it('leaves a first heading out that says the title again', async () => {
    expect(await bodyOf('# 0007: Use  SQLite\n\na', { title: 'Use SQLite' })).toBe('<p>a</p>');
    expect(await bodyOf('# Another\n\na', { title: 'Use SQLite' })).toContain(
      '<h2 id="md-another">',
    );
  });

  it('numbers the anchors of headings that say the same, as others do', async () => {
    const html = await bodyOf('# A b!\n\n# A b\n\n# A b-1');
    expect(html.match(/<h2 id="[^"]+"/g)).toEqual([
      '<h2 id="md-a-b"',
      '<h2 id="md-a-b-1"',
      '<h2 id="md-a-b-1-1"',
    ]);
  });

  it('has an outline that leads to its headings', async () => {
    const text = '# Title\n\n## A *b*\n\n> ### In a quote\n\n## A b';
    const outline = outlineOf(parseMarkdown(text), { title: 'Title' });
    expect(outline).toEqual([
      { id: 'md-a-b', text: 'A b', depth: 0 },
      { id: 'md-in-a-quote', text: 'In a quote', depth: 1 },
      { id: 'md-a-b-1', text: 'A b', depth: 0 },
    ]);
    const html = await bodyOf(text, { title: 'Title' });
    for (const { id } of outline) expect(html).toContain(` id="${id}"`);
  });

  it('leaves no level of headings out on the way down', async () => {
    const html = await bodyOf('## a\n\n#### b\n\n###### c\n\n## d', { level: 3 });
    expect([...html.matchAll(/<h(\d)/g)].map(([, level]) => level)).toEqual(['3', '4', '5', '3']);
  });
});

describe('where links lead', () => {
  it.each<[string, string | undefined]>([
    ['https://a.example/b?c=d', 'https://a.example/b?c=d'],
    ['//a.example', 'http://a.example/'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['#Some-heading', '#md-Some-heading'],
    ['../api.md', '/record/documents/DOC-1'],
    ['/docs/api.md#use', '/record/documents/DOC-1#md-use'],
    ['../other.md', 'https://code.example/org/repo/blob/main/docs/other.md'],
    ['javascript:alert(1)', undefined],
    ['JaVaScRiPt:alert(1)', undefined],
    ['<java\tscript:alert(1)>', undefined],
    ['&#106;avascript:alert(1)', undefined],
    ['data:text/html,<script>', undefined],
    ['vbscript:x', undefined],
    ['file:///etc/passwd', undefined],
    ['http://[', undefined],
  ])('%s', async (destination, href) => {
    const html = await bodyOf(`[x](${destination})`);
    if (href === undefined) expect(html).not.toContain('<a ');
    else expect(html).toContain(`href="${href}"`);
  });

  it('is nowhere for a file that is not kept and has no address', async () => {
    const html = await bodyOf('[x](a.md)', { base: { folder: '' } });
    expect(html).toContain(
      '<span class="md-dead" title="Leads to nothing that is kept here">x</span>',
    );
  });
});

/** An opening or closing tag as the tables make them, with its attributes quoted. */
const TAG = /<\/?(?<name>[a-z][a-z0-9]*)(?<attributes>(?: [a-z-]+="[^"<>]*")*) ?\/?>/g;
const ELEMENTS = new Set(
  'a blockquote br code del details div em h2 h3 h4 h5 h6 hr li ol p pre span strong summary sup table tbody td th thead tr ul'.split(
    ' ',
  ),
);
const ATTRIBUTES = /^(?:class|href|id|rel|title|role|start|tabindex|aria-label|data-language)$/;
const HREF = /^(?:https?:|mailto:|#md-|\/record\/)/;

function faultsOf(html: string): readonly string[] {
  const tags = [...html.matchAll(TAG)];
  const attributes = tags.flatMap((tag) => [
    ...(tag.groups?.['attributes'] ?? '').matchAll(/ ([a-z-]+)="([^"]*)"/g),
  ]);
  return [
    ...(html.replace(TAG, '').match(/[<>]/g) ?? []),
    ...tags.flatMap(({ groups }) =>
      ELEMENTS.has(groups?.['name'] ?? '') ? [] : [groups?.['name'] ?? ''],
    ),
    ...attributes.flatMap(([, name = '', value = '']) =>
      ATTRIBUTES.test(name) && (name !== 'href' || HREF.test(value)) ? [] : [`${name}=${value}`],
    ),
  ];
}

const PIECES = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '">',
    "'",
  ],
  ...[
    '[a](javascript:alert(1))',
    '![a](data:image/svg+xml,<svg>)',
    '<javascript:alert(1)>',
    '[a]: javascript:x\n',
  ],
  ...[
    '[a][a]',
    '[^a]',
    '[^a]: b\n',
    '```mermaid\n',
    '```\n',
    '`',
    '*',
    '**',
    '_',
    '~~',
    '# ',
    '## ',
    '> ',
  ],
  ...[
    '- ',
    '1. ',
    '- [x] ',
    '| a | b |\n|---|:-:|\n| c | d |',
    '\n',
    '\n\n',
    '<!--',
    '-->',
    '<a href="',
    '&lt;',
  ],
  ...[
    '&#x3C;',
    '\\',
    '\t',
    '    ',
    '---\n',
    'www.a.example',
    'https://a.example/"onclick="x',
    'a@b.example',
    '\u0000',
    '‮',
  ],
];

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''));

describe('whatever is written', () => {
  it('only the elements and attributes of the tables come out, and links lead to nothing that runs', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        expect(faultsOf(await shown(text))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it.each<[string, string]>([
    ['marks that could begin and end anywhere', '*a_'.repeat(80_000)],
    ['references in one paragraph', '[a][b]'.repeat(40_000)],
    ['quotes in quotes', '>'.repeat(100_000)],
    [
      'lists in lists',
      Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n'),
    ],
    ['emphasis in emphasis', `${'**a '.repeat(1400)}${'**'.repeat(1400)}`],
    ['more than is parsed', 'word '.repeat(100_000)],
    ['brackets', '['.repeat(200_000)],
    [
      'a table of many columns',
      `|${'a|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n|${'b|'.repeat(5000)}`,
    ],
  ])('%s is shown, and takes no minutes', async (_, text) => {
    const html = await shown(text);
    expect(html.length).toBeGreaterThan(text.length / 2);
    expect(faultsOf(html)).toEqual([]);
  });
});
