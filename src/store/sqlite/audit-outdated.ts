import { setImmediate as otherWork } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';

import { kindOf, searchableKinds, type KindName } from '#src/kinds/index';
import { namesOf } from '#src/kinds/names';
import type { RecordRow } from '#src/store/store';

import type { Connection } from './connection.ts';
import { readStored } from './read.ts';
import { searchableOf } from './searchable.ts';

/** A record that is not indexed as it is. */
export interface Outdated {
  readonly row: RecordRow;
  /** Kind and id. */
  readonly place: string;
  /** Whether its text is not the one that was cut. */
  readonly text: boolean;
  /** Whether its names are others. */
  readonly names: boolean;
}

interface Kept {
  readonly row: RecordRow;
  readonly kind: KindName;
  readonly id: string;
  readonly text_hash: string | null;
  /** JSON. */
  readonly names: string;
}

/** Records at a time; between two groups other requests are answered. */
const GROUP = 100;

const KEPT = `SELECT row, kind, id, text_hash,
    (SELECT json_group_array(name) FROM wm_names WHERE wm_names.row = wm_records.row) AS names
  FROM wm_records WHERE row > ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY row LIMIT ?`;

/**
 * Records that were changed past this program, or indexed by another version of it. Group by group:
 * a statement that is stepped through would let nobody else use the connection in between.
 */
export async function outdatedRows(sqlite: Database): Promise<readonly Outdated[]> {
  const connection = { sqlite, db: drizzle(sqlite) };
  const kept = sqlite.prepare<[number, string, number], Kept>(KEPT);
  const kinds = JSON.stringify(searchableKinds);
  const found: Outdated[] = [];
  for (let group = kept.all(0, kinds, GROUP); group.length > 0;) {
    for (const each of group) found.push(...outdatedIn(connection, each));
    await otherWork();
    group = kept.all(group.at(-1)?.row ?? Infinity, kinds, GROUP);
  }
  return found;
}

function outdatedIn(connection: Connection, kept: Kept): readonly Outdated[] {
  const { row, kind: name, id } = kept;
  const record = readStored(connection, name, id)?.record;
  if (!record) return [];
  const kind = kindOf(name);
  const text = kept.text_hash !== (searchableOf(kind, record)?.hash ?? null);
  const names = !sameNames(kept.names, namesOf(kind, record));
  return text || names ? [{ row, place: `${name} ${id}`, text, names }] : [];
}

/** In any order. */
function sameNames(kept: string, names: readonly string[]): boolean {
  const known = new Set(JSON.parse(kept) as readonly string[]);
  return known.size === names.length && names.every((name) => known.has(name));
}
