import { statSync } from 'node:fs';

import { sql } from 'drizzle-orm';

import { kindNames } from '#src/kinds/index';
import type { Growth, GrowthWatch } from '#src/store/store';

import type { Connection } from './connection.ts';
import { among } from './read.ts';
import type { Writers } from './writers.ts';

/** Milliseconds for which a measurement holds: it reads every page of the tables (50 MB: about 50 ms). */
const MEASURED_FOR = 60_000;

export function createGrowth(connection: Connection, writers: Writers): GrowthWatch {
  const structured = remembered(() => tableBytes(connection));
  return {
    growth: async (): Promise<Growth> => {
      const measured = structured();
      return {
        walBytes: walBytes(connection),
        ...measured,
        writers: writers.recent(),
      };
    },
  };
}

export function fileBytes({ db }: Pick<Connection, 'db'>): number {
  const [row] = db.all<{ bytes: number }>(
    sql`SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`,
  );
  return row?.bytes ?? 0;
}

/** There is no such file for a database in memory, and before the first write. */
export const walBytes = ({ sqlite }: Connection): number =>
  sqlite.memory ? 0 : (statSync(`${sqlite.name}-wal`, { throwIfNoEntry: false })?.size ?? 0);

const HISTORY = 'wm_changes';

/** By kind, and the history. CROSS JOIN keeps SQLite from walking the pages of all other tables. */
function tableBytes({ db, sqlite }: Connection): Pick<Growth, 'structured' | 'history'> {
  if (!hasTableSizes(sqlite)) return {};
  const sizes = db.all<{ kind: string; bytes: number }>(
    sql`SELECT s.tbl_name AS kind, sum(d.pgsize) AS bytes
      FROM sqlite_schema AS s CROSS JOIN dbstat AS d ON d.name = s.name AND d.aggregate = TRUE
      WHERE s.tbl_name IN ${among([...kindNames, HISTORY])} GROUP BY s.tbl_name ORDER BY bytes DESC`,
  );
  const { [HISTORY]: history = 0, ...structured } = Object.fromEntries(
    sizes.map(({ kind, bytes }) => [kind, bytes]),
  );
  return { structured, history };
}

/** Not every build of SQLite has `dbstat`. */
const hasTableSizes = (sqlite: Connection['sqlite']): boolean =>
  sqlite.prepare(`SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'`).get() !== undefined;

function remembered<T>(measure: () => T): () => T {
  let last: { readonly value: T; readonly at: number } | undefined;
  return () => {
    if (!last || Date.now() - last.at > MEASURED_FOR) last = { value: measure(), at: Date.now() };
    return last.value;
  };
}
