import { and, asc, eq, sql, type SQL } from 'drizzle-orm';

import type { IndexJob, IndexQueue, IndexStatus, RecordKey, StoredSection } from '#src/store/store';

import type { Connection } from './connection.ts';
import { lease, release } from './lease.ts';
import { createMoment, keptWhile } from './moment.ts';
import { readHeads } from './read.ts';
import { jobs, records, spaces } from './schema.ts';
import { sectionsOf } from './search-index.ts';
import { LONGEST_RETRY, settle, storedPassages } from './settle.ts';

type Db = Connection['db'];

/** `another`: makes a connection of its own for what is written in turns. */
export function createIndexQueue(connection: Connection, another?: () => Connection): IndexQueue {
  const { db } = connection;
  /** Every question asks for it, and counts all passages otherwise. */
  const currentStatus = keptWhile(createMoment(connection), () => statusOf(db, asked(undefined)));
  return {
    jobs: async (space, limit) => dueJobs(connection, numberOf(db, space), limit),
    settle: async (space, outcomes) =>
      settle(connection, { space: numberOf(db, space), outcomes }, another),
    indexStatus: async (space) =>
      space === undefined ? currentStatus() : statusOf(db, asked(space)),
    failures: async (limit, space) =>
      db.all(sql`SELECT r.kind, r.id, j.reason, j.attempts,
          strftime('%Y-%m-%dT%H:%M:%fZ', j.due_at / 1000.0, 'unixepoch') AS due
        FROM wm_spaces JOIN wm_jobs AS j ON j.space = wm_spaces.space
        JOIN wm_records AS r ON r.row = j.row
        WHERE ${asked(space)} AND j.reason IS NOT NULL ORDER BY r.kind, r.id LIMIT ${limit}`),
    retryFailed: async (of) =>
      db
        .update(jobs)
        .set({ due_at: Date.now(), reason: null, attempts: 0 })
        .where(and(sql`${jobs.reason} IS NOT NULL`, of && ofRecord(of)))
        .run().changes,
    lease: async (name, holder, milliseconds) => lease(connection, { name, holder }, milliseconds),
    release: async (name, holder) => release(connection, { name, holder }),
  };
}

/** -1, which no row has, for a space that was dropped meanwhile. */
function numberOf(db: Db, fingerprint: string): number {
  const [found] = db.select().from(spaces).where(eq(spaces.fingerprint, fingerprint)).all();
  return found?.space ?? -1;
}

const ofRecord = ({ kind, id }: RecordKey): SQL =>
  sql`${jobs.row} IN (SELECT row FROM wm_records WHERE kind = ${kind} AND id = ${id})`;

/** The space with a fingerprint, or the current one. */
const asked = (space: string | undefined): SQL =>
  space === undefined ? eq(spaces.state, 'current') : eq(spaces.fingerprint, space);

/**
 * A job that was never tried is always due, and none waits longer than the longest wait: else a
 * clock that is set back would hold them up for as long.
 */
const isDue = (now: number): SQL =>
  sql`(${jobs.attempts} = 0 OR ${jobs.due_at} NOT BETWEEN ${now + 1} AND ${now + LONGEST_RETRY})`;

function dueJobs(connection: Connection, space: number, limit: number): readonly IndexJob[] {
  const due = connection.db
    .select({ row: jobs.row, version: records.version })
    .from(jobs)
    .innerJoin(records, eq(records.row, jobs.row))
    .where(and(eq(jobs.space, space), isDue(Date.now())))
    .orderBy(asc(jobs.due_at), asc(jobs.row))
    .limit(limit)
    .all();
  return withTexts(connection, space, due);
}

interface Versioned {
  readonly row: number;
  readonly version: number;
}

/** See `Audit.indexed`. */
export function indexedRecords(
  connection: Connection,
  fingerprint: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly IndexJob[] {
  const { db } = connection;
  const space = numberOf(db, fingerprint);
  const found = db.all<Versioned>(sql`SELECT row, version FROM wm_records AS r
    WHERE row > ${after} AND EXISTS (
      SELECT 1 FROM wm_passages AS p WHERE p.space = ${space} AND p.row = r.row)
    AND NOT EXISTS (SELECT 1 FROM wm_jobs AS j WHERE j.space = ${space} AND j.row = r.row)
    ORDER BY row LIMIT ${limit}`);
  return withTexts(connection, space, found);
}

function withTexts(
  connection: Connection,
  space: number,
  found: readonly Versioned[],
): readonly IndexJob[] {
  const rows = found.map(({ row }) => row);
  const heads = readHeads(connection, rows);
  const sections = byRow(sectionsOf(connection, rows));
  return found.flatMap(({ row, version }) => {
    const head = heads.get(row);
    if (!head) return [];
    const stored = storedPassages(connection, { space, row });
    return [{ row, version, head, sections: sections.get(row) ?? [], passages: stored }];
  });
}

function byRow(sections: readonly StoredSection[]): ReadonlyMap<number, readonly StoredSection[]> {
  const groups = new Map<number, StoredSection[]>();
  for (const section of sections) {
    const group = groups.get(section.row);
    if (group) group.push(section);
    else groups.set(section.row, [section]);
  }
  return groups;
}

interface Counts {
  readonly passages: number;
  readonly pending: number;
  readonly failed: number;
}

/** Without a space yet, every record with text waits for one. */
function statusOf(db: Db, which: SQL): IndexStatus {
  const [current] = db.select().from(spaces).where(which).all();
  const [counts] = db.all<Counts>(
    current
      ? sql`SELECT
          (SELECT count(*) FROM wm_passages WHERE space = ${current.space}) AS passages,
          (SELECT count(*) FROM wm_jobs WHERE space = ${current.space} AND reason IS NULL) AS pending,
          (SELECT count(*) FROM wm_jobs WHERE space = ${current.space} AND reason IS NOT NULL) AS failed`
      : sql`SELECT 0 AS passages, 0 AS failed,
          (SELECT count(*) FROM wm_records WHERE text_hash IS NOT NULL) AS pending`,
  );
  const { passages: embedded = 0, pending = 0, failed = 0 } = counts ?? {};
  return {
    space: current?.fingerprint,
    queryFingerprint: current?.query_fingerprint,
    model: current?.model,
    passages: embedded,
    pending,
    failed,
  };
}
