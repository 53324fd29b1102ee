import Database from 'better-sqlite3';

import { STOP_WORDS } from '#src/search/stop-words';

import type { Method } from './methods.ts';
import type { JudgedSet } from './sets.ts';

const WORDS = /[\p{L}\p{N}]+/gu;

/**
 * What a bare SQLite gives: FTS5 and its BM25 over title and text as one column, Porter's stems, stop
 * words dropped, the others OR-ed.
 */
export function plainFts5({ corpus }: JudgedSet, depth: number): Method {
  const sqlite = new Database(':memory:');
  sqlite.exec(`CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')`);
  const insert = sqlite.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
  sqlite.transaction(() =>
    corpus.forEach(({ title = '', text }, at) => insert.run(at, `${title}\n${text}`)),
  )();
  const ask = sqlite
    .prepare<[string, number], number>(
      'SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts), rowid LIMIT ?',
    )
    .pluck();
  return async ({ text, exclude }) => {
    const words = new Set(
      text
        .toLowerCase()
        .match(WORDS)
        ?.filter((word) => !STOP_WORDS.has(word)),
    );
    if (words.size === 0) return [];
    const found = ask.all([...words].map((word) => `"${word}"`).join(' OR '), depth + exclude.size);
    return found.map((at) => corpus[at]?._id ?? '').filter((id) => !exclude.has(id));
  };
}
