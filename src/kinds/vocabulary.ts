/** Levels of priority, severity and impact, highest first (001). */
export const LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const;

/** States of a decision: the union of the seeds' (DESIGN, resolved question 10). */
export const DECISION_STATUSES = [
  'proposed',
  'accepted',
  'in_progress',
  'implemented',
  'maintained',
  'superseded',
  'deprecated',
  'rejected',
] as const;

/** States in which a decision no longer holds. */
export const PAST_DECISION_STATUSES = ['superseded', 'deprecated', 'rejected'] as const;

/** States of a decision that nobody has made yet; authors of files have many words for them. */
export const PROPOSED_DECISION_STATUSES = [
  'proposed',
  'draft',
  'pending',
  'in_review',
  'under_review',
  'under_discussion',
  'under_evaluation',
  'in_discussion',
  'open',
  'postponed',
  'deferred',
] as const;

/** What every kind of decision says of its lifecycle in the same words. */
export const DECISION_LIFECYCLE = {
  field: 'status',
  past: PAST_DECISION_STATUSES,
  proposed: PROPOSED_DECISION_STATUSES,
  refused: ['rejected'],
  replaced: ['superseded'],
  supersededBy: 'superseded_by',
  supersedes: 'supersedes',
  number: 'number',
} as const;

/** What a document can be (000 lists diagrams, ADRs and roadmaps). */
export const DOC_TYPES = ['adr', 'diagram', 'roadmap', 'doc'] as const;

/** How a document's text is written, which decides how it is cut into sections. */
export const DOC_FORMATS = [
  'markdown',
  'rst',
  'asciidoc',
  'mermaid',
  'plantuml',
  'drawio',
  'text',
] as const;
export type DocFormat = (typeof DOC_FORMATS)[number];

/** What has become of something that a check found. */
export const FINDING_STATUSES = ['open', 'acknowledged', 'resolved', 'ignored'] as const;

/** Words that other programs have for the levels, in lower case. An import keeps them; they rank as what they mean. */
export const LEVEL_WORDS: Readonly<Record<(typeof LEVELS)[number], readonly string[]>> = {
  HIGH: ['high', 'highest', 'critical', 'urgent', 'blocker', 'major', 'p0', 'p1'],
  MEDIUM: ['medium', 'normal', 'moderate', 'p2'],
  LOW: ['low', 'lowest', 'minor', 'trivial', 'p3', 'p4'],
};

/** States, of whatever kind and in whichever program, that need nothing more, in lower case: `is:closed`. */
export const CLOSED_STATUSES: ReadonlySet<string> = new Set([
  ...['closed', 'completed', 'done', 'fixed', 'resolved', 'reached', 'implemented'],
  ...['abandoned', 'cancelled', 'canceled', 'failed', 'ignored', 'wontfix', 'rejected'],
  ...['archived', 'deprecated', 'removed', 'retired', 'superseded'],
]);
