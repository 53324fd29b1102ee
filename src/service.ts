import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { withQueryCache } from '#embeddings/query-cache';
import { createWorkerEmbedder, type WorkerEmbedder } from '#embeddings/worker-embedder';
import { createIndexer, type Indexer } from '#indexer/run';
import { isLoopback, type Config } from '#src/config';
import { createApp, type App } from '#src/http/app';
import type { AppDeps, EmbedderState, Log } from '#src/http/deps';
import { chooseModel, sourceOf } from '#src/model-choice';
import { packageVersion } from '#src/package-root';
import { createSearch } from '#src/search/search';
import type { Search } from '#src/search/types';
import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';

export type { Indexer };

export interface ServiceOptions {
  /** The package's folder: `packageRoot()`. */
  readonly root: string;
  /** Default: says nothing. */
  readonly log?: Log;
  /**
   * `network`: the app asks for the token and checks the Host header.
   * `process`: the caller is the command on this machine, which holds the file itself. Default.
   */
  readonly door?: 'network' | 'process';
  /**
   * `eager`: load the model now, in the background (a server).
   * `lazy`: when something is embedded for the first time (a command that only lists must not wait). Default.
   */
  readonly models?: 'eager' | 'lazy';
}

/** Everything that a door needs, wired. Nothing listens and nothing indexes yet. */
export interface Service {
  readonly store: Store;
  readonly search: Search;
  /** Not started: a server calls `start()`, a command `drain()`. */
  readonly indexer: Indexer;
  readonly app: App;
  embedderState(): EmbedderState;
  /** Loads the model if that has not begun, and resolves when it is there or has failed; never rejects. */
  embedderSettled(): Promise<EmbedderState>;
  /** Stops the indexer and the workers, closes the store. */
  close(): Promise<void>;
}

/** Opens the file and wires search, indexer and app. Codes: those of `openStore`, invalid_config for an unknown model. */
export async function createService(config: Config, options: ServiceOptions): Promise<Service> {
  const { root, log } = options;
  const store = openStore({ path: config.database, migrations: join(root, 'migrations') });
  try {
    const { model, remark } = chooseModel(await store.spaces(), config);
    if (remark !== undefined) log?.warn({ model }, remark);
    const source = sourceOf(model, config, root);
    const queries = withQueryCache(createWorkerEmbedder({ model, source }));
    const passages = createWorkerEmbedder({ model, source });
    const service = wire({ config, options, store, queries, passages });
    if (options.models === 'eager') sayWhenFailed(service, log);
    return service;
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly options: ServiceOptions;
  readonly store: Store;
  /** Two workers, so that a question never waits behind a batch of passages. */
  readonly queries: WorkerEmbedder;
  readonly passages: WorkerEmbedder;
}

function wire({ config, options, store, queries, passages }: Parts): Service {
  const { log } = options;
  const holder = `${hostname()}:${process.pid}:${randomUUID()}`;
  const search = createSearch({ store, embedder: queries });
  const indexer = createIndexer({ store, embedder: passages, holder, ...(log && { log }) });
  const embedderState = (): EmbedderState => ({ ...queries.state(), model: queries.info.model });
  const app = createApp({
    ...{ store, search, indexer, embedderState },
    version: packageVersion(options.root),
    databasePath: config.database,
    bodyLimit: config.bodyLimit,
    ...(log && { log }),
    ...(options.door === 'network' && guards(config)),
  });
  return {
    ...{ store, search, indexer, app, embedderState },
    embedderSettled: () => queries.load().then(embedderState, embedderState),
    close: async () => {
      await indexer.stop();
      await Promise.all([queries.close(), passages.close()]);
      await store.close();
    },
  };
}

/** A token keeps strangers out; without one, only this machine's own names are answered (DNS rebinding). */
const guards = ({ token, host }: Config): Pick<AppDeps, 'token' | 'acceptsHost'> => ({
  ...(token !== undefined && { token }),
  ...(token === undefined && isLoopback(host) && { acceptsHost: isLoopback }),
});

function sayWhenFailed(service: Service, log: Log | undefined): void {
  void service.embedderSettled().then(({ state, reason, model }) => {
    if (state === 'failed')
      log?.error({ model, reason }, 'Answering by keyword only: the embedding model cannot load.');
  });
}
