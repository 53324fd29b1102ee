import { kindOf } from '#src/kinds/index';
import type { LifecycleRecord } from '#src/search/chain-records';

/** What people call a record: its file, or its id. */
export const nameOf = ({ path, id }: LifecycleRecord): string => path ?? id;

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** A file says it in its text; a row has fields for it. */
const fieldsOf = ({ kind, path }: LifecycleRecord) =>
  path === null ? kindOf(kind).lifecycle : undefined;

/** What to write into a record that lost its place. */
export function writeSuccessor(of: LifecycleRecord, successor: LifecycleRecord): string {
  const fields = fieldsOf(of);
  if (!fields?.supersededBy) return 'Write "superseded by", with a link, into its status.';
  const [replaced] = fields.replaced ?? [];
  const state = replaced === undefined ? '' : `, and '${replaced}' into ${fields.field}`;
  return `Write '${nameOf(successor)}' into its ${fields.supersededBy}${state}.`;
}

/** What to write into a record that took another's place. */
export function writePredecessor(of: LifecycleRecord, predecessor: LifecycleRecord): string {
  const field = fieldsOf(of)?.supersedes;
  return field === undefined
    ? 'Write "supersedes", with a link, into it.'
    : `Write '${nameOf(predecessor)}' into its ${field}.`;
}

/** What to write into a record that says that it was replaced, and not by what. */
export function nameSuccessor(of: LifecycleRecord): string {
  const field = fieldsOf(of)?.supersededBy;
  return field === undefined
    ? 'Name its successor, or call it deprecated.'
    : `Name its successor in ${field}, or call it deprecated.`;
}
