import type { Statement } from 'better-sqlite3';

import type { JobOutcome, NewPassage, StoredPassage } from '#src/store/store';

import type { Connection } from './connection.ts';
import { notePace } from './index-pace.ts';
import { exhausted, inTurns } from './turns.ts';
import { toBlob } from './vector-blob.ts';

/** Milliseconds until a failed job is tried again: doubled with each attempt, an hour at most. */
const FIRST_RETRY = 2_000;
export const LONGEST_RETRY = 3_600_000;

/** Passages from which on outcomes are written in turns: as much as is written in about 15 ms. */
const LARGE = 400;

type Sqlite = Connection['sqlite'];
type Done = Exclude<JobOutcome, { readonly failed: string }>;
type Failed = Extract<JobOutcome, { readonly failed: string }>;

/** What is settled: by number, for a space may be dropped and come back meanwhile. */
export interface Settling {
  readonly space: number;
  readonly outcomes: readonly JobOutcome[];
}

/**
 * Carries outcomes out in one transaction; answers how many were applied. A record of some thousand passages is
 * written in turns with whatever else this thread has to do, on a connection of its own.
 */
export async function settle(
  { sqlite }: Connection,
  settling: Settling,
  another?: () => Connection,
): Promise<number> {
  if (another && sizeOf(settling) >= LARGE)
    return inTurns(another(), (own) => settled(own.sqlite, settling));
  return withoutFlush(sqlite, () =>
    sqlite.transaction(() => exhausted(settled(sqlite, settling))).immediate(),
  );
}

/** What a power cut takes away is embedded again, since its job comes back with it (resolved question 18). */
function withoutFlush<T>(sqlite: Sqlite, write: () => T): T {
  sqlite.pragma('synchronous = NORMAL');
  try {
    return write();
  } finally {
    sqlite.pragma('synchronous = FULL');
  }
}

const sizeOf = ({ outcomes }: Settling): number =>
  outcomes.reduce(
    (sum, outcome) =>
      'failed' in outcome
        ? sum
        : sum + outcome.add.length + outcome.keep.length + outcome.drop.length,
    0,
  );

function* settled(sqlite: Sqlite, { space, outcomes }: Settling): Generator<void, number> {
  const run = statementsOf(sqlite);
  let [applied, passages] = [0, 0];
  for (const outcome of outcomes) {
    if (versionOf(run, outcome.row) !== outcome.version) continue;
    const isApplied =
      'failed' in outcome ? fail(run, space, outcome) : yield* replace(run, space, outcome);
    if (!isApplied) continue;
    applied += 1;
    passages += 'add' in outcome ? outcome.add.length : 0;
  }
  notePace(sqlite, { space, records: applied, passages });
  return applied;
}

/**
 * False when the record changed or went while it was being embedded (its job stays, or went with
 * it), when somebody else settled the job meanwhile (adding passages again would double them), and
 * when the record has other passages than those that the outcome was made over.
 */
function* replace(run: Statements, space: number, outcome: Done): Generator<void, boolean> {
  const { row, drop, keep, add } = outcome;
  if (!isMadeOver(run.passages.all(space, row), outcome)) return false;
  if (run.finish.run(space, row).changes === 0) return false;
  for (const passage of drop) run.drop.run(passage);
  yield;
  for (const { passage, section, ordinal, start, end, hash } of keep) {
    run.move.run(section, ordinal, start, end, hash, passage);
    yield;
  }
  for (const passage of add) {
    insert(run, { space, row }, passage);
    yield;
  }
  return true;
}

interface JobKey {
  readonly space: number;
  readonly row: number;
}

function insert(run: Statements, { space, row }: JobKey, passage: NewPassage): void {
  const { section, ordinal, start, end, hash, vector } = passage;
  const { lastInsertRowid } = run.add.run(space, row, section, ordinal, start, end, hash);
  run.embed.run(lastInsertRowid, toBlob(vector));
}

/** Whether the outcome speaks of just the passages that are stored. */
function isMadeOver(stored: readonly StoredPassage[], { drop, keep }: Done): boolean {
  const known = new Set([...drop, ...keep.map(({ passage }) => passage)]);
  return known.size === stored.length && stored.every(({ passage }) => known.has(passage));
}

function fail(run: Statements, space: number, { row, failed }: Failed): boolean {
  const job = run.attempts.get(space, row);
  if (!job) return false;
  const attempts = job.attempts + 1;
  const wait = Math.min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY);
  run.fail.run(attempts, failed, Date.now() + wait, space, row);
  return true;
}

const versionOf = (run: Statements, row: number): number | undefined =>
  run.version.get(row)?.version;

interface Statements {
  readonly version: Statement<[number], { readonly version: number }>;
  readonly passages: Statement<[number, number], StoredPassage>;
  readonly finish: Statement<[number, number]>;
  readonly drop: Statement<[number]>;
  readonly move: Statement<[number, number, number, number, string, number]>;
  readonly add: Statement<[number, number, number, number, number, number, string]>;
  readonly embed: Statement<[number | bigint, Buffer]>;
  readonly attempts: Statement<[number, number], { readonly attempts: number }>;
  readonly fail: Statement<[number, string, number, number, number]>;
}

/** SQL itself, not drizzle: putting a query together took two thirds of the time that a passage took. */
const statementsOf = (sqlite: Sqlite): Statements => ({
  version: sqlite.prepare('SELECT version FROM wm_records WHERE row = ?'),
  passages: sqlite.prepare(PASSAGES),
  finish: sqlite.prepare('DELETE FROM wm_jobs WHERE space = ? AND row = ?'),
  drop: sqlite.prepare('DELETE FROM wm_passages WHERE passage = ?'),
  move: sqlite.prepare(
    'UPDATE wm_passages SET section = ?, ordinal = ?, start = ?, "end" = ?, hash = ? WHERE passage = ?',
  ),
  add: sqlite.prepare(
    'INSERT INTO wm_passages (space, row, section, ordinal, start, "end", hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  embed: sqlite.prepare('INSERT INTO wm_vectors (passage, embedding) VALUES (?, ?)'),
  attempts: sqlite.prepare('SELECT attempts FROM wm_jobs WHERE space = ? AND row = ?'),
  fail: sqlite.prepare(
    'UPDATE wm_jobs SET attempts = ?, reason = ?, due_at = ? WHERE space = ? AND row = ?',
  ),
});

const PASSAGES = `SELECT passage, ordinal, section, start, "end", hash FROM wm_passages
  WHERE space = ? AND row = ? ORDER BY ordinal`;

/** Of one record, in order. */
export const storedPassages = (
  { sqlite }: Connection,
  { space, row }: JobKey,
): readonly StoredPassage[] =>
  sqlite.prepare<[number, number], StoredPassage>(PASSAGES).all(space, row);
