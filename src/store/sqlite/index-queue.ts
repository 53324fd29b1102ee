import { and, asc, eq, lte, sql } from 'drizzle-orm';

import type {
  IndexJob,
  IndexQueue,
  IndexStatus,
  JobOutcome,
  StoredPassage,
  StoredSection,
} from '#src/store/store';

import type { Connection } from './connection.ts';
import { lease, release } from './lease.ts';
import { readHeads } from './read.ts';
import { jobs, passages, records, spaces, vectors } from './schema.ts';
import { sectionsOf } from './search-index.ts';
import { toBlob } from './vector-blob.ts';

/** Milliseconds until a failed job is tried again: doubled with each attempt, an hour at most. */
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 3_600_000;

type Db = Connection['db'];

export function createIndexQueue(connection: Connection): IndexQueue {
  const { db, sqlite } = connection;
  const settle = sqlite.transaction(
    (space: number, outcomes: readonly JobOutcome[]): number =>
      outcomes.filter((outcome) => settleOne(db, space, outcome)).length,
  );
  return {
    jobs: async (space, limit) => dueJobs(connection, numberOf(db, space), limit),
    settle: async (space, outcomes) => settle.immediate(numberOf(db, space), outcomes),
    indexStatus: async () => statusOf(db),
    failures: async (limit) =>
      db.all(sql`SELECT r.kind, r.id, j.reason, j.attempts
        FROM wm_jobs AS j JOIN wm_records AS r ON r.row = j.row
        WHERE j.reason IS NOT NULL ORDER BY r.kind, r.id LIMIT ${limit}`),
    retryFailed: async () =>
      db
        .update(jobs)
        .set({ due_at: Date.now(), reason: null, attempts: 0 })
        .where(sql`${jobs.reason} IS NOT NULL`)
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

function dueJobs(connection: Connection, space: number, limit: number): readonly IndexJob[] {
  const { db } = connection;
  const due = db
    .select({ row: jobs.row, version: records.version })
    .from(jobs)
    .innerJoin(records, eq(records.row, jobs.row))
    .where(and(eq(jobs.space, space), lte(jobs.due_at, Date.now())))
    .orderBy(asc(jobs.due_at), asc(jobs.row))
    .limit(limit)
    .all();
  const rows = due.map(({ row }) => row);
  const heads = readHeads(connection, rows);
  const sections = byRow(sectionsOf(db, rows));
  return due.flatMap(({ row, version }) => {
    const head = heads.get(row);
    if (!head) return [];
    const stored = storedPassages(db, space, row);
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

const storedPassages = (db: Db, space: number, row: number): readonly StoredPassage[] =>
  db
    .select({
      passage: passages.passage,
      ordinal: passages.ordinal,
      section: passages.section,
      start: passages.start,
      end: passages.end,
      hash: passages.hash,
    })
    .from(passages)
    .where(and(eq(passages.space, space), eq(passages.row, row)))
    .orderBy(asc(passages.ordinal))
    .all();

/**
 * False when the record changed or went while it was being embedded (its job stays, or went with
 * it), and when somebody else settled the job meanwhile: adding passages again would double them.
 */
function settleOne(db: Db, space: number, outcome: JobOutcome): boolean {
  const { row, version } = outcome;
  const [record] = db.select().from(records).where(eq(records.row, row)).all();
  if (record?.version !== version) return false;
  if ('failed' in outcome) return fail(db, { space, row }, outcome.failed);
  if (db.delete(jobs).where(jobAt({ space, row })).run().changes === 0) return false;
  for (const passage of outcome.drop)
    db.delete(passages).where(eq(passages.passage, passage)).run();
  for (const { passage, ...place } of outcome.keep)
    db.update(passages).set(place).where(eq(passages.passage, passage)).run();
  for (const { vector, ...place } of outcome.add) {
    const [added] = db
      .insert(passages)
      .values({ space, row, ...place })
      .returning({ passage: passages.passage })
      .all();
    if (added)
      db.insert(vectors)
        .values({ passage: added.passage, embedding: toBlob(vector) })
        .run();
  }
  return true;
}

interface JobKey {
  readonly space: number;
  readonly row: number;
}

const jobAt = ({ space, row }: JobKey) => and(eq(jobs.space, space), eq(jobs.row, row));

function fail(db: Db, key: JobKey, reason: string): boolean {
  const [job] = db.select().from(jobs).where(jobAt(key)).all();
  if (!job) return false;
  const attempts = job.attempts + 1;
  const wait = Math.min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY);
  db.update(jobs)
    .set({ attempts, reason, due_at: Date.now() + wait })
    .where(jobAt(key))
    .run();
  return true;
}

interface Counts {
  readonly passages: number;
  readonly pending: number;
  readonly failed: number;
}

/** Without a space yet, every record with text waits for one. */
function statusOf(db: Db): IndexStatus {
  const [current] = db.select().from(spaces).where(eq(spaces.state, 'current')).all();
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
