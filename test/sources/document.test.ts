import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readDocument, type DocumentInput } from '#indexer/sources/document';
import { FORMAT_BY_EXTENSION } from '#indexer/sources/formats';
import { kinds } from '#src/kinds/index';

const fixture = (name: string, path = `docs/adr/${name}`): DocumentInput =>
  readDocument({ repo: 'shop', path, text: readFileSync(`test/fixtures/adr/${name}`, 'utf8') });

const read = (text: string, path = 'docs/adr/0001-x.md'): DocumentInput =>
  readDocument({ repo: 'shop', path, text });

describe('a decision states', () => {
  const cases: readonly (readonly [string, Partial<DocumentInput>])[] = [
    [
      '0007-madr-bullets.md',
      {
        doc_type: 'adr',
        title: 'Keep receipts in an append-only table',
        status: 'superseded',
        date: '2021-03-04',
        number: '0007',
        deciders: ['Mira Holm', 'tobi', 'Jun Sato'],
        supersedes: null,
        superseded_by: ['docs/adr/0011-nygard.md'],
        metadata: { tags: ['storage', 'receipts'] },
      },
    ],
    [
      '0011-nygard.md',
      {
        title: 'Receipts are events',
        status: 'accepted',
        date: '2022-02-28',
        number: '0011',
        supersedes: ['docs/adr/0007-madr-bullets.md'],
        metadata: { amends: ['docs/ledger/0003-name-the-ledger.md'] },
      },
    ],
    [
      '0012-front-matter.md',
      {
        title: 'One clock for all services',
        status: 'accepted',
        date: '2023-05-06',
        deciders: ['Ada Quist', 'Ben Roe'],
        supersedes: ['ADR-5'],
        metadata: { tags: ['time', 'testing'], front_matter: { sidebar_position: 4 } },
      },
    ],
    [
      'ORG-ADR-Ops-0042-table.md',
      {
        title: 'Example Org - Alerts belong to teams',
        status: 'in_review',
        date: '2024-10-22',
        number: '0042',
        deciders: ['Iris Vale', 'Oke Berg'],
        supersedes: ['Pager rules (before 2.4)'],
        superseded_by: null,
        metadata: { series: 'Ops' },
      },
    ],
    [
      '0013-history.md',
      {
        title: 'Ship logs as JSON',
        status: 'accepted',
        date: '2020-02-03',
        supersedes: ['https://wiki.example.org/logs'],
        superseded_by: null,
        metadata: { amended_by: ['docs/adr/0020-sampled-logs.md'] },
      },
    ],
    [
      '0014-decorated.md',
      {
        title: 'Turn off the nightly job',
        status: 'superseded',
        date: '2021-03-04',
        number: '0014',
        superseded_by: ['docs/adr/0015-y-statement.md'],
      },
    ],
    ['0015-y-statement.md', { doc_type: 'adr', title: 'Queue choice', status: null, date: null }],
    [
      '0016-unfilled.md',
      {
        doc_type: 'adr',
        title: 'Rotate the signing keys',
        status: null,
        date: null,
        deciders: null,
      },
    ],
    ['0017-ambiguous.md', { status: 'under_evaluation', date: null }],
    [
      '0018-caching.rst',
      {
        doc_type: 'adr',
        format: 'rst',
        title: 'Cache at the edge',
        status: 'deprecated',
        date: '2022-08-09',
        deciders: ['Lea Brandt', 'Omar Said'],
        superseded_by: ['docs/adr/0021-no-cache.rst'],
      },
    ],
    [
      '0019-tokens.adoc',
      {
        doc_type: 'adr',
        format: 'asciidoc',
        title: 'Tokens live for an hour',
        status: 'rejected',
        date: '2021-03-04',
        deciders: ['Nils Ek'],
        supersedes: ['docs/adr/0009-sessions.adoc'],
      },
    ],
    [
      '0000-template.md',
      { doc_type: 'doc', status: null, date: null, deciders: null, superseded_by: null },
    ],
    ['checkout.mmd', { doc_type: 'diagram', format: 'mermaid', title: 'Checkout flow' }],
    ['billing.puml', { doc_type: 'diagram', format: 'plantuml', title: 'Monthly billing' }],
    ['rooms.drawio', { doc_type: 'diagram', format: 'drawio', title: 'Rooms' }],
  ];
  test.each(cases)('%s', (name, expected) => {
    expect(fixture(name)).toMatchObject(expected);
  });

  test.each(cases)('%s, in a form that the store takes', (name) => {
    expect(kinds.documents.input.safeParse(fixture(name)).error).toBeUndefined();
  });
});

describe('where a file lies decides what it is', () => {
  const adr = '# A choice\n\n## Decision\n\nYes.\n';
  const cases: readonly (readonly [string, string, Partial<DocumentInput>])[] = [
    [
      'docs/decision-records/2022-02-07-tracing/README.md',
      adr,
      { doc_type: 'adr', title: 'A choice', date: '2022-02-07' },
    ],
    [
      'docs/decision-records/2022-02-07-tracing/README.md',
      '## Decision\n\nYes.',
      { doc_type: 'adr', title: 'Tracing' },
    ],
    [
      'docs/decision-records/2022-02-07-tracing/names.md',
      '# Decision\n\nYes.',
      { doc_type: 'adr', title: 'Tracing: names', date: '2022-02-07' },
    ],
    [
      'docs/decision-records/README.md',
      '# Decision Records',
      { doc_type: 'doc', title: 'Decision Records', date: null },
    ],
    ['docs/adr/index.md', '# All', { doc_type: 'doc' }],
    ['docs/adr/guides/style.md', '# Style', { doc_type: 'doc' }],
    [
      'docs/adr/20201028-queues.md',
      '## Context\n\nx',
      { doc_type: 'adr', title: 'Queues', date: '2020-10-28', number: null },
    ],
    ['notes/0003-intro.md', '# Intro', { doc_type: 'doc', number: null }],
    [
      'notes/plan.md',
      '# Plan\n## Status\nAccepted\n## Context\nx\n## Decision\ny',
      { doc_type: 'adr' },
    ],
    ['ADR-12.md', '# Plan', { doc_type: 'adr', number: '12' }],
    ['plans/ROADMAP-2025.md', '# Next', { doc_type: 'roadmap' }],
    ['plans/next.md', '# Product roadmap', { doc_type: 'roadmap' }],
    ['README.md', 'Hello', { doc_type: 'doc', title: 'Shop README' }],
  ];
  test.each(cases)('%s: %j', (path, text, expected) => {
    expect(read(text, path)).toMatchObject(expected);
  });
});

test('a link to the own code host is a path, one to another stays', () => {
  const url = 'https://github.com/o/shop/blob/main/docs/adr/0001-x.md';
  const text = (target: string) => `# X\n\n- Supersedes: [0](${target})`;
  const supersedes = (target: string) =>
    readDocument({ repo: 'shop', path: 'docs/adr/0001-x.md', text: text(target), url }).supersedes;
  expect(supersedes('https://github.com/o/shop/blob/v2/docs/adr/0000-w.md')).toEqual([
    'docs/adr/0000-w.md',
  ]);
  expect(supersedes('https://github.com/o/other/blob/main/w.md')).toEqual([
    'https://github.com/o/other/blob/main/w.md',
  ]);
});

test('the hash follows the content and what is derived, and nothing else', () => {
  expect(read('# A').content_hash).toBe(read('# A').content_hash);
  expect(read('# A').content_hash).not.toBe(read('# A\n').content_hash);
  expect(read('# A').content_hash).not.toBe(read('# A', 'docs/adr/0002-x.md').content_hash);
});

test('line ends of Windows and broken front matter change nothing', () => {
  expect(read('# A\r\n\r\n- Status: accepted\r\n')).toMatchObject({
    content: '# A\n\n- Status: accepted\n',
    status: 'accepted',
  });
  expect(read('---\nstatus: [\n---\n# A\n\n- Status: accepted')).toMatchObject({
    title: 'A',
    status: 'accepted',
  });
});

test('an alias bomb in front matter is no document state', () => {
  const levels = Array.from(
    { length: 30 },
    (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`,
  );
  expect(read(`---\na0: &a0 [x]\n${levels.join('\n')}\n---\n# A`)).toMatchObject({
    title: 'A',
    metadata: null,
  });
});

test('any text is a document', () => {
  const parts = fc.constantFrom(
    '# ',
    '## Status\n',
    'Status: ',
    'accepted',
    '| a | b |\n|-|-|\n',
    '---\n',
    '[x](../../y.md)',
    'Superseded by ',
    '2021-02-31',
    '**',
    ':a: ',
    '|',
    '\n',
    '{',
    '<!--',
    '(@',
  );
  const text = fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 40,
  });
  const extension = fc.constantFrom(...Object.keys(FORMAT_BY_EXTENSION));
  fc.assert(
    fc.property(text, extension, (pieces, end) => {
      const document = read(pieces.join(''), `docs/adr/0001-x${end}`);
      expect(document.title.trim()).not.toBe('');
      expect(document.superseded_by?.some((path) => path.startsWith('..')) ?? false).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
