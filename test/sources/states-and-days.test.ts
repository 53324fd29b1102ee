import { describe, expect, test } from 'vitest';

import { dayOfName, daysIn } from '#indexer/sources/adr-date';
import { relationsIn } from '#indexer/sources/adr-links';
import { peopleIn } from '#indexer/sources/adr-people';
import { statusIn } from '#indexer/sources/adr-status';
import { referencesIn } from '#indexer/sources/references';

describe('a state is read from its lines', () => {
  const cases: readonly (readonly [readonly string[], string | undefined])[] = [
    [['Accepted'], 'accepted'],
    [['ACCEPTED (2021-03-04)'], 'accepted'],
    [['✔️ accepted'], 'accepted'],
    [[':white_check_mark: Approved on 3 May 2021.'], 'accepted'],
    [['[accepted]'], 'accepted'],
    [['STATUS：accepted'], 'accepted'],
    [['Proposed on 2020-01-02, Accepted on 2020-02-03'], 'accepted'],
    [['2020-02-03 accepted', '2020-01-02 proposed'], 'accepted'],
    [['Accepted and implemented'], 'implemented'],
    [['Accepted, but not by everybody'], 'accepted'],
    [['This ADR has been superseded by ADR-9'], 'superseded'],
    [['Partially superseded by ADR-9', 'Accepted'], 'accepted'],
    [['Declined'], 'rejected'],
    [['WIP'], 'in_progress'],
    [['Draft'], 'draft'],
    [['Partially implemented'], 'partially_implemented'],
    [['Under evaluation.'], 'under_evaluation'],
    [['proposed | accepted | rejected'], undefined],
    [['proposed, accepted, rejected, deprecated, etc.'], undefined],
    [['A decision may be "proposed" or, later, "accepted"'], undefined],
    [['{{ status }}'], undefined],
    [['N/A'], undefined],
    [['We still have to talk about what this means'], undefined],
    [[], undefined],
  ];
  test.each(cases)('%j is %s', (lines, expected) => {
    expect(statusIn(lines)?.status).toBe(expected);
  });
});

describe('a day is read from a text', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['2021-03-04', '2021-03-04'],
    ['2021/3/4', '2021-03-04'],
    ['2021-03-04T10:00:00Z', '2021-03-04'],
    ['22.10.2024', '2024-10-22'],
    ['10/22/2024', '2024-10-22'],
    ['04.03.2021', undefined],
    ['03.03.2021', '2021-03-03'],
    ['March 4, 2021', '2021-03-04'],
    ['Sept. 22nd, 2023', '2023-09-22'],
    ['4 Mar 2021', '2021-03-04'],
    ['11-April-2023', '2023-04-11'],
    ['the 4th of March 2021', '2021-03-04'],
    ['2021-Mar-04', '2021-03-04'],
    ['2021-02-31', undefined],
    ['January, 2026', undefined],
    ['v2021.13.99', undefined],
    ['soon', undefined],
  ];
  test.each(cases)('%s is %s', (text, expected) => {
    expect(daysIn(text)[0]?.day).toBe(expected);
  });

  test.each([
    ['20201028-queues.md', '2020-10-28'],
    ['2023-03-02_entity_store', '2023-03-02'],
    ['20209928-queues.md', undefined],
    ['2021-roadmap.md', undefined],
    ['0012-queues.md', undefined],
  ])('the name %s is of %s', (name, expected) => {
    expect(dayOfName(name)).toBe(expected);
  });
});

describe('a sentence relates decisions', () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ['Superceded by [2](2.md)', [['superseded_by', '[2](2.md)']]],
    [
      'Accepted (supersedes ADR-3), amended by ADR-5',
      [
        ['supersedes', 'ADR-3),'],
        ['amended_by', 'ADR-5'],
      ],
    ],
    ['Superseded. See [ADR-004](4.md)', [['superseded_by', '[ADR-004](4.md)']]],
    ['Superseded: 2023-01-02 by ADR 8', [['superseded_by', 'ADR 8']]],
    ['In part supersedes ADR 8', [['amends', 'ADR 8']]],
    ['We supersede nothing', []],
  ];
  test.each(cases)('%s', (line, expected) => {
    expect(relationsIn(line).map(({ name, object }) => [name, object.trim()])).toEqual(expected);
  });
});

describe('a reference is normalised', () => {
  const origin = { path: 'docs/adr/0009-y.md' };
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['[5. X](0005-x.md)', ['docs/adr/0005-x.md']],
    ['[X](../adr/0005%20x.md#why), [Y](./0006-y)', ['docs/adr/0005 x.md', 'docs/adr/0006-y.md']],
    ['[A](a.md), see [the talk](https://example.org)', ['docs/adr/a.md']],
    ['[X](/docs/0005-x.md)', ['docs/0005-x.md']],
    ['[ADR-7](../../../out.md)', ['ADR-7']],
    ['[first](../2022-02-07-tracing/)', ['docs/2022-02-07-tracing']],
    ['ADR-012 and ADR 13', ['ADR-012', 'ADR-13']],
    ['#12', ['ADR-12']],
    ['0012', ['ADR-0012']],
    ['ODH-ADR-Operator-0007', ['ODH-ADR-Operator-0007']],
    ['0005-x.md', ['docs/adr/0005-x.md']],
    ['Session cookies', ['Session cookies']],
    ['N/A', []],
    ['-', []],
    ['', []],
    ['[name](@handle)', ['name']],
  ];
  test.each(cases)('%s', (text, expected) => {
    expect(referencesIn(text, origin)).toEqual(expected);
  });
});

test.each([
  [['[Ada Q](@ada), @grace and Alan <alan@example.org>'], ['Ada Q', 'grace', 'Alan']],
  [['team@example.org'], ['team@example.org']],
  [['[list everyone involved]', '{names}', 'N/A', '[name](@github-username)'], []],
])('people in %j', (lines, expected) => {
  expect(peopleIn(lines)).toEqual(expected);
});
