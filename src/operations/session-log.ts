import { isDeepStrictEqual } from 'node:util';

import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Records, Stored, WriteOperation } from '#src/store/store';

import { all, same } from './conditions.ts';
import { findSession } from './current-session.ts';
import { isLostRace } from './optimistic.ts';
import { writtenBefore, type RequestRecords } from './request-records.ts';
import type { Added } from './session-types.ts';

/** How a session has records of a kind: through rows of `join`, which name them in `field`. */
export interface SessionLink {
  readonly kind: KindName;
  readonly join: KindName;
  readonly field: string;
  /** Field of the record itself that names the session too, when it is not given. */
  readonly names?: string;
}

/** What can be added to a session through a join (001). */
export const SESSION_LINKS = {
  decisions: {
    kind: 'architecture_decisions',
    join: 'session_decisions',
    field: 'decision_id',
    names: 'session',
  },
  issues: { kind: 'cross_repo_issues', join: 'session_issues', field: 'issue_id' },
} as const satisfies Readonly<Record<string, SessionLink>>;

export interface Addition {
  /** Id of the session. */
  readonly session: string;
  /** A checked record, or the id alone of one that exists. */
  readonly value: AnyRecord;
}

/** Notes something done in a session. Codes: not_found. */
export async function addActivity(records: Records, { session, value }: Addition): Promise<Added> {
  const session_id = await keyOf(records, session);
  const operation = {
    op: 'create',
    kind: 'session_activities',
    value: { ...value, session_id },
  } as const;
  return { record: await firstWritten(records, [operation]), outcome: 'created' };
}

/**
 * Gives a session a decision or an issue: a new one with its link in one batch, or the link to one
 * that exists. Codes: not_found, duplicate_id (it exists with other content).
 */
export async function addLinked(
  records: RequestRecords,
  link: SessionLink,
  { session, value }: Addition,
): Promise<Added> {
  const made = writtenBefore(records)?.find(({ kind }) => kind === link.kind);
  if (made) return { record: made, outcome: 'created' };
  const session_id = await keyOf(records, session);
  const existing = await existingOf(records, link, value);
  if (existing) return linkTo(records, link, { session_id, record: existing });
  const named = link.names === undefined ? {} : { [link.names]: session_id };
  const record = await firstWritten(records, [
    { op: 'create', kind: link.kind, value: { ...named, ...value } },
    { op: 'create', kind: link.join, value: { session_id }, takesIdOf: { [link.field]: 0 } },
  ]);
  return { record, outcome: 'created' };
}

const keyOf = async (records: Records, session: string): Promise<string> =>
  String((await findSession(records, session)).record['session_id']);

async function existingOf(
  records: Records,
  { kind }: SessionLink,
  value: AnyRecord,
): Promise<Stored | undefined> {
  const { primaryKey } = kindOf(kind);
  const { [primaryKey]: id, ...rest } = value;
  if (typeof id !== 'string') return undefined;
  const found = await records.get(kind, id);
  const isLinkOnly = Object.keys(rest).length === 0;
  if (!found && isLinkOnly) throw noSuchRecord(kind, id);
  const differing = Object.keys(rest).filter(
    (field) => found && !isDeepStrictEqual(found.record[field], rest[field]),
  );
  if (differing.length > 0) throw isAnother(kindOf(kind).label, id, differing);
  return found;
}

function isAnother(label: string, id: string, differing: readonly string[]): WorkspaceError {
  const fields = differing.join(', ');
  return new WorkspaceError('duplicate_id', `The ${label} '${id}' exists with another ${fields}.`, {
    issues: differing.map((field) => ({ pointer: `/${field}`, detail: 'It differs.' })),
    next: 'Send its id alone to link it; change it with PATCH.',
  });
}

async function linkTo(
  records: Records,
  { join, field }: SessionLink,
  { session_id, record }: { readonly session_id: string; readonly record: Stored },
): Promise<Added> {
  const value = { session_id, [field]: record.id };
  const where = all(same('session_id', session_id), same(field, record.id));
  try {
    await records.write({
      operations: [{ op: 'create', kind: join, value }],
      unless: { kind: join, where },
    });
    return { record, outcome: 'linked' };
  } catch (error) {
    if (isLostRace(error)) return { record, outcome: 'unchanged' };
    throw error;
  }
}

async function firstWritten(
  records: Records,
  operations: readonly WriteOperation[],
): Promise<Stored> {
  const [first] = (await records.write({ operations })).outcomes;
  if (!first?.stored) throw new Error('The store wrote a record and did not give it back.');
  return first.stored;
}
