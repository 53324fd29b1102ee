import { describe, expect, it } from 'vitest';

import { renderHits } from '#src/cli/render/hits';
import { styleFor } from '#src/cli/render/style';
import { widthOf } from '#src/cli/render/text';
import type { KindDescription } from '#src/client/types';
import { searchableKinds } from '#src/kinds/index';
import type { Hit, SearchResponse } from '#src/search/types';

const style = styleFor({ env: {} }, { write: () => true });
const coloured = styleFor({ env: {} }, { write: () => true, isTTY: true });

const hit: Hit = {
  kind: 'documents',
  id: 'DOC-1',
  title: 'Keep vectors beside the records',
  status: 'accepted',
  date: '2025-11-12T08:00:00.000Z',
  source: { repos: ['meridian-core'], path: 'docs/0003.md', url: null },
  similarity: 0.714,
  closeness: 0.4,
  ranks: { keyword: 1, vector: 2 },
  score: 1.2,
  passage: { field: 'content', heading: ['Context', 'Why'], text: '', start: 0, end: 0 },
  snippet: { text: 'A backup of one file holds both.', highlights: [[2, 8]] },
};

const answer = (changes: Partial<SearchResponse> = {}): SearchResponse => ({
  ...{ query: 'q', mode_used: 'hybrid', degraded: [], total: 1, hits: [hit] },
  index: { space: 'abc', pending: 0, failed: 0 },
  ...{ next_cursor: null, took_ms: 12.4 },
  ...changes,
});

const shown = (response: SearchResponse, width = 80): string =>
  renderHits(response, { style, width, kinds: [] });

describe('hits for people', () => {
  it('show title, state, place and text', () => {
    expect(shown(answer())).toBe(
      [
        '1. Keep vectors beside the records',
        '   documents DOC-1 · accepted · 2025-11-12 · similarity 0.71',
        '   meridian-core:docs/0003.md › Context › Why',
        '   A backup of one file holds both.',
        '',
        '1 of 1 in scope, best first · hybrid · 12 ms',
      ].join('\n'),
    );
  });

  it('mark the words that match, also beside punctuation and across words', () => {
    const text = '“one file” holds both';
    const snippet = { text, highlights: [[1, 9] as const] };
    const marked = renderHits(answer({ hits: [{ ...hit, snippet }] }), {
      ...{ style: coloured, width: 80, kinds: [] },
    });
    expect(marked).toContain(`“${coloured.mark('one')} ${coloured.mark('file')}” holds both`);
  });

  it('point from what was replaced to what holds, and name both records of a decision', () => {
    const current = { kind: 'documents', id: 'DOC-9', title: 'Keep them\nelsewhere' } as const;
    const also = [{ kind: 'architecture_decisions', id: 'DEC-3' }] as const;
    expect(
      shown(answer({ hits: [{ ...hit, current, also }] }))
        .split('\n')
        .slice(1, 3),
    ).toEqual([
      '   documents DOC-1 = architecture_decisions DEC-3 · accepted · 2025-11-12 ·',
      '   similarity 0.71',
    ]);
    expect(shown(answer({ hits: [{ ...hit, current }] }))).toContain(
      '\n   now: documents DOC-9 Keep them elsewhere\n',
    );
  });

  it('show the figure that meaning ranks by, where it ranks alone', () => {
    const alone = shown(answer({ mode_used: 'semantic' }));
    expect(alone).toContain('2025-11-12 · closeness 0.40');
    expect(alone).not.toContain('similarity');
  });

  it.each([
    [{ state: 'held', until: '2026-01-01' }, 'then: it held, until 2026-01-01'],
    [{ state: 'held', until: null }, 'then: it held'],
    [{ state: 'replaced', until: '2025-12-01' }, 'then: it was replaced on 2025-12-01'],
    [{ state: 'over', until: null }, 'then: over; since when is not known'],
    [{ state: 'proposed', until: null }, 'then: not decided, as today'],
  ] as const)('say how a decision stood on the day that was asked for: %j', (stood, line) => {
    const then = { ...stood, since: '2025-11-12' };
    expect(shown(answer({ hits: [{ ...hit, then }] }))).toContain(`\n   ${line}\n`);
  });

  it('say why one stands where it stands', () => {
    const below = { kind: 'documents', id: 'DOC-9', title: 'Above' } as const;
    const leg = { keyword: null, vector: null, score: 1 };
    const placed = (how: object) =>
      shown(
        answer({
          hits: [{ ...hit, explain: { ...leg, placed: { by: 'chain', ...how } as const } }],
        }),
      ).replace(/\s+/g, ' ');
    const chain = 'they are one chain of decisions';
    expect(placed({ below })).toContain(`placed directly below DOC-9 Above: ${chain}`);
    expect(placed({ instead_of: below })).toContain(`placed where DOC-9 Above would be: ${chain}`);
    expect(placed({ by: 'exact' })).toContain('placed first: the question names it');
  });

  it('say which one the query names', () => {
    expect(shown(answer({ hits: [{ ...hit, exact: true }] }))).toContain(
      '\n   documents DOC-1 · exact match · accepted · 2025-11-12 · similarity 0.71\n',
    );
  });

  it('tell what the text was taken for', () => {
    const within = { gte: '2025-01-01' };
    const filter = {
      ...{ severity: ['HIGH', 'LOW'], priority: null, not: { status: 'closed' } },
      and: [{ created: within }, { or: [{ repo: 'core' }, { repo: 'web' }] }],
    };
    expect(shown(answer({ understood: { filter, text: 'x' } }), 200)).toContain(
      'Only severity HIGH or LOW · no priority · not (status closed) · ' +
        'created gte 2025-01-01 and (repo core or repo web); searched for: x',
    );
  });

  it('tell which kinds were left out rather than all that were not', () => {
    const known = searchableKinds.map(
      (name) => ({ name, short: [name], searchable: true }) as unknown as KindDescription,
    );
    const kinds = searchableKinds.filter((name) => name !== 'workspace_tasks');
    const line = (understood: SearchResponse['understood']) =>
      renderHits(answer({ ...(understood && { understood }) }), {
        ...{ style, width: 400, kinds: known },
      })
        .split('\n')
        .at(-1);
    expect(line({ kinds, text: 'x' })).toBe('Only any kind but workspace_tasks; searched for: x');
    expect(line({ kinds: ['documents'], lifecycle: 'current', text: '' })).toBe(
      'Only kind documents · lifecycle current',
    );
  });

  it('leave out what a hit does not have', () => {
    const bare: Hit = {
      ...{ ...hit, status: null, date: null, similarity: null, passage: null },
      ...{ source: { repos: [], path: null, url: null }, snippet: { text: '', highlights: [] } },
    };
    expect(
      shown(answer({ hits: [bare] }))
        .split('\n')
        .slice(0, 3),
    ).toEqual(['1. Keep vectors beside the records', '   documents DOC-1', '']);
  });

  it('send nothing to the terminal that a record smuggled in', () => {
    const evil: Hit = {
      ...{ ...hit, title: 'a\u001b[2Jb', status: 'x\u009b' },
      snippet: { text: 'c\u0007d', highlights: [[0, 3]] },
    };
    expect(shown(answer({ hits: [evil] }))).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('stay within the width', () => {
    const long: Hit = {
      ...hit,
      title: 'word '.repeat(40),
      snippet: { ...hit.snippet, text: 'so '.repeat(99) },
    };
    for (const line of shown(answer({ hits: [long] }), 50).split('\n'))
      expect(widthOf(line)).toBeLessThanOrEqual(50);
  });

  it.each([
    [
      'which ranking is missing',
      { degraded: [{ leg: 'vector', reason: 'the model cannot load' }] },
      'Without ranking by meaning: the model cannot load',
    ],
    [
      'what is not embedded yet',
      { index: { space: 'a', pending: 3, failed: 0 } },
      '3 records not embedded yet',
    ],
    [
      'what could not be embedded',
      { index: { space: 'a', pending: 0, failed: 1 } },
      '1 record could not be embedded',
    ],
    [
      'how to go on',
      { total: 9, next_cursor: 'abc' },
      '1 of 9 in scope, best first · hybrid · 12 ms\nnext page: --cursor abc',
    ],
    ['that nothing matches', { total: 0, hits: [] }, 'Nothing matches.'],
  ] as const)('say %s', (_, changes, said) => {
    expect(shown(answer(changes))).toContain(said);
  });
});
