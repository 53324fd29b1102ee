import { getTableColumns, sql, type Column, type SQL } from 'drizzle-orm';

import { kindOf, searchableKinds, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { nameForms, type NameForm } from '#src/kinds/name-forms';
import { namesOf } from '#src/kinds/names';
import type { Names, RecordRow, Selection } from '#src/store/store';

import type { Connection } from './connection.ts';
import { among, keyOf, readHeads } from './read.ts';

type Db = Connection['db'];

interface Named {
  readonly row: RecordRow;
  readonly kind: KindName;
}

/** Brings the names of a record in step; `before` is what it was, when it is not new. */
export function writeNames(
  { db }: Connection,
  { row, kind }: Named,
  { record, before }: { readonly record: AnyRecord; readonly before?: AnyRecord },
): void {
  if (!searchableKinds.includes(kind)) return;
  const names = namesOf(kindOf(kind), record);
  if (before && namesOf(kindOf(kind), before).join('\n') === names.join('\n')) return;
  if (before) db.run(sql`DELETE FROM wm_names WHERE row = ${row}`);
  insertNames(db, row, names);
}

const insertNames = (db: Db, row: RecordRow, names: readonly string[]): void =>
  void db.run(
    sql`INSERT OR IGNORE INTO wm_names (name, row) SELECT value, ${row} FROM json_each(${JSON.stringify(names)})`,
  );

export const createNames = ({ db }: Connection): Names => ({
  named: async (text) => rowsNamed(db, text),
  newest: async (selection) => newest(db, selection),
});

function rowsNamed(db: Db, text: string): readonly RecordRow[] {
  for (const forms of nameForms(text)) {
    const rows = rowsOfForms(db, forms);
    if (rows.length > 0) return rows;
  }
  return [];
}

/** A word that tells one record from others by a number, as ids do. */
const IDENTIFYING = /^(?=.*\d)(?=.*[\p{L}#])\S{2,100}$/u;

/**
 * A subquery of the rows that a word names, or undefined when it identifies nothing: ids and paths
 * are not among the words of a record, and who demands or excludes one means that record too.
 */
export function rowsCalled(word: string): SQL | undefined {
  if (!IDENTIFYING.test(word)) return undefined;
  const forms = nameForms(word).flat();
  const plain = forms.flatMap(({ name, kind, ends }) => ((kind ?? ends) ? [] : [name]));
  return sql`SELECT row FROM wm_names WHERE name IN ${among(plain)}`;
}

const rowsOfForms = (db: Db, forms: readonly NameForm[]): readonly RecordRow[] =>
  db
    .values<[number]>(
      sql`SELECT DISTINCT wm_records.row FROM json_each(${JSON.stringify(forms)}) AS form
        CROSS JOIN wm_names ON wm_names.name = form.value ->> 'name'
        CROSS JOIN wm_records ON wm_records.row = wm_names.row
        WHERE text_hash IS NOT NULL
          AND (form.value ->> 'kind' IS NULL OR kind = form.value ->> 'kind')
          AND (form.value ->> 'ends' IS NULL OR EXISTS (SELECT 1 FROM wm_names AS place
            WHERE place.row = wm_names.row
              AND substr(place.name, -length(form.value ->> 'ends')) = form.value ->> 'ends'))
        ORDER BY wm_records.row`,
    )
    .map(([row]) => row);

/** To SQLite NULL is the least value, so that a descending order has it last. */
const newest = (db: Db, { rows }: Selection): readonly RecordRow[] =>
  db
    .values<[number]>(
      sql`SELECT row FROM (${sql.join(searchableKinds.map(datedRows), sql` UNION ALL `)})
        WHERE row IN ${among(rows)} ORDER BY day DESC, row DESC`,
    )
    .map(([row]) => row);

function datedRows(name: KindName): SQL {
  const kind = kindOf(name);
  const date = kind.facets.date;
  const day = date === undefined ? sql`NULL` : sql`${getTableColumns(kind.table)[date] as Column}`;
  return sql`SELECT wm_records.row, ${day} AS day FROM wm_records
    JOIN ${kind.table} ON ${keyOf(kind)} = wm_records.id WHERE wm_records.kind = ${name}`;
}

/**
 * Names the records of a file that was made before records had names here. Every record with text
 * has a name, so that none at all beside such a record tells such a file.
 */
export function fillNames(connection: Connection): void {
  const { db, sqlite } = connection;
  if (!lacksNames(db)) return;
  sqlite
    .transaction(() => {
      if (lacksNames(db)) for (const kind of searchableKinds) fillKind(connection, kind);
    })
    .immediate();
}

const lacksNames = (db: Db): boolean =>
  db.values<[number]>(
    sql`SELECT EXISTS (SELECT 1 FROM wm_records WHERE text_hash IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM wm_names)`,
  )[0]?.[0] === 1;

/** Records at a time: a document can be megabytes. */
const GROUP = 200;

function fillKind(connection: Connection, name: KindName): void {
  const { db } = connection;
  const rows = db.values<[number]>(sql`SELECT row FROM wm_records WHERE kind = ${name}`);
  for (let at = 0; at < rows.length; at += GROUP) {
    const heads = readHeads(
      connection,
      rows.slice(at, at + GROUP).map(([row]) => row),
    );
    for (const { row, record } of heads.values())
      insertNames(db, row, namesOf(kindOf(name), record));
  }
}
