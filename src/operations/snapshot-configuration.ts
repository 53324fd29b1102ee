import { createHash } from 'node:crypto';

import type { AnyRecord } from '#src/kinds/kind';
import { isDay } from '#src/kinds/timestamp';
import type { Filter, Records, Stored } from '#src/store/store';

import { canonicalJson } from './canonical-json.ts';
import { all, same } from './conditions.ts';
import { jsonPatch, summaryOf } from './json-patch.ts';
import { optimistic } from './optimistic.ts';
import { writtenBefore, type RequestRecords } from './request-records.ts';

export const SNAPSHOTS = 'configuration_snapshots';

/** Checked fields of a snapshot. */
export interface Configuration extends AnyRecord {
  readonly name: string;
  readonly repo?: string | null;
  readonly configuration: AnyRecord;
}

export interface RecordedConfiguration {
  readonly snapshot: Stored;
  /** What changed since the snapshot before; null when nothing did. */
  readonly change: Stored | null;
  readonly outcome: 'created' | 'unchanged';
}

/**
 * Keeps a configuration with what changed since its last snapshot (same name and repo), in one
 * batch; or nothing new, when it is the same. Of several writers each compares with the one before
 * it: the times of a configuration's snapshots are strictly ascending, and nothing is written while
 * there is a later one than was read.
 */
export const snapshotConfiguration = (
  records: RequestRecords,
  given: Configuration,
): Promise<RecordedConfiguration> =>
  optimistic(async () => {
    const before = writtenBefore(records);
    if (before) return created(before);
    const hash = contentHash(given.configuration);
    const last = await lastSnapshot(records, all(...sameConfiguration(given)));
    const stored = last && hashOf(last) === hash && (await records.get(SNAPSHOTS, idOf(last)));
    if (stored) return { snapshot: stored, change: null, outcome: 'unchanged' };
    const snapshot = { ...given, content_hash: hash, created: momentAfter(last?.['created']) };
    const { outcomes } = await records.write({
      operations: [
        { op: 'create', kind: SNAPSHOTS, value: snapshot },
        {
          op: 'create',
          kind: 'configuration_changes',
          value: changeOf(last, given),
          takesIdOf: { snapshot_after_id: 0 },
        },
      ],
      unless: { kind: SNAPSHOTS, where: laterThan(given, last) },
    });
    return created(outcomes.flatMap((outcome) => outcome.stored ?? []));
  });

function created([snapshot, change = null]: readonly (Stored | null)[]): RecordedConfiguration {
  if (!snapshot) throw new Error('The store wrote a snapshot and did not give it back.');
  return { snapshot, change, outcome: 'created' };
}

/** SHA-256 of the canonical JSON. */
export const contentHash = (configuration: AnyRecord): string =>
  createHash('sha256').update(canonicalJson(configuration)).digest('hex');

/** A snapshot from elsewhere may lack its hash, or have another kind of it. */
const hashOf = (snapshot: AnyRecord): string => contentHash(contentOf(snapshot));

export const contentOf = (snapshot: AnyRecord | undefined): AnyRecord =>
  (snapshot?.['configuration'] ?? {}) as AnyRecord;

const idOf = (record: AnyRecord): string => String(record['id']);

/** Snapshots of the same configuration. */
export const sameConfiguration = ({
  name,
  repo,
}: {
  readonly name: string;
  readonly repo?: string | null;
}): readonly Filter[] => [same('name', name), same('repo', repo)];

/** The newest snapshot that a filter leaves. */
export async function lastSnapshot(
  records: Pick<Records, 'list'>,
  where: Filter,
): Promise<AnyRecord | undefined> {
  const sort = ['created', 'id'].map((field) => ({ field, descending: true }));
  return (await records.list({ kind: SNAPSHOTS, where, sort, limit: 1 })).items[0];
}

function laterThan(given: Configuration, last: AnyRecord | undefined): Filter {
  const created = last && String(last['created']);
  if (created === undefined) return all(...sameConfiguration(given));
  // A filter takes a day for all its moments; here the moments of that day are later than it.
  const later: Filter = isDay(created)
    ? { field: 'created', op: 'gte', value: `${created}T` }
    : { field: 'created', op: 'gt', value: created };
  return all(...sameConfiguration(given), later);
}

/** Now, or a millisecond after a moment that is not past yet. */
function momentAfter(created: unknown): string {
  const now = new Date();
  const last = typeof created === 'string' ? Date.parse(created) : Number.NaN;
  return (last >= now.getTime() ? new Date(last + 1) : now).toISOString();
}

/** The first one has nothing before it: everything in it was added. */
function changeOf(last: AnyRecord | undefined, given: Configuration): AnyRecord {
  const diff = jsonPatch(contentOf(last), given.configuration);
  return {
    snapshot_before_id: last?.['id'] ?? null,
    repo: given.repo ?? null,
    summary: summaryOf(diff),
    diff,
    session_id: given['session_id'] ?? null,
    changed_by: given['created_by'] ?? null,
  };
}
