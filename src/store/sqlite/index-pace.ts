import type { IndexPace, SpacePace } from '#src/store/index-pace';

import type { Connection } from './connection.ts';
import { isHeld } from './lease.ts';

/** Milliseconds that are told of. */
const WINDOW = 60_000;

type Sqlite = Connection['sqlite'];

interface Settled {
  /** The space's number. */
  readonly space: number;
  readonly records: number;
  readonly passages: number;
}

const NOTE = `INSERT INTO wm_index_pace (space, second, busy, records, passages, at)
  SELECT :space, CAST(:now / 1000 AS INTEGER), max(0, min(${String(WINDOW)}, :now - max(
      coalesce((SELECT max(at) FROM wm_index_pace WHERE at <= :now), 0),
      coalesce((SELECT since FROM wm_leases WHERE name = 'indexer'), :now)))),
    :records, :passages, :now
  WHERE true ON CONFLICT (space, second) DO UPDATE SET busy = busy + excluded.busy,
    records = records + excluded.records, passages = passages + excluded.passages, at = excluded.at`;

/** Within the transaction that settles it. What is older, or later because the clock was set back, goes. */
export function notePace(sqlite: Sqlite, settled: Settled): void {
  if (settled.records === 0) return;
  const now = Date.now();
  sqlite.prepare('DELETE FROM wm_index_pace WHERE at NOT BETWEEN ? AND ?').run(now - WINDOW, now);
  sqlite.prepare(NOTE).run({ ...settled, now });
}

const LATELY = `SELECT s.fingerprint AS space, sum(p.records) AS records, sum(p.passages) AS passages,
    sum(p.busy) AS busy FROM wm_index_pace AS p JOIN wm_spaces AS s ON s.space = p.space
  WHERE p.at BETWEEN ? AND ? AND s.state <> 'dropped' GROUP BY s.space ORDER BY s.space`;

interface HolderRow {
  readonly holder: string;
  readonly expires_at: number;
  readonly since: number | null;
}

export const createIndexPace = ({ sqlite }: Connection): IndexPace => ({
  indexPace: async () => {
    const now = Date.now();
    return sqlite.prepare<[number, number], SpacePace>(LATELY).all(now - WINDOW, now);
  },
  indexHolder: async () => {
    const row = sqlite
      .prepare<[], HolderRow>(
        `SELECT holder, expires_at, since FROM wm_leases WHERE name = 'indexer'`,
      )
      .get();
    if (!row || !isHeld(row.expires_at)) return undefined;
    const { holder, since } = row;
    return { holder, ...(since !== null && { since: new Date(since).toISOString() }) };
  },
});
