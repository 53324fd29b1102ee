import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import type { MakeEmbedder } from '#embeddings/pool';
import { holderOf } from '#indexer/lease';
import { createIndexer, type Indexer } from '#indexer/run';
import { isLoopback, type Config } from '#src/config';
import { createEmbedders, type ServiceEmbedders } from '#src/embedders';
import { createApp, type App } from '#src/http/app';
import type { AppDeps, EmbedderState, Log, Page } from '#src/http/deps';
import { inspectInstallation } from '#src/installation';
import { listLocal } from '#src/model-tools';
import { createObserving, type Observing } from '#src/observing';
import { packageVersion } from '#src/package-root';
import { createBackupKeeper, type BackupKeeper } from '#src/operations/backup';
import { createSearch } from '#src/search/search';
import type { Search } from '#src/search/types';
import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';
import { createPeriodicExport, type PeriodicExport } from '#src/transfer/export/periodic';

export { openLegacy } from '#src/store/sqlite/legacy';
export { restoreFile } from '#src/store/sqlite/restore';

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
  /** Not started: a server calls `start()`. */
  readonly backups: BackupKeeper;
  embedderState(): Promise<EmbedderState>;
  /** Loads the model if that has not begun, and resolves when it is there or has failed; never rejects. */
  embedderSettled(): Promise<EmbedderState>;
  /** Stops the indexer and the workers, which have two seconds for what they are at, and closes the store. What was not embedded stays queued. */
  close(): Promise<void>;
}

/** Opens the file and wires search, indexer and app. Codes: those of `openStore`, invalid_config for an unknown model. */
export async function createService(config: Config, options: ServiceOptions): Promise<Service> {
  const { root, log } = options;
  const observing = options.door === 'network' ? await createObserving(config, log) : undefined;
  const store = openStore({
    path: config.database,
    migrations: join(root, 'migrations'),
    mustExist: options.mustExist ?? false,
    slow: observing?.slow,
  });
  try {
    const embedders = await createEmbedders({
      ...{ config, root, store, make: options.makeEmbedder },
      onLookUp: observing?.metrics.remembered,
    });
    const { model, remark } = await embedders.state();
    if (remark !== undefined) log?.warn({ model }, remark);
    const service = wire({ config, options, store, embedders, observing });
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
  readonly observing: Observing | undefined;
}

function wire({ config, options, store, embedders, observing }: Parts): Service {
  const { log } = options;
  const holder = holderOf(randomUUID());
  const patience = PATIENCE[options.door ?? 'process'];
  const { pool, models, state: embedderState } = embedders;
  const search = createSearch({
    ...{ store, embedder: pool.queries, onAnswer: observing?.slow?.searched },
    ...(patience && { patience }),
  });
  const indexer = createIndexer({
    ...{ store, embedder: pool.passages, holder, onSpaces: embedders.prepare },
    ...(log && { log }),
    ...(options.door === 'network' && { beforeFlip: models.load }), // a command asks nothing after it
  });
  const backups = backupsOf(config, store, log);
  const app = createApp({
    ...{ store, search, indexer, embedderState, models, backups },
    agents: agentsOf(config, options.root),
    installation: async () =>
      inspectInstallation({
        ...{ config, root: options.root, store, backups },
        model: async () => (await embedderState()).model,
      }),
    localModels: () => listLocal(config, options.root),
    version: packageVersion(options.root),
    databasePath: config.database,
    isOwner: options.door !== 'network',
    bodyLimit: config.bodyLimit,
    importLimit: config.importLimit,
    ...observing,
    ...(log && { log }),
    ...(options.door === 'network' && { ...guards(config), page: pageOf(config, options) }),
  });
  const exporter = exporterOf(config, store, log);
  return {
    ...{ store, search, indexer, app, embedderState, backups },
    ...(exporter && { exporter }),
    embedderSettled: embedders.settled,
    close: async () => {
      const stopped = indexer.stop(); // it takes up nothing more, and loses the batch at hand
      await exporter?.stop();
      await backups.stop();
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

function backupsOf(config: Config, store: Store, log: Log | undefined): BackupKeeper {
  const { database, backupDirectory: directory, backupKeep: keep, backupEvery: every } = config;
  return createBackupKeeper({
    ...{ store, database, directory, keep },
    ...(every !== undefined && { every }),
    ...(log && { log }),
  });
}

/** Read with the first visit: programs and commands never make one. */
function pageOf({ token }: Config, { root, log }: ServiceOptions): Page {
  let web: Promise<Page> | undefined;
  const open = async (): Promise<Page> =>
    (await import('#src/web/web')).createWeb({
      ...{ root, signsIn: token !== undefined },
      ...(log && { log }),
    });
  return { answer: async (request, tools) => (await (web ??= open())).answer(request, tools) };
}

/** Loaded when the first agent asks: few services have any, and the protocol's library takes a tenth of a second. */
function agentsOf(config: Config, root: string): NonNullable<AppDeps['agents']> {
  const { bodyLimit, mcpReadOnly: readOnly = false } = config;
  const load = async () =>
    (await import('#src/mcp/http')).createMcpHandler({
      ...{ bodyLimit, readOnly, version: packageVersion(root) },
    });
  let handler: ReturnType<typeof load> | undefined;
  return { answer: async (request, { ask }) => (await (handler ??= load()))(request, ask) };
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
