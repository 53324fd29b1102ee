import type { FieldType } from '#src/kinds/field';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';

/** Names that older schemas have for a field, the likeliest first. A field's own name outranks them all. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  key: ['name', 'id'],
  title: ['name', 'summary'],
  name: ['title'],
  status: ['state'],
  severity: ['level'],
  type: ['kind', 'category', 'issue_type', 'activity_type', 'drift_type', 'state_type'],
  description: ['details', 'text', 'body'],
  notes: ['note', 'comments', 'comment'],
  handoff_notes: ['handoff', 'notes'],
  decision: ['title', 'summary'],
  rationale: ['reason', 'reasoning'],
  assigned_to: ['assignee', 'owner'],
  user: ['user_name', 'username', 'user_id', 'developer'],
  ai_assistant: ['assistant', 'ai', 'agent'],
  repo: ['repository', 'repo_name'],
  repos_affected: ['affected_repos', 'repos', 'repositories', 'repo', 'repository'],
  related_files: ['files', 'affected_files'],
  files_created: ['files'],
  file_path: ['path', 'file'],
  path: ['file_path'],
  tag: ['name'],
  session_id: ['session'],
  session: ['session_id'],
  created: ['created_at', 'created_on', 'date_created', 'timestamp'],
  created_at: ['created', 'created_on', 'date_created', 'timestamp'],
  updated_at: ['updated', 'modified_at', 'modified', 'last_updated'],
  detected: ['detected_at', 'found_at', 'created_at', 'created'],
  detected_by: ['found_by', 'reported_by'],
  date: ['decided_at', 'decision_date', 'created_at', 'created', 'timestamp'],
  time: ['timestamp', 'occurred_at', 'switched_at', 'created_at', 'created'],
  recorded: ['recorded_at', 'timestamp', 'created_at', 'created'],
  start_time: ['started_at', 'started', 'start', 'scan_time', 'created_at'],
  end_time: ['ended_at', 'ended', 'finished_at', 'completed_at', 'end'],
  changed_at: ['timestamp', 'created_at', 'created'],
  timestamp: ['created_at', 'created'],
  context_from: ['from_context', 'from_context_id', 'previous_context'],
  context_to: ['to_context', 'to_context_id', 'new_context'],
  // SQLAlchemy reserves the name `metadata` for itself, so that models call it otherwise.
  metadata: ['metadata_', 'meta_data', 'meta', 'extra_metadata', 'extra_data', 'extra'],
};

/** What older schemas put around the name of such a field. */
const AFFIXES: Readonly<Partial<Record<FieldType, (name: string) => readonly string[]>>> = {
  boolean: (name) => [`is_${name}`, `was_${name}`],
  timestamp: (name) => [`${name}_at`, `${name}_time`, `${name}_date`],
  list: (name) => [`${name}_json`],
  json: (name) => [`${name}_json`],
  object: (name) => [`${name}_json`],
};

/** `createdAt`, `Created_At` and `created at` are one name. */
const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const namesByTable: ReadonlyMap<string, KindName> = new Map(
  kindNames.flatMap((name) =>
    [name, ...(kindOf(name).formerly ?? [])].map((table) => [plainName(table), name] as const),
  ),
);

/** The kind that a table's rows are records of, if any. */
export const kindOfTable = (table: string): KindName | undefined =>
  namesByTable.get(plainName(table));

/** For each column, in order, the field that it holds; undefined for one that has no field. */
export function fieldsOf(kind: Kind, columns: readonly string[]): readonly (string | undefined)[] {
  const held = new Map<number, string>();
  const free = new Map(columns.map((column, at) => [plainName(column), at]));
  const take = (field: string, names: readonly string[]): boolean => {
    const name = names.map(plainName).find((known) => free.has(known));
    if (name === undefined) return false;
    held.set(free.get(name) as number, field);
    return free.delete(name);
  };
  const unnamed = Object.keys(kind.fields).filter((field) => !take(field, [field]));
  for (const field of unnamed) take(field, otherNames(kind, field));
  return columns.map((_, at) => held.get(at));
}

function otherNames(kind: Kind, name: string): readonly string[] {
  const type = kind.fields[name]?.type ?? 'string';
  const own = name === kind.primaryKey ? [...idNames(kind), 'uuid'] : [];
  return [...own, ...(AFFIXES[type]?.(name) ?? []), ...(OTHER_NAMES[name] ?? [])];
}

/** `task_id`, for a table whose key names what it is. */
const idNames = ({ label, short }: Kind): readonly string[] =>
  [label, ...short].map((name) => `${name}_id`);
