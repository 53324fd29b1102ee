import { sql } from 'drizzle-orm';

import type { KindName } from '#src/kinds/index';
import type { Records, Store, Summary } from '#src/store/store';

import { ownerOfProcess } from './change-log.ts';
import { createChanges } from './changes.ts';
import { createCheckpoints } from './checkpoints.ts';
import { connect, reconnect, type Connection, type ConnectionOptions } from './connection.ts';
import { guarded } from './guarded.ts';
import { createGrowth, fileBytes } from './growth.ts';
import { replay } from './idempotency.ts';
import { createIndexPace } from './index-pace.ts';
import { createIndexQueue } from './index-queue.ts';
import { createLifecycles } from './lifecycle.ts';
import { inLane } from './lane.ts';
import { listRecords } from './list.ts';
import { createAudit, createBackups } from './maintenance.ts';
import { readIndexStates, readStored } from './read.ts';
import { createSearchIndex } from './search-index.ts';
import { createNames, fillNames } from './names.ts';
import { createPulses } from './pulse.ts';
import { renewKeywords } from './renew-keywords.ts';
import { asWorkspaceError } from './sqlite-error.ts';
import { openSnapshot } from './snapshot.ts';
import { createCoverage } from './coverage.ts';
import { createSources } from './sources.ts';
import { createSpaces } from './spaces.ts';
import { createStatistics } from './statistics.ts';
import { writeBatch, type BatchWriter } from './write.ts';
import { createWriters, type Writers } from './writers.ts';

export interface StoreOptions extends ConnectionOptions {
  /** Bytes of vectors that this process may keep in memory; more are read anew for each question. Default 256 MiB. */
  readonly vectorMemory?: number;
  /** Whether a check of the file, and VACUUM, run in a thread of their own (`beside`, the default) or `here`, which starts sooner. */
  readonly maintenance?: 'beside' | 'here';
}

/** 260,000 passages of the shipped model. */
const VECTOR_MEMORY = 256 * 2 ** 20;

/** Opens the database file, makes it when it is missing, and brings its tables up to date. Codes: those of `connect`. */
export function openStore(options: StoreOptions): Store {
  const connection = connect(options);
  prepare(connection, options);
  const queue = createIndexQueue(connection, anotherOf(connection, options));
  const writers = createWriters(connection);
  const checkpoints = createCheckpoints(connection);
  const engine: Store = {
    ...createRecords(batchWriter(connection, options, writers)),
    ...createSearchIndex(connection, options.vectorMemory ?? VECTOR_MEMORY),
    ...createNames(connection),
    ...createLifecycles(connection),
    ...createCoverage(connection),
    ...createSources(connection),
    ...createSpaces(connection),
    ...createStatistics(connection),
    ...createPulses(connection),
    ...createGrowth(connection, writers),
    ...createChanges(connection),
    ...createIndexPace(connection),
    ...createAudit(connection, options.maintenance !== 'here'),
    ...createBackups(connection, options.maintenance !== 'here'),
    ...queue,
    replay: async (key) => replay(connection, key),
    summary: async () => ({
      records: countRecords(connection),
      index: await queue.indexStatus(),
      bytes: fileBytes(connection),
    }),
    snapshot: async () => openSnapshot(connection, options.path),
    close: async () => {
      await checkpoints.close();
      if (connection.sqlite.open) writers.forget();
      connection.sqlite.close();
    },
  };
  return guarded(inLane(engine, WRITING, checkpoints.written), options.path);
}

function prepare(connection: Connection, { path }: ConnectionOptions): void {
  try {
    fillNames(connection);
    renewKeywords(connection);
  } catch (error) {
    connection.sqlite.close();
    throw asWorkspaceError(error, path);
  }
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
  'offerSpace',
  'wantSpace',
  'cancelSpace',
  'promoteSpace',
  'rollbackSpace',
  'dropSpace',
  'forget',
  'keepSource',
  'dropSource',
  'purgeSpaces',
  'repair',
  'requeue',
  'vacuum',
  'close',
] as const satisfies (keyof Store)[];

function batchWriter(
  connection: Connection,
  options: ConnectionOptions,
  writers: Writers,
): BatchWriter {
  const another = anotherOf(connection, options);
  return { connection, writers, owner: ownerOfProcess(), ...(another && { another }) };
}

/** A database in memory has one connection. */
const anotherOf = (
  { sqlite }: Connection,
  { path, slow }: ConnectionOptions,
): (() => Connection) | undefined => (sqlite.memory ? undefined : () => reconnect(path, slow));

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
