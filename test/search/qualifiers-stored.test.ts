import { describe, expect, it } from 'vitest';

import { searchableKinds, type KindName } from '#src/kinds/index';
import { filterShown } from '#src/search/filter-shown';
import { readQualifiers } from '#src/search/qualifiers';

/** As the store would answer it. */
const STORED: Readonly<Record<string, readonly string[]>> = {
  repo: ['meridian-core', 'Web'],
  tag: ['Flaky', 'flaky'],
  severity: ['HIGH', 'CRITICAL', 'trivial', 'odd'],
  status: ['open', 'done', 'todo', 'draft'],
  assigned_to: ['ada'],
};
const lookedUp = (kinds: readonly KindName[] = searchableKinds) => ({
  ...{ kinds, isStored: () => false },
  storedIn: (field: string) => STORED[field] ?? [],
});

const AS_STORED = [
  ['a repository in any case', 'repo:WEB x', { repo: 'Web' }, []],
  ['each spelling of a tag', 'tag:FLAKY x', { tag: ['Flaky', 'flaky'] }, []],
  [
    'what an import kept of as high a rank',
    'severity:>=HIGH x',
    { severity: ['HIGH', 'CRITICAL'] },
    [],
  ],
  [
    'what an import kept of a lower rank',
    'severity:<MEDIUM x',
    { severity: ['LOW', 'trivial'] },
    [],
  ],
  [
    'a repository that there is none of',
    'repo:merdian x',
    { repo: 'merdian' },
    ["'repo:merdian': no record has the repo 'merdian'. Did you mean 'meridian-core'?"],
  ],
  [
    'a name that nobody has',
    'assignee:zoe x',
    { assigned_to: 'zoe' },
    ["'assignee:zoe': no record has the assignee 'zoe'."],
  ],
] as const;

const PARAGRAPH = 'while the lock is held nothing else is written '.repeat(5).trim();
const LONG = [
  [
    'at its beginning',
    `kind:task status:blocked ${PARAGRAPH}`,
    { status: 'blocked' },
    ['workspace_tasks'],
  ],
  [
    'at its end',
    `${PARAGRAPH} severity:HIGH\n-repo:web`,
    { severity: 'HIGH', not: { repo: 'Web' } },
    undefined,
  ],
  [
    'at both',
    `kind:issue ${PARAGRAPH} after:2025-01-01`,
    { date: { gt: '2025-01-01' } },
    ['cross_repo_issues'],
  ],
  ['but not in its middle', `${PARAGRAPH} status:open ${PARAGRAPH}`, undefined, undefined],
  [
    'but not as a value that nobody has',
    `${PARAGRAPH} status:500 repo:nowhere`,
    undefined,
    undefined,
  ],
  [
    'but not beyond what is in doubt',
    `${PARAGRAPH} kind:task foo:bar severity:HIGH`,
    { severity: 'HIGH' },
    undefined,
  ],
  ['but not as code', `${PARAGRAPH} on:click type:module`, undefined, undefined],
  ['but not with a value that is wrong', `severity:HIHG ${PARAGRAPH}`, undefined, undefined],
] as const;

describe('the qualifiers of a query', () => {
  it.each(AS_STORED)('ask as records have it for %s', (_name, query, filter, remarks) => {
    const read = readQualifiers(query, lookedUp());
    expect(read.where && filterShown(read.where)).toEqual(filter);
    expect(read.remarks).toEqual(remarks);
  });

  it.each(LONG)('of a paragraph count %s', (_name, query, filter, kinds) => {
    const read = readQualifiers(query, lookedUp());
    expect(read.where && filterShown(read.where)).toEqual(filter);
    expect(read.kinds).toEqual(kinds);
    expect(read.text).toContain(PARAGRAPH);
  });

  it('of noise are looked for at its ends alone', () => {
    for (const part of ['a:" ', 'status:"', '-x:y ', 'a:b" ', 'NOT a:"'])
      expect(readQualifiers(part.repeat(100_000 / part.length)).text.length).toBeGreaterThan(9_000);
  });
});
