import type { AnyRecord } from '#src/kinds/kind';

import { kindOfBead, type Bead, type Dependency } from './line.ts';

/** `hooked` is claimed by an agent; `pinned` is for reference, `deferred` put off; a `tombstone` was deleted. */
const TASK_STATUS: Readonly<Record<string, string>> = {
  open: 'pending',
  in_progress: 'in_progress',
  hooked: 'in_progress',
  blocked: 'blocked',
  pinned: 'pending',
  deferred: 'pending',
  closed: 'completed',
  tombstone: 'completed',
};
const ISSUE_STATUS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(TASK_STATUS).map((status) => [status, 'open'])),
  closed: 'closed',
  tombstone: 'closed',
};

/** 0 (critical) to 4 (backlog). */
const LEVELS = ['HIGH', 'HIGH', 'MEDIUM', 'LOW', 'LOW'] as const;
/** What beads takes for a priority that nobody gave, since an issue must have a severity here. */
const USUAL_PRIORITY = 2;

/** Sections of a record's text, in this order. The description stands first, without a heading. */
const SECTIONS = {
  design: 'Design',
  acceptance_criteria: 'Acceptance criteria',
  notes: 'Notes',
  close_reason: 'Closed',
} as const satisfies Partial<Record<keyof Bead, string>>;

/** Members that have a place of their own here; `status`, `priority` and `issue_type` stand in `metadata` too, as they were. */
const PLACED: ReadonlySet<string> = new Set([
  ...Object.keys(SECTIONS),
  ...['id', 'title', 'description', 'assignee', 'created_at', 'labels', 'comments', 'dependencies'],
]);
/** Counts that follow from the rest, and would be wrong after the first change. */
const DERIVED: ReadonlySet<string> = new Set([
  'dependency_count',
  'dependent_count',
  'comment_count',
]);

interface Around {
  /** Tasks that it waits for. */
  readonly dependencies: readonly string[];
  /** Dependencies that can be neither a field nor a link. */
  readonly unplaced: readonly Dependency[];
  /** Labels that cannot be tags. */
  readonly labels: readonly string[];
  readonly repo: string | undefined;
}

/** The record of a bead. Every field that beads has is given, so that a newer file also empties what is empty now. */
export function recordOf(bead: Bead, around: Around): AnyRecord {
  return kindOfBead(bead) === 'cross_repo_issues' ? issueOf(bead, around) : taskOf(bead, around);
}

const taskOf = (bead: Bead, around: Around): AnyRecord => ({
  ...commonOf(bead, around),
  status: statusOf(bead, TASK_STATUS),
  priority: bead.priority === undefined ? null : (LEVELS[bead.priority] ?? null),
  dependencies: around.dependencies,
  notes: textOf(bead),
  ...(bead.created_at !== undefined && { created: bead.created_at }),
});

const issueOf = (bead: Bead, around: Around): AnyRecord => ({
  ...commonOf(bead, around),
  type: bead.issue_type,
  status: statusOf(bead, ISSUE_STATUS),
  severity: LEVELS[bead.priority ?? USUAL_PRIORITY] ?? LEVELS[USUAL_PRIORITY],
  description: textOf(bead),
  detected_by: bead.created_by ?? null,
  ...(bead.created_at !== undefined && { detected: bead.created_at }),
});

function commonOf(bead: Bead, { repo, ...around }: Around): AnyRecord {
  const repository = isHere(bead.source_repo) ? repo : bead.source_repo;
  return {
    id: bead.id,
    title: bead.title,
    assigned_to: bead.assignee ?? null,
    ...(repository !== undefined && { repos_affected: [repository] }),
    metadata: metadataOf(bead, around),
  };
}

/** `.` is the repository that the file lies in, whose name only the importer knows. */
const isHere = (repo: string | undefined): boolean =>
  repo === undefined || repo === '' || repo === '.';

/** A status that teams have added counts as open. */
const statusOf = (bead: Bead, known: Readonly<Record<string, string>>): string | undefined =>
  known[isKnownStatus(bead) ? (bead.status ?? 'open') : 'open'];

export const isKnownStatus = ({ status }: Bead): boolean =>
  Object.hasOwn(TASK_STATUS, status ?? 'open');
export const isKnownPriority = ({ priority }: Bead): boolean =>
  priority === undefined || LEVELS[priority] !== undefined;

function textOf(bead: Bead): string | null {
  const sections = Object.entries(SECTIONS).map(([name, heading]) =>
    section(heading, bead[name as keyof typeof SECTIONS]),
  );
  const comments = (bead.comments ?? []).map((comment) =>
    section(`Comment${commentOrigin(comment)}`, comment.text),
  );
  const parts = [bead.description ?? '', ...sections, ...comments].filter((part) => part.trim());
  return parts.length === 0 ? null : parts.join('\n\n');
}

const section = (heading: string, text: string | undefined): string =>
  text?.trim() ? `# ${heading}\n\n${text}` : '';

const commentOrigin = ({ author, created_at }: AnyRecord): string =>
  (typeof author === 'string' ? ` by ${author}` : '') +
  (typeof created_at === 'string' ? `, ${created_at}` : '');

function metadataOf(bead: Bead, { unplaced, labels }: Omit<Around, 'repo'>): AnyRecord {
  const rest = Object.entries(bead).filter(([name]) => !PLACED.has(name) && !DERIVED.has(name));
  return {
    format: 'beads',
    ...Object.fromEntries(rest),
    ...(unplaced.length > 0 && { dependencies: unplaced }),
    ...(labels.length > 0 && { labels }),
  };
}
