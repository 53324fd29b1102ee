import { sql, type SQL } from 'drizzle-orm';

import type { KindName } from '#src/kinds/index';
import type { Lifecycles, SupersedingLink } from '#src/store/store';

import type { Connection } from './connection.ts';
import { LIVING } from './lifecycle-heads.ts';
import { createLifecycleReader } from './lifecycle-reader.ts';
import { lineageOf } from './lineage.ts';
import { among } from './read.ts';

type Db = Connection['db'];

/** The relation of a link, by the side that is the successor. */
const SUPERSEDING = { from: 'supersedes', to: 'superseded_by' } as const;
const superseding: SQL = among(Object.values(SUPERSEDING));

export function createLifecycles(connection: Connection): Lifecycles {
  const revision = revisionOf(connection);
  const read = createLifecycleReader(connection, () => linksOf(connection.db));
  return {
    lifecycleRevision: async () => revision(),
    lifecycle: async () => read(),
  };
}

/**
 * SQLite itself says whether anything was written since the last time, by this connection or another
 * one; only then are versions added up (at 10,000 records: 1 ms).
 */
function revisionOf({ sqlite, db }: Connection): () => string {
  let last: { readonly written: string; readonly revision: string } | undefined;
  return () => {
    const [changes] = db.values<[number]>(sql`SELECT total_changes()`);
    const written = `${String(sqlite.pragma('data_version', { simple: true }))}-${String(changes?.[0])}`;
    if (last?.written !== written)
      last = { written, revision: `${lineageOf(sqlite)}-${marksOf(db)}` };
    return last.revision;
  };
}

/** As the revision of a snapshot, of the records that count here; rows are never used again. */
function marksOf(db: Db): string {
  const [marks] = db.values<number[]>(
    sql`SELECT max(row), count(*), total(version) FROM wm_records
      WHERE kind IN ${among([...LIVING, 'record_links'])}`,
  );
  return (marks ?? []).map(String).join('-');
}

type LinkRow = readonly [relation: string, KindName, string, KindName, string];

function linksOf(db: Db): readonly SupersedingLink[] {
  const rows = db.values(
    sql`SELECT relation, from_kind, from_id, to_kind, to_id FROM record_links
      WHERE relation IN ${superseding} ORDER BY id`,
  ) as unknown as readonly LinkRow[];
  return rows.map(([relation, fromKind, fromId, toKind, toId]) => {
    const [from, to] = [
      { kind: fromKind, id: fromId },
      { kind: toKind, id: toId },
    ];
    return relation === SUPERSEDING.from
      ? { successor: from, predecessor: to }
      : { successor: to, predecessor: from };
  });
}
