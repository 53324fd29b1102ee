import type { Database } from 'better-sqlite3';

import { WorkspaceError } from '#src/errors';
import type { RecordRow } from '#src/store/store';

import { lineageOf } from './lineage.ts';
import { createMoment } from './moment.ts';
import type { VectorBatch } from './vector-table.ts';

/** A space as the reader needs it. */
export interface SpaceRef {
  readonly number: number;
  readonly dimensions: number;
  /** Whether it is the current one, as it was read. */
  readonly current: boolean;
}

/** What tells one state of a space's passages from another: their numbers are never used again. */
export interface Census {
  readonly passages: number;
  /** Sum of the passages' numbers. */
  readonly sum: number;
}

/** Reads of vectors, many at a time. */
export interface VectorReader {
  space(fingerprint: string): SpaceRef | undefined;
  census(space: SpaceRef): Census;
  /** Passages of the records. */
  count(space: SpaceRef, rows: readonly RecordRow[]): number;
  /** The first `limit` passages above `passage`. Code: database_invalid. */
  after(space: SpaceRef, passage: number, limit: number): VectorBatch;
  /** Every passage of the records. Code: database_invalid. */
  of(space: SpaceRef, rows: readonly RecordRow[]): VectorBatch;
  numbers(space: SpaceRef): readonly number[];
  /** Changes with every commit, of this connection or of another one. */
  moment(): string;
  /** Changes when the whole file was written anew, as from a backup: then numbers are used again. */
  lineage(): number;
  /** Runs reads at one moment. */
  atOnce<T>(read: () => T): T;
}

/**
 * `group_concat` of blobs joins their bytes, which the cast gives back as they were: one value for
 * thousands of vectors. Row by row, better-sqlite3 makes a Buffer of each: three times as slow.
 */
const BATCH = `SELECT json_group_array(passage), json_group_array(row),
    CAST(group_concat(embedding, '') AS BLOB), count(*)`;

/** `CROSS JOIN` keeps the order: vectors by their number, each with its passage. */
const AFTER = `${BATCH} FROM (
  SELECT p.passage, p.row, v.embedding FROM wm_vectors AS v
  CROSS JOIN wm_passages AS p ON p.passage = v.passage
  WHERE v.passage > ? AND +p.space = ? ORDER BY v.passage LIMIT ?)`;

/** `LEFT JOIN`: a vector that is missing makes the bytes too few, which is noticed. */
const OF = `${BATCH} FROM (
  SELECT p.passage, p.row, v.embedding FROM wm_passages AS p
  LEFT JOIN wm_vectors AS v ON v.passage = p.passage
  WHERE p.space = ? AND p.row IN (SELECT value FROM json_each(?)) ORDER BY p.row, p.passage)`;

export function createVectorReader(sqlite: Database): VectorReader {
  const row = (source: string, ...values: readonly (string | number)[]): readonly unknown[] =>
    sqlite
      .prepare<unknown[], readonly unknown[]>(source)
      .raw()
      .get(...values) ?? [];
  const transaction = sqlite.transaction((read: () => unknown) => read());
  return {
    space: (fingerprint) => {
      const source = `SELECT space, dimensions, state = 'current' FROM wm_spaces WHERE fingerprint = ?`;
      const [number, dimensions, current] = row(source, fingerprint) as readonly number[];
      if (number === undefined || dimensions === undefined) return undefined;
      return { number, dimensions, current: current === 1 };
    },
    census: ({ number }) => {
      const source = 'SELECT count(*), total(passage) FROM wm_passages WHERE space = ?';
      const [passages = 0, sum = 0] = row(source, number) as readonly number[];
      return { passages, sum };
    },
    count: ({ number }, rows) => {
      const source = `SELECT count(*) FROM wm_passages
        WHERE space = ? AND row IN (SELECT value FROM json_each(?))`;
      return Number(row(source, number, JSON.stringify(rows))[0] ?? 0);
    },
    after: (space, passage, limit) => batchOf(row(AFTER, passage, space.number, limit), space),
    of: (space, rows) => batchOf(row(OF, space.number, JSON.stringify(rows)), space),
    numbers: ({ number }) => {
      const source = 'SELECT json_group_array(passage) FROM wm_passages WHERE space = ?';
      const [all = '[]'] = row(source, number) as readonly string[];
      return JSON.parse(all) as readonly number[];
    },
    moment: createMoment({ sqlite }),
    lineage: () => lineageOf(sqlite),
    atOnce: <T>(read: () => T) => transaction(read) as T,
  };
}

function batchOf(found: readonly unknown[], { dimensions }: SpaceRef): VectorBatch {
  const [passages, rows, bytes, count] = found as [string, string, Uint8Array | null, number];
  const length = count * dimensions * Float32Array.BYTES_PER_ELEMENT;
  if ((bytes?.length ?? 0) !== length) throw damaged();
  return {
    passages: JSON.parse(passages) as readonly number[],
    rows: JSON.parse(rows) as readonly RecordRow[],
    bytes: bytes ?? new Uint8Array(),
  };
}

/** For vectors that are not what was written. */
export const damaged = (): WorkspaceError =>
  new WorkspaceError('database_invalid', 'The stored vectors are damaged or not all there.', {
    next: 'Run `workspace doctor --fix`, which has them made again; the records themselves are not concerned.',
  });
