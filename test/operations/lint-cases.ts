import { readDocument } from '#indexer/sources/document';
import type { LintRule } from '#src/operations/lint-types';
import type { WriteOperation } from '#src/store/store';

/** An ADR file as the indexer keeps it. */
export const file = (path: string, text: string, repo = 'core'): WriteOperation => ({
  ...{ op: 'put', kind: 'documents', id: path },
  value: readDocument({ repo, path: `docs/adr/${path}`, text }),
});
export const row = (id: string, more: object): WriteOperation => ({
  ...{ op: 'put', kind: 'architecture_decisions', id },
  value: { decision: `Decide ${id}`, status: 'accepted', date: '2026-01-01', ...more },
});

export const adr = (title: string, status: string, more = ''): string =>
  `# ${title}\n\nDate: 2026-01-01\n\n## Status\n\n${status}\n\n## Decision\n\nYes.\n${more}`;

export const NOW = new Date('2026-03-01T12:00:00Z');

export interface Case {
  readonly rule: LintRule;
  readonly what: string;
  readonly records: readonly WriteOperation[];
  /** Id and line of each finding. */
  readonly found: readonly (readonly [id: string, line?: number])[];
  readonly says?: string;
}

export const CASES: readonly Case[] = [
  {
    rule: 'dangling_link',
    what: 'a number that nobody has',
    records: [file('0001-a.md', adr('A', 'Superseded by ADR-0099'))],
    found: [['0001-a.md', 7]],
    says: "It is superseded by 'ADR-0099', and nothing here is called so.",
  },
  {
    rule: 'dangling_link',
    what: 'a path that is not there',
    records: [file('0001-a.md', adr('A', 'Superseded by [9](0009-gone.md)'))],
    found: [['0001-a.md', 7]],
  },
  {
    rule: 'dangling_link',
    what: 'not an address outside',
    records: [file('0001-a.md', adr('A', 'Superseded by [x](https://wiki.example/x)'))],
    found: [],
  },
  {
    rule: 'unlinked_reference',
    what: 'not a title, nor a number that leads nowhere',
    records: [row('D', { supersedes: ['Decide E', 'ADR-9'] }), row('E', {})],
    found: [],
  },
  {
    rule: 'unlinked_reference',
    what: 'words that are no title',
    records: [row('D', { supersedes: ['the old habit'] })],
    found: [['D']],
  },
  {
    rule: 'ambiguous_link',
    what: 'a number that two have',
    records: [
      row('A', { number: '1' }),
      row('B', { number: '1' }),
      row('C', { supersedes: ['ADR-1'] }),
    ],
    found: [['C']],
    says: "It supersedes 'ADR-1', which may be A and B.",
  },
  {
    rule: 'cycle',
    what: 'two that supersede each other',
    records: [row('A', { supersedes: ['B'] }), row('B', { supersedes: ['A'] })],
    found: [['A']],
    says: "A and B take each other's place.",
  },
  {
    rule: 'cycle',
    what: 'a file that names its own number',
    records: [file('0007-a.md', adr('A', 'Superseded by ADR-7'))],
    found: [['0007-a.md', 5]],
    says: 'docs/adr/0007-a.md takes its own place.',
  },
  {
    rule: 'dangling_link',
    what: 'not the own number of a file',
    records: [file('0007-a.md', adr('A', 'Superseded by ADR-7'))],
    found: [],
  },
  {
    rule: 'cycle',
    what: 'not a chain',
    records: [row('A', {}), row('B', { supersedes: ['A'] }), row('C', { supersedes: ['B'] })],
    found: [],
  },
  {
    rule: 'still_accepted',
    what: 'of a circle those that do not count as the one that holds',
    records: [
      row('A', { supersedes: ['B'], date: '2024-01-01' }),
      row('B', { supersedes: ['A'], date: '2025-01-01' }),
    ],
    found: [['A']],
    says: 'It is accepted, and B has taken its place.',
  },
  {
    rule: 'duplicate_number',
    what: 'the same number in one folder, however it is written',
    records: [
      file('0007-a.md', adr('A', 'Accepted')),
      file('7-b.md', adr('B', 'Accepted').replace('2026-01-01', '2026-02-01')),
      file('other/0007-c.md', adr('C', 'Accepted')),
      file('ORG-ADR-Ops-0007-d.md', adr('D', 'Accepted')),
    ],
    found: [['7-b.md']],
    says: 'Its number 7 is also that of docs/adr/0007-a.md.',
  },
  {
    rule: 'still_accepted',
    what: 'an accepted successor of what still says that it is accepted',
    records: [
      file('0001-a.md', adr('A', 'Accepted')),
      file('0002-b.md', adr('B', 'Accepted\n\nSupersedes [1](0001-a.md)')),
    ],
    found: [['0001-a.md', 5]],
    says: 'It is accepted, and docs/adr/0002-b.md has taken its place.',
  },
  {
    rule: 'still_accepted',
    what: 'not a proposed successor',
    records: [
      file('0001-a.md', adr('A', 'Accepted')),
      file('0002-b.md', adr('B', 'Proposed\n\nSupersedes [1](0001-a.md)')),
    ],
    found: [],
  },
  {
    rule: 'ambiguous_link',
    what: 'not a number that only one of the repository has',
    records: [
      row('A', { number: '1', repos_affected: ['core'] }),
      row('B', { number: '1', repos_affected: ['web'] }),
      row('C', { supersedes: ['ADR-1'], repos_affected: ['core'] }),
    ],
    found: [],
  },
  {
    rule: 'duplicate_number',
    what: 'not two repositories',
    records: [
      row('A', { number: '1', repos_affected: ['core'] }),
      row('B', { number: '1', repos_affected: ['web'] }),
    ],
    found: [],
  },
  {
    rule: 'still_accepted',
    what: 'what a deprecated one has replaced, since a search shows neither as the one that holds',
    records: [row('A', {}), row('B', { supersedes: ['A'], status: 'deprecated' })],
    found: [['A']],
  },
  {
    rule: 'predecessor_silent',
    what: 'not one that says by what',
    records: [
      file('0001-a.md', adr('A', 'Superseded by [2](0002-b.md)')),
      file('0002-b.md', adr('B', 'Accepted\n\nSupersedes [1](0001-a.md)')),
    ],
    found: [],
  },
  {
    rule: 'no_successor',
    what: 'not one whose successor says it',
    records: [row('A', { status: 'superseded' }), row('B', { supersedes: ['A'] })],
    found: [],
  },
  {
    rule: 'reversed_dates',
    what: 'not a successor of the same day',
    records: [row('A', {}), row('B', { supersedes: ['A'] })],
    found: [],
  },
  {
    rule: 'twins_disagree',
    what: 'not two words for the same',
    records: [
      file('0001-a.md', adr('A', 'Approved')),
      row('D', { documentation: ['docs/adr/0001-a.md'], status: 'implemented' }),
    ],
    found: [],
  },
  {
    rule: 'predecessor_silent',
    what: 'one that is superseded and does not say by what',
    records: [
      file('0001-a.md', adr('A', 'Superseded')),
      file('0002-b.md', adr('B', 'Accepted\n\nSupersedes [1](0001-a.md)')),
    ],
    found: [['0001-a.md', 5]],
  },
  {
    rule: 'successor_silent',
    what: 'one that does not say what it supersedes',
    records: [
      file('0001-a.md', adr('A', 'Superseded by [2](0002-b.md)')),
      file('0002-b.md', adr('B', 'Accepted')),
    ],
    found: [['0002-b.md']],
  },
  {
    rule: 'successor_silent',
    what: 'not one whose row says it',
    records: [
      file('0001-a.md', adr('A', 'Superseded by [2](0002-b.md)')),
      file('0002-b.md', adr('B', 'Accepted')),
      row('B', { documentation: ['docs/adr/0002-b.md'], supersedes: ['docs/adr/0001-a.md'] }),
    ],
    found: [],
  },
  {
    rule: 'no_successor',
    what: 'a superseded one of which nobody says by what',
    records: [file('0001-a.md', adr('A', 'Superseded')), row('D', { status: 'deprecated' })],
    found: [['0001-a.md', 5]],
  },
  {
    rule: 'reversed_dates',
    what: 'a successor from before',
    records: [row('A', {}), row('B', { supersedes: ['A'], date: '2025-12-31' })],
    found: [['B']],
  },
  {
    rule: 'twins_disagree',
    what: 'a row that is accepted while its file is rejected',
    records: [
      file('0001-a.md', adr('A', 'Rejected')),
      row('D', { documentation: ['docs/adr/0001-a.md'] }),
    ],
    found: [['D']],
  },
  {
    rule: 'stale_proposal',
    what: 'proposals of more than ninety days, drafts too',
    records: [
      row('OLD', { status: 'proposed', date: '2025-11-30' }),
      row('NEW', { status: 'proposed', date: '2025-12-01' }),
      file('0001-a.md', adr('A', 'Draft').replace('2026-01-01', '2025-01-01')),
    ],
    found: [['OLD'], ['0001-a.md', 5]],
  },
  {
    rule: 'no_status',
    what: 'an ADR without one, and no note',
    records: [file('0001-a.md', '# A\n'), file('../notes.md', '# Notes\n')],
    found: [['0001-a.md']],
  },
  {
    rule: 'no_date',
    what: 'an ADR without one, unless its row has one',
    records: [
      file('0001-a.md', '# A\n\nStatus: accepted\n'),
      file('0002-b.md', '# B\n\nStatus: accepted\n'),
      row('B', { documentation: ['docs/adr/0002-b.md'] }),
    ],
    found: [['0001-a.md']],
  },
];
