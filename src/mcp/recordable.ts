import { z } from 'zod';

import type { Field, FieldType } from '#src/kinds/field';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';

/** What an agent may write, and how it lands. */
export interface Recordable {
  /** The argument of `record` that it stands under. */
  readonly name: string;
  readonly kind: KindName;
  readonly description: string;
  /** What every one of them has, whatever is given. */
  readonly lands: AnyRecord;
  /** Fields that are not an agent's to fill. */
  readonly without: readonly string[];
  /** It is kept in the session of who writes it, under this field. */
  readonly session?: string;
  readonly example: string;
}

/**
 * Four sorts of record. A decision lands as proposed, for people decide. A note is an activity of the
 * writer's session: a document is a file, which only the indexer writes, and the seeds keep a session's
 * remarks as activities of the type `note`.
 */
export const RECORDABLES: readonly Recordable[] = [
  {
    name: 'decision',
    kind: 'architecture_decisions',
    description:
      'decision: what is decided, a sentence. rationale: why, what else was weighed, what follows. supersedes: ids of the decisions that it takes the place of. It lands as proposed.',
    lands: { status: 'proposed' },
    without: ['superseded_by', 'number', 'date'],
    example: '{"decision": {"decision": "Claim a task before working on it", "rationale": "…"}}',
  },
  {
    name: 'issue',
    kind: 'cross_repo_issues',
    description: 'A problem that somebody has to look at, mostly across repositories.',
    lands: {},
    without: ['detected', 'details'],
    example: '{"issue": {"title": "…", "type": "concurrency", "severity": "HIGH"}}',
  },
  {
    name: 'task',
    kind: 'workspace_tasks',
    description: 'Work to be done. dependencies: ids of tasks that must be done before.',
    lands: {},
    without: ['created', 'workflow_id', 'context_id'],
    example: '{"task": {"title": "…", "priority": "HIGH", "repos_affected": ["…"]}}',
  },
  {
    name: 'note',
    kind: 'session_activities',
    description:
      'What was done, found or learnt, for whoever comes next. Kept in your session, which is started when you have none.',
    lands: { type: 'note' },
    without: ['time'],
    session: 'session_id',
    example: '{"note": {"description": "The lock is held while the model loads."}}',
  },
];

const BY_TYPE: Readonly<Record<FieldType, (field: Field) => z.ZodType>> = {
  string: () => z.string(),
  enum: ({ values = [] }) => z.enum(values),
  integer: () => z.int(),
  number: () => z.number(),
  boolean: () => z.boolean(),
  timestamp: () => z.string().describe('2025-11-20 or 2025-11-20T10:00:00Z'),
  list: () => z.array(z.string()),
  object: () => z.record(z.string(), z.unknown()),
  json: () => z.json(),
};

/** The arguments of a sort of record, from the registry's description of its kind. */
export function recordableInput(recordable: Recordable): z.ZodObject {
  const kind = kindOf(recordable.kind);
  const shape = Object.values(kind.fields)
    .filter(({ name }) => !isTheServices(name, { kind, recordable }))
    .map((field) => [field.name, fieldInput(field, recordable)] as const);
  return z.strictObject(Object.fromEntries(shape)).describe(recordable.description);
}

const isTheServices = (
  name: string,
  { kind, recordable }: { readonly kind: Kind; readonly recordable: Recordable },
): boolean =>
  name === kind.primaryKey ||
  name in kind.renews ||
  name in recordable.lands ||
  recordable.without.includes(name);

function fieldInput(field: Field, { session, kind }: Recordable): z.ZodType {
  const schema = BY_TYPE[field.type](field);
  // The text of a note may be empty in an activity, and nothing would be left of a note.
  const isTitle = field.name === kindOf(kind).title;
  return (field.required && field.name !== session) || isTitle ? schema : schema.optional();
}

/** Title and prose of a record, for what is like it. */
export function textOf({ kind: name }: Recordable, record: AnyRecord): string {
  const { title, passages } = kindOf(name);
  return [title, ...(passages?.text ?? [])]
    .map((field) => record[field])
    .filter((text): text is string => typeof text === 'string')
    .filter((text, index, all) => all.indexOf(text) === index)
    .join('\n\n');
}
