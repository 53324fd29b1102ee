import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { load as loadVectorFunctions } from 'sqlite-vec';

/** The structure that was not chosen (docs/decisions/0021): a vec0 table of the same vectors, in a file of its own. */
export interface Vec0Queries {
  /** The `k` nearest passages. */
  nearest(vector: Float32Array, k: number): unknown;
  close(): void;
}

export function openVec0(database: string, folder: string): Vec0Queries {
  const sqlite = new Sqlite(join(folder, `${Date.now()}-vec0.db`));
  loadVectorFunctions(sqlite);
  sqlite.pragma('synchronous = OFF');
  sqlite.prepare('ATTACH ? AS source').run(database);
  const [bytes = 0] = sqlite
    .prepare<[], number>('SELECT length(embedding) FROM source.wm_vectors LIMIT 1')
    .pluck()
    .all();
  sqlite.exec(
    `CREATE VIRTUAL TABLE vectors USING vec0(passage INTEGER PRIMARY KEY, embedding float[${bytes / 4}]);
     INSERT INTO vectors (passage, embedding) SELECT passage, embedding FROM source.wm_vectors`,
  );
  const nearest = sqlite.prepare(
    'SELECT passage, distance FROM vectors WHERE embedding MATCH ? AND k = ?',
  );
  return {
    nearest: ({ buffer, byteOffset, byteLength }, k) =>
      nearest.all(Buffer.from(buffer, byteOffset, byteLength), k),
    close: () => sqlite.close(),
  };
}
