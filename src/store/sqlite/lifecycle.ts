import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind, Lifecycle } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type {
  Lifecycles,
  LifecycleReading,
  RecordHead,
  RecordRow,
  SupersedingLink,
} from '#src/store/store';

import type { Connection } from './connection.ts';
import { lineageOf } from './lineage.ts';
import { among, keyOf } from './read.ts';
import { records } from './schema.ts';

type Db = Connection['db'];

const LIVING: readonly KindName[] = kindNames.filter((name) => kindOf(name).lifecycle);

/** The relation of a link, by the side that is the successor. */
const SUPERSEDING = { from: 'supersedes', to: 'superseded_by' } as const;
const superseding: SQL = among(Object.values(SUPERSEDING));

export function createLifecycles(connection: Connection): Lifecycles {
  const revision = revisionOf(connection);
  return {
    lifecycleRevision: async () => revision(),
    lifecycle: async () => read(connection.db),
  };
}

const read = (db: Db): LifecycleReading => ({
  records: LIVING.flatMap((name) => headsOf(db, name)).sort((a, b) => a.row - b.row),
  links: linksOf(db),
});

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

function headsOf(db: Db, name: KindName): readonly RecordHead[] {
  const kind = kindOf(name);
  const { lifecycle } = kind;
  if (!lifecycle) return [];
  const found = db
    .select({ row: records.row, record: columnsOf(kind, lifecycle) })
    .from(kind.table)
    .innerJoin(records, sql`${records.kind} = ${name} AND ${records.id} = ${keyOf(kind)}`)
    .where(speaks(kind, lifecycle))
    .all() as readonly { readonly row: RecordRow; readonly record: AnyRecord }[];
  return found.map(({ row, record }) => ({
    row,
    kind: name,
    id: String(record[kind.primaryKey]),
    title: titleOf(kind, record),
    record,
  }));
}

/** Fields by which records name each other. */
const naming = ({ supersedes, supersededBy }: Lifecycle): readonly string[] =>
  [supersedes, supersededBy].flatMap((name) => name ?? []);

function columnsOf(kind: Kind, lifecycle: Lifecycle): Record<string, SQLiteColumn> {
  const { field, only, number, path, url, file } = lifecycle;
  const { status, repo, date } = kind.facets;
  const wanted = new Set<string | undefined>([
    ...[kind.primaryKey, kind.title, status, repo, date],
    ...[field, only?.field, number, path, url, file, ...naming(lifecycle)],
  ]);
  return Object.fromEntries(
    Object.entries(getTableColumns(kind.table)).filter(([name]) => wanted.has(name)),
  );
}

/** A plain document without a word about itself is of no interest, unless a decision names it. */
function speaks(kind: Kind, lifecycle: Lifecycle): SQL {
  const columns = getTableColumns(kind.table) as Record<string, SQLiteColumn>;
  const { field, only, number, path, url } = lifecycle;
  const said = [field, number, ...naming(lifecycle)].flatMap((name) =>
    name === undefined ? [] : [sql`${columns[name]} IS NOT NULL`],
  );
  const named = [kind.primaryKey, path, url].flatMap((name) =>
    name === undefined ? [] : [sql`${columns[name]} IN (${everyName()})`],
  );
  const chosen = only ? [sql`${columns[only.field]} IN ${among(only.values)}`] : [];
  return sql.join([...said, ...chosen, ...named], sql` OR `);
}

/** Whatever any record, or a link, names as a successor or predecessor. */
const everyName = (): SQL =>
  sql.join(
    [
      ...LIVING.flatMap((name) => {
        const { table, lifecycle } = kindOf(name);
        return naming(lifecycle as Lifecycle).map(
          (field) =>
            sql`SELECT value FROM ${table}, json_each(${sql.identifier(name)}.${sql.identifier(field)})`,
        );
      }),
      sql`SELECT from_id FROM record_links WHERE relation IN ${superseding}`,
      sql`SELECT to_id FROM record_links WHERE relation IN ${superseding}`,
    ],
    sql` UNION ALL `,
  );

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
