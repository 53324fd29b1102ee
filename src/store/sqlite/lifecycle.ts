import { sql, type SQL } from 'drizzle-orm';

import type { KindName } from '#src/kinds/index';
import type { Lifecycles, SupersedingLink } from '#src/store/store';

import type { Connection } from './connection.ts';
import { LIVING } from './lifecycle-heads.ts';
import { createLifecycleReader } from './lifecycle-reader.ts';
import { lineageOf } from './lineage.ts';
import { createRecordMoment, keptWhile } from './moment.ts';
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

/** Versions are added up only when a record was written. */
const revisionOf = (connection: Connection): (() => string) =>
  keptWhile(
    createRecordMoment(connection),
    () => `${lineageOf(connection.sqlite)}-${marksOf(connection.db)}`,
  );

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
