import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import type { MakeEmbedder } from '#embeddings/pool';
import { holderOf } from '#indexer/lease';
import { createIndexer, type Indexer } from '#indexer/run';
import { isLoopback, type Config } from '#src/config';
import { createEmbedders, type ServiceEmbedders } from '#src/embedders';
import { createApp, type App } from '#src/http/app';
import type { AppDeps, EmbedderState, Log } from '#src/http/deps';
import { listLocal } from '#src/model-tools';
import { packageVersion } from '#src/package-root';
import { createSearch } from '#src/search/search';
import type { Search } from '#src/search/types';
import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';
import { createPeriodicExport, type PeriodicExport } from '#src/transfer/export/periodic';

export { openLegacy } from '#src/store/sqlite/legacy';

type Door = 'network' | 'process';

interface ServiceOptions {
  /** The package's folder: `packageRoot()`. */
  readonly root: string;
  /** Default: says nothing. */
  readonly log?: Log;
  /** Refuse a database that is not there instead of making it. Default false. */
  readonly mustExist?: boolean;
  /**
   * `network`: the app asks for the token and checks the Host header.
   * `process`: the caller is the command on this machine, which holds the file itself. Default.
   */
  readonly door?: Door;
  /**
   * `eager`: load the model now, in the background (a server).
   * `lazy`: when something is embedded for the first time (a command that only lists must not wait). Default.
   */
  readonly models?: 'eager' | 'lazy';
  /** Makes the embedder of a model. Default: those of the catalog. */
  readonly makeEmbedder?: MakeEmbedder;
}

/** Everything that a door needs, wired. Nothing listens and nothing indexes yet. */
export interface Service {
  readonly store: Store;
  readonly search: Search;
  /** Not started: a server calls `start()`, a command `drain()`. */
  readonly indexer: Indexer;
  readonly app: App;
  /** Not started: a server calls `start()`. Absent unless the settings ask for it. */
  readonly exporter?: PeriodicExport;
  embedderState(): Promise<EmbedderState>;
  /** Loads the model if that has not begun, and resolves when it is there or has failed; never rejects. */
  embedderSettled(): Promise<EmbedderState>;
  /** Stops the indexer and the workers, which have two seconds for what they are at, and closes the store. What was not embedded stays queued. */
  close(): Promise<void>;
}

/** Opens the file and wires search, indexer and app. Codes: those of `openStore`, invalid_config for an unknown model. */
export async function createService(config: Config, options: ServiceOptions): Promise<Service> {
  const { root, log } = options;
  const store = openStore({
    path: config.database,
    migrations: join(root, 'migrations'),
    mustExist: options.mustExist ?? false,
  });
  try {
    const embedders = await createEmbedders({ config, root, store, make: options.makeEmbedder });
    const { model, remark } = await embedders.state();
    if (remark !== undefined) log?.warn({ model }, remark);
    const service = wire({ config, options, store, embedders });
    if (options.models === 'eager') sayWhenFailed(service, embedders, log);
    return service;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Milliseconds that a question waits for its vector. A command asks once, right after its start, and
 * has nobody else waiting: it lets the model load. A server takes the search's default.
 */
const PATIENCE: Readonly<Record<Door, number | undefined>> = {
  network: undefined,
  process: 15_000,
};

interface Parts {
  readonly config: Config;
  readonly options: ServiceOptions;
  readonly store: Store;
  readonly embedders: ServiceEmbedders;
}

function wire({ config, options, store, embedders }: Parts): Service {
  const { log } = options;
  const holder = holderOf(randomUUID());
  const patience = PATIENCE[options.door ?? 'process'];
  const { pool, models, state: embedderState } = embedders;
  const search = createSearch({ store, embedder: pool.queries, ...(patience && { patience }) });
  const indexer = createIndexer({
    ...{ store, embedder: pool.passages, holder, onSpaces: embedders.prepare },
    ...(log && { log }),
    ...(options.door === 'network' && { beforeFlip: models.load }), // a command asks nothing after it
  });
  const app = createApp({
    ...{ store, search, indexer, embedderState, models },
    localModels: () => listLocal(config, options.root),
    version: packageVersion(options.root),
    databasePath: config.database,
    isOwner: options.door !== 'network',
    bodyLimit: config.bodyLimit,
    importLimit: config.importLimit,
    ...(log && { log }),
    ...(options.door === 'network' && guards(config)),
  });
  const exporter = exporterOf(config, store, log);
  return {
    ...{ store, search, indexer, app, embedderState },
    ...(exporter && { exporter }),
    embedderSettled: embedders.settled,
    close: async () => {
      const stopped = indexer.stop(); // it takes up nothing more, and loses the batch at hand
      await exporter?.stop();
      await pool.close();
      await stopped;
      await store.close();
    },
  };
}

function exporterOf(
  { exportEvery: every, exportDirectory: directory }: Config,
  store: Store,
  log: Log | undefined,
): PeriodicExport | undefined {
  if (every === undefined) return undefined;
  return createPeriodicExport({ store, directory, every, ...(log && { log }) });
}

/** A token keeps strangers out; without one, only this machine's own names are answered (DNS rebinding). */
const guards = ({ token, host }: Config): Pick<AppDeps, 'token' | 'acceptsHost'> => ({
  ...(token !== undefined && { token }),
  ...(token === undefined && isLoopback(host) && { acceptsHost: isLoopback }),
});

function sayWhenFailed(service: Service, { pool }: ServiceEmbedders, log: Log | undefined): void {
  void service.embedderSettled().then(({ state, reason, model }) => {
    if (state === 'failed' && !pool.closed)
      log?.error({ model, reason }, 'Answering by keyword only: the embedding model cannot load.');
  });
}
