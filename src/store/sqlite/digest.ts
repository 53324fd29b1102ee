import { createHash, type Hash } from 'node:crypto';

import type { Database } from 'better-sqlite3';

/** All that a file holds, as figures that two files share only when they hold the same. */
export interface Digest {
  readonly tables: number;
  readonly rows: number;
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
}

type Value = null | bigint | number | string | Buffer;

/** What a backup says of itself is no part of what it says it of. */
const ENTRIES = `sqlite_schema WHERE name <> 'wm_backup'`;
/** Virtual tables have no pages; those that hold what they show are ordinary ones. */
const TABLES = `SELECT name FROM ${ENTRIES} AND type = 'table' AND rootpage > 0 ORDER BY name`;
const SCHEMA = `SELECT type, name, tbl_name, sql FROM ${ENTRIES} ORDER BY type, name`;

/** Of the moment that the connection sees: in a transaction all of it is one. */
export function digestOf(sqlite: Database): Digest {
  const hash = createHash('sha256');
  const names = sqlite.prepare<[], string>(TABLES).pluck().all();
  addRows(hash, sqlite, SCHEMA);
  let rows = 0;
  for (const name of names) {
    hash.update(`\0${name}\0`);
    rows += addRows(hash, sqlite, `SELECT * FROM ${quoted(name)} NOT INDEXED`);
  }
  return { tables: names.length, rows, hash: hash.digest('hex') };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** In the order of the table's key, since no index is used. Answers how many. */
function addRows(hash: Hash, sqlite: Database, source: string): number {
  const rows = sqlite.prepare<[], Value[]>(source).raw().safeIntegers().iterate();
  let count = 0;
  for (const row of rows) {
    for (const value of row) addValue(hash, value);
    count += 1;
  }
  return count;
}

/** With its type and length, so that no two rows run into the same bytes. */
function addValue(hash: Hash, value: Value): void {
  if (Buffer.isBuffer(value)) hash.update(`b${value.length}:`).update(value);
  else if (value === null) hash.update('n');
  else if (typeof value === 'string') hash.update(`t${value.length}:`).update(value);
  else hash.update(`${typeof value}${value};`);
}
