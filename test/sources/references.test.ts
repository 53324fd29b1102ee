import { expect, it } from 'vitest';

import { readDocument } from '#indexer/sources/document';

const successorsIn = (status: string) =>
  readDocument({
    ...{ repo: 'core', path: 'docs/adr/0001-x.md' },
    text: `# X\n\n## Status\n\n${status}\n\n## Decision\n\nYes.\n`,
  }).superseded_by;

it.each([
  ['Superseded by ADR 12', ['ADR-12']],
  ['Superseded by #12', ['ADR-12']],
  ['Superseded by ADR#12', ['ADR-12']],
  ['superseded by 0012', ['ADR-0012']],
  ['Superseded by other#12', ['other#12']],
  ['Superseded by org/other-repo#12, and ADR-13', ['other-repo#12', 'ADR-13']],
  ['Superseded by [ADR-0012: Use Y](0012-use-y.md)', ['docs/adr/0012-use-y.md']],
  ['Superseded by 0012-use-y.md', ['docs/adr/0012-use-y.md']],
  ['Superseded (see ADR-12)', ['ADR-12']],
  ['Superseded', null],
])('a status says by what it was superseded: %s', (status, expected) => {
  expect(successorsIn(status)).toEqual(expected);
});
