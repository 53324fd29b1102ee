import { noSuchRecord } from '#src/errors';
import type { AnyRecord } from '#src/kinds/kind';
import type { Records, Stored } from '#src/store/store';

import { all, among, same } from './conditions.ts';
import type { ChangesQuery, Comparison } from './configuration-types.ts';
import { jsonPatch, summaryOf } from './json-patch.ts';
import { contentOf, lastSnapshot, sameConfiguration, SNAPSHOTS } from './snapshot-configuration.ts';

/** What changed up to a snapshot: since `before`, or since the one before it of the same name and repo. Code: not_found. */
export async function compareConfigurations(
  records: Pick<Records, 'get' | 'list'>,
  ids: { readonly after: string; readonly before?: string | undefined },
): Promise<Comparison> {
  const after = await snapshotOf(records, ids.after);
  const before =
    ids.before === undefined
      ? await predecessorOf(records, after.record)
      : (await snapshotOf(records, ids.before)).record;
  const diff = jsonPatch(contentOf(before), contentOf(after.record));
  const id = before ? String(before['id']) : null;
  return { before: id, after: after.id, summary: summaryOf(diff), diff };
}

async function snapshotOf(records: Pick<Records, 'get'>, id: string): Promise<Stored> {
  const found = await records.get(SNAPSHOTS, id);
  if (!found) throw noSuchRecord(SNAPSHOTS, id);
  return found;
}

const predecessorOf = (
  records: Pick<Records, 'list'>,
  { name, repo, created }: AnyRecord,
): Promise<AnyRecord | undefined> =>
  lastSnapshot(
    records,
    all(...sameConfiguration({ name: String(name), repo: repo as string | null }), {
      field: 'created',
      op: 'lt',
      value: String(created),
    }),
  );

/** The latest changes of a configuration, newest first, each with the snapshot that it led to. */
export async function configurationChanges(
  records: Pick<Records, 'list'>,
  { name, repo, limit }: ChangesQuery,
): Promise<readonly AnyRecord[]> {
  const where = all(same('name', name), ...(repo === undefined ? [] : [same('repo', repo)]));
  const newest = ['created', 'id'].map((field) => ({ field, descending: true }));
  const fields = ['id'];
  const snapshots = await records.list({ kind: SNAPSHOTS, where, sort: newest, limit, fields });
  const ids = snapshots.items.map(({ id }) => String(id));
  const changes = await records.list({
    kind: 'configuration_changes',
    where: among('snapshot_after_id', ids),
    sort: newest,
    limit,
  });
  return changes.items;
}
