import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Database } from 'better-sqlite3';

import type { Sampled } from '#src/store/backup';

import { createMatching } from './matching.ts';
import { createNearest } from './nearest.ts';
import { fromBlob } from './vector-blob.ts';

export interface Sample {
  readonly keyword: Sampled;
  readonly vector: Sampled;
}

/** Records that are tried for a word; a record may be nothing but signs. */
const TRIED = 100;
const WORD = /[\p{L}\p{N}]{3,}/u;
/** A vector beside itself, in single precision. */
const SAME = 0.999;

/** Asks for a record by a word of its text, and by a vector of its own, as a search does. */
export async function sampleOf(sqlite: Database): Promise<Sample> {
  return {
    keyword: await tried(() => byWord(sqlite)),
    vector: await tried(() => byVector(sqlite)),
  };
}

async function tried(ask: () => Promise<Sampled>): Promise<Sampled> {
  try {
    return await ask();
  } catch {
    return 'unanswered';
  }
}

/** The newest, which is what a broken index lacks first. */
const TEXTS = `SELECT row, text FROM wm_sections WHERE text <> '' ORDER BY section DESC LIMIT ?`;

async function byWord(sqlite: Database): Promise<Sampled> {
  const texts = sqlite.prepare<[number], { row: number; text: string }>(TEXTS).all(TRIED);
  const [first] = texts.flatMap(({ row, text }) => {
    const word = WORD.exec(text)?.[0];
    return word === undefined ? [] : [{ row, word }];
  });
  if (!first) return 'none';
  const matching = createMatching({ sqlite, db: drizzle(sqlite) });
  const { rows } = matching({ rows: [first.row], whole: false }, { any: [{ text: first.word }] });
  return rows.includes(first.row) ? 'answered' : 'unanswered';
}

interface VectorRow {
  readonly row: number;
  readonly fingerprint: string;
  readonly embedding: Buffer;
}

const VECTOR = `SELECT p.row, s.fingerprint, v.embedding
  FROM wm_spaces AS s CROSS JOIN wm_passages AS p ON p.space = s.space
    JOIN wm_vectors AS v ON v.passage = p.passage
  WHERE s.state = 'current' LIMIT 1`;

async function byVector(sqlite: Database): Promise<Sampled> {
  const found = sqlite.prepare<[], VectorRow>(VECTOR).get();
  if (!found) return 'none';
  const nearest = createNearest({ sqlite, db: drizzle(sqlite) }, 0);
  const place = { space: found.fingerprint, vector: fromBlob(found.embedding) };
  const { rows, similarity } = await nearest({ rows: [found.row], whole: false }, place);
  return rows.includes(found.row) && (similarity[0] ?? 0) >= SAME ? 'answered' : 'unanswered';
}
