import { sql } from 'drizzle-orm';

import type { KindName } from '#src/kinds/index';
import type { Records, Store, Summary } from '#src/store/store';

import { connect, reconnect, type Connection, type ConnectionOptions } from './connection.ts';
import { guarded } from './guarded.ts';
import { createGrowth, fileBytes } from './growth.ts';
import { replay } from './idempotency.ts';
import { createIndexQueue } from './index-queue.ts';
import { createLifecycles } from './lifecycle.ts';
import { inLane } from './lane.ts';
import { listRecords } from './list.ts';
import { readIndexStates, readStored } from './read.ts';
import { createSearchIndex } from './search-index.ts';
import { createNames, fillNames } from './names.ts';
import { renewKeywords } from './renew-keywords.ts';
import { openSnapshot } from './snapshot.ts';
import { createSpaces } from './spaces.ts';
import { createStatistics } from './statistics.ts';
import { writeBatch, type BatchWriter } from './write.ts';
import { createWriters, type Writers } from './writers.ts';

export interface StoreOptions extends ConnectionOptions {
  /** Bytes of vectors that this process may keep in memory; more are read anew for each question. Default 256 MiB. */
  readonly vectorMemory?: number;
}

/** 260,000 passages of the shipped model. */
const VECTOR_MEMORY = 256 * 2 ** 20;

/** Opens the database file, makes it when it is missing, and brings its tables up to date. Codes: those of `connect`. */
export function openStore(options: StoreOptions): Store {
  const connection = connect(options);
  fillNames(connection);
  renewKeywords(connection);
  const queue = createIndexQueue(connection);
  const writers = createWriters(connection);
  const engine: Store = {
    ...createRecords(batchWriter(connection, options, writers)),
    ...createSearchIndex(connection, options.vectorMemory ?? VECTOR_MEMORY),
    ...createNames(connection),
    ...createLifecycles(connection),
    ...createSpaces(connection),
    ...createStatistics(connection),
    ...createGrowth(connection, writers),
    ...queue,
    replay: async (key) => replay(connection, key),
    summary: async () => ({
      records: countRecords(connection),
      index: await queue.indexStatus(),
      bytes: fileBytes(connection),
    }),
    snapshot: async () => openSnapshot(connection, options.path),
    close: async () => {
      if (connection.sqlite.open) writers.forget();
      connection.sqlite.close();
    },
  };
  return guarded(inLane(engine, WRITING), options.path);
}

/** Methods that write, or must come after what writes. */
const WRITING = [
  'write',
  'replay',
  'settle',
  'retryFailed',
  'lease',
  'release',
  'addSpace',
  'promoteSpace',
  'dropSpace',
  'close',
] as const satisfies (keyof Store)[];

const batchWriter = (
  connection: Connection,
  { path }: ConnectionOptions,
  writers: Writers,
): BatchWriter => ({
  ...{ connection, writers },
  ...(!connection.sqlite.memory && { another: () => reconnect(path) }),
});

const createRecords = (writer: BatchWriter): Records => ({
  list: async (query) => listRecords(writer.connection, query),
  get: async (kind, id) => readStored(writer.connection, kind, id),
  indexStates: async (kind, ids) => readIndexStates(writer.connection, kind, ids),
  write: (batch) => writeBatch(writer, batch),
});

function countRecords({ db }: Connection): Summary['records'] {
  const counts = db.all<{ kind: KindName; n: number }>(
    sql`SELECT kind, count(*) AS n FROM wm_records GROUP BY kind ORDER BY kind`,
  );
  return Object.fromEntries(counts.map(({ kind, n }) => [kind, n]));
}
