import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind, Lifecycle } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type { RecordHead, RecordRow } from '#src/store/store';

import type { Connection } from './connection.ts';
import { among, keyOf } from './read.ts';
import { records } from './schema.ts';

type Db = Connection['db'];
type LivingKind = Kind & { readonly lifecycle: Lifecycle };

export const LIVING: readonly KindName[] = kindNames.filter((name) => kindOf(name).lifecycle);

const living = (name: KindName): LivingKind => kindOf(name) as LivingKind;

const at = (rows: readonly RecordRow[]): SQL => sql`${records.row} IN ${among(rows)}`;

/** Of these rows, or of all, the records that have a state, a number or a relation, or are of a kind that always counts. */
export const speaking = (db: Db, rows?: readonly RecordRow[]): readonly RecordHead[] =>
  LIVING.flatMap((name) => {
    const given = rows ? sql` AND ${at(rows)}` : sql``;
    return headsWhere(db, name, sql`(${speaks(living(name))})${given}`);
  });

export const headsAt = (db: Db, rows: readonly RecordRow[]): readonly RecordHead[] =>
  rows.length === 0 ? [] : LIVING.flatMap((name) => headsWhere(db, name, at(rows)));

/** Records that go by one of these names, whether they say anything themselves or not. */
export const called = (db: Db, names: readonly string[]): readonly RecordHead[] =>
  names.length === 0
    ? []
    : LIVING.flatMap((name) => headsWhere(db, name, goesBy(living(name), names)));

/** What a record names as its successors and predecessors. */
export function namedBy({ kind: name, record }: RecordHead): readonly string[] {
  return naming(living(name).lifecycle).flatMap((field) => {
    const value: unknown = record[field] ?? [];
    return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
  });
}

/** What a record goes by. */
export function namesOf({ kind: name, id, record }: RecordHead): readonly string[] {
  const { path, url } = living(name).lifecycle;
  const known = [path, url].map((field) => (field === undefined ? undefined : record[field]));
  return [id, ...known.filter((each) => typeof each === 'string')];
}

function headsWhere(db: Db, name: KindName, where: SQL): readonly RecordHead[] {
  const kind = living(name);
  const found = db
    .select({ row: records.row, record: columnsOf(kind) })
    .from(kind.table)
    .innerJoin(records, sql`${records.kind} = ${name} AND ${records.id} = ${keyOf(kind)}`)
    .where(where)
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

function columnsOf(kind: LivingKind): Record<string, SQLiteColumn> {
  const { field, only, number, path, url, file } = kind.lifecycle;
  const { status, repo, date } = kind.facets;
  const wanted = new Set<string | undefined>([
    ...[kind.primaryKey, kind.title, status, repo, date],
    ...[field, only?.field, number, path, url, file, ...naming(kind.lifecycle)],
  ]);
  return Object.fromEntries(
    Object.entries(getTableColumns(kind.table)).filter(([name]) => wanted.has(name)),
  );
}

const columnNamed = (kind: Kind, name: string): SQLiteColumn =>
  (getTableColumns(kind.table) as Record<string, SQLiteColumn>)[name] as SQLiteColumn;

/** A plain document without a word about itself is of no interest, unless a decision names it. */
function speaks(kind: LivingKind): SQL {
  const { field, only, number } = kind.lifecycle;
  const said = [field, number, ...naming(kind.lifecycle)].flatMap((name) =>
    name === undefined ? [] : [sql`${columnNamed(kind, name)} IS NOT NULL`],
  );
  const chosen = only ? [sql`${columnNamed(kind, only.field)} IN ${among(only.values)}`] : [];
  return sql.join([...said, ...chosen], sql` OR `);
}

const ADDRESS = '://';

/** Addresses have no index, so that they are looked for only among names that are one. */
function goesBy(kind: LivingKind, names: readonly string[]): SQL {
  const { path, url } = kind.lifecycle;
  const addresses = names.filter((name) => name.includes(ADDRESS));
  const ways: readonly (readonly [string | undefined, readonly string[]])[] = [
    [kind.primaryKey, names],
    [path, names],
    [url, addresses],
  ];
  return sql.join(
    ways.flatMap(([field, wanted]) =>
      field === undefined || wanted.length === 0
        ? []
        : [sql`${columnNamed(kind, field)} IN ${among(wanted)}`],
    ),
    sql` OR `,
  );
}
