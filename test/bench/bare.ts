import Sqlite from 'better-sqlite3';
import { load as loadVectorFunctions } from 'sqlite-vec';

/** The least that any hybrid search on these tables must do: two queries without scope, fusion, hits and HTTP. */
export interface BareQueries {
  /** The ten best of the keyword index. `expression` is FTS5's. */
  keywords(expression: string): unknown;
  /** The ten nearest passages, by an exact scan. */
  vectors(vector: Float32Array): unknown;
  close(): void;
}

/** The product's connection, so that both have the same cache. */
const CACHE_SIZE = -65_536;

export function openBare(path: string): BareQueries {
  const sqlite = new Sqlite(path, { readonly: true, timeout: 10_000 });
  loadVectorFunctions(sqlite);
  sqlite.pragma(`cache_size = ${CACHE_SIZE}`);
  const keywords = sqlite.prepare(
    `SELECT rowid, bm25(wm_keywords, 2.0, 1.0, 1.0, 0.5) AS score FROM wm_keywords
     WHERE wm_keywords MATCH ? ORDER BY score LIMIT 10`,
  );
  const vectors = sqlite.prepare(
    `SELECT passage, vec_distance_L2(embedding, ?) AS distance FROM wm_vectors
     ORDER BY distance LIMIT 10`,
  );
  return {
    keywords: (expression) => keywords.all(expression),
    vectors: ({ buffer, byteOffset, byteLength }) =>
      vectors.all(Buffer.from(buffer, byteOffset, byteLength)),
    close: () => sqlite.close(),
  };
}

/** The least that a list and a statistic must do: read the rows. */
export interface BareReads {
  newest(table: string, column: string): unknown;
  everything(tables: readonly string[]): unknown;
  close(): void;
}

export function openBareReads(path: string): BareReads {
  const sqlite = new Sqlite(path, { readonly: true, timeout: 10_000 });
  sqlite.pragma(`cache_size = ${CACHE_SIZE}`);
  return {
    newest: (table, column) =>
      sqlite.prepare(`SELECT * FROM ${table} ORDER BY ${column} DESC LIMIT 50`).all(),
    everything: (tables) => tables.map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all()),
    close: () => sqlite.close(),
  };
}

/** The least that a durable write must do: rows of one text in a file with the product's durability. */
export interface BareWrites {
  insert(texts: readonly string[]): void;
  close(): void;
}

export function openBareWrites(path: string): BareWrites {
  const sqlite = new Sqlite(path);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  const insert = sqlite.prepare('INSERT INTO texts (text) VALUES (?)');
  const insertAll = sqlite.transaction((texts: readonly string[]) => {
    for (const text of texts) insert.run(text);
  });
  return { insert: (texts) => insertAll.immediate(texts), close: () => sqlite.close() };
}
