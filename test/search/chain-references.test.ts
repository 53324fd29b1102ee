import { describe, expect, it } from 'vitest';

import { chainGraph } from '#src/search/chain-graph';

import { adr, chains, reading, row, shape } from './told.ts';

describe('a successor is named', () => {
  const old = { number: '0007', path: 'docs/adr/0007-use-x.md', title: 'ADR-0007: Use X' };
  const target = adr('new', {
    number: '0012',
    path: 'docs/adr/0012-use-y.md',
    title: '12. Use Y',
    url: 'https://code.example/org/core/blob/main/docs/adr/0012-use-y.md',
  });
  it.each([
    'new',
    'ADR-0012',
    'adr 12',
    'ADR#12',
    'ADR-12: Use Y',
    '0012',
    '12',
    '#12',
    '12. Use Y',
    '0012 Use Y',
    'docs/adr/0012-use-y.md',
    './0012-use-y.md',
    '0012-use-y.md',
    '0012-use-y',
    '../adr/0012-use-y.md#decision',
    '/docs/adr/0012-use-y.md',
    '[ADR-0012](0012-use-y.md)',
    '[Use Y](../adr/0012-use-y.md "the new way")',
    '[0012](<0012-use-y.md>)',
    '[ADR-0012](@/adr/elsewhere)',
    'Use Y',
    '“use y”',
    'core#12',
    'core:docs/adr/0012-use-y.md',
    'core/ADR-0012',
    'https://code.example/org/core/blob/main/docs/adr/0012-use-y.md#why',
    'https://code.example/org/core/blob/v2/docs/adr/0012-use-y.md',
  ])('as %s, on either side', (reference) => {
    const superseded = adr('old', { ...old, superseded_by: [reference] });
    expect(shape(chains([superseded, target]))).toEqual(['new>old']);
    const swapped = [
      adr('old', { ...target, id: 'new', supersedes: null }),
      adr('old', { ...old, id: 'old', supersedes: [reference] }),
    ];
    expect(shape(chains(swapped))).toEqual(['old>new']);
  });

  it.each([
    ['12 angry men', 'a title that begins with a number'],
    ['ADR-99', 'a number that nobody has'],
    ['docs/adr/0099-z.md', 'a path that is not there'],
    ['https://code.example/org/other/blob/main/docs/adr/0012-use-y.md', 'another repository'],
    ['other#12', 'another repository'],
  ])('not as %s, %s', (reference) => {
    expect(shape(chains([adr('old', { ...old, superseded_by: [reference] }), target]))).toEqual([]);
  });
});

describe('numbers', () => {
  const core = adr('core', { number: '3', path: 'docs/adr/0003-a.md' });
  const web = adr('web', { number: '0003', path: 'web/adr/0003-b.md' });
  const other = adr('other', { repo: 'other', number: '3', path: 'docs/adr/0003-c.md' });
  const from = (path: string) => adr('from', { number: '9', path, supersedes: ['ADR-3'] });

  it.each([
    ['docs/adr/0009-x.md', ['from>core']],
    ['web/adr/0009-x.md', ['from>web']],
    ['elsewhere/0009-x.md', []],
  ])('mean a record of the same folder first: from %s', (path, expected) => {
    expect(shape(chains([core, web, other, from(path)]))).toEqual(expected);
  });

  it('that several have are no link, and are told with those they may mean', () => {
    const { unresolved } = chainGraph(reading([core, web, other, from('elsewhere/0009-x.md')]));
    expect(unresolved).toMatchObject([{ candidates: [{ id: 'core' }, { id: 'web' }] }]);
  });

  it('count in the series that is named', () => {
    const ops = adr('ops', { number: '0003', path: 'docs/adr/ORG-ADR-Ops-0003-a.md' });
    const plain = adr('plain', { number: '3', path: 'docs/adr/ADR-0003-b.md' });
    const of = (reference: string) =>
      shape(chains([ops, plain, { ...from('docs/adr/0009-x.md'), supersedes: [reference] }]));
    expect(of('ADR-Ops-3')).toEqual(['from>ops']);
    expect(of('ADR-3')).toEqual(['from>plain']);
  });

  it('of rows mean rows of the same repositories, or of the whole workspace', () => {
    const rows = [
      row('DEC-1', { number: '1', repos_affected: ['core'] }),
      row('DEC-2', { number: '1', repos_affected: ['web'] }),
      row('DEC-3', { number: '3', supersedes: ['ADR-1'], repos_affected: ['web'] }),
    ];
    expect(shape(chains(rows))).toEqual(['DEC-3>DEC-2']);
  });
});
