import { setTimeout as sleep } from 'node:timers/promises';

import type { GitEnvironment } from '#indexer/sources/git';
import type { Watcher } from '#indexer/watch';
import type { Config } from '#src/config';
import type { Listener } from '#src/http/listen';
import type { Service } from '#src/service';

import { line, type Io } from './io.ts';
import type { WatchLog } from './service-watch.ts';

/** Milliseconds that the greeting waits for the model, so that it can say whether it loads. */
const PATIENCE = 3_000;

/** What a server needs of the world. */
export type ServerIo = Pick<Io, 'stdout' | 'untilStopped'>;

export interface ServeOptions {
  /** Folders whose documents are kept in step; all sources of this machine when there are none. */
  readonly watch?: readonly string[];
  /** Environment of git; by default this process's own. */
  readonly env?: GitEnvironment;
}

/** Opens the database and serves it until the user stops it. Codes: those of `createService` and `listen`. */
export async function serve(
  config: Config,
  io: ServerIo,
  options: ServeOptions = {},
): Promise<void> {
  const service = await openServer(config);
  try {
    const watcher = await watcherOf(service, config, options);
    try {
      watcher?.start();
      await serveUntilStopped(service, config, io);
    } finally {
      await watcher?.stop();
    }
  } finally {
    await service.close();
  }
}

/** The watcher that was asked for. Code: invalid_query when there is nothing to watch. */
async function watcherOf(
  service: Service,
  config: Config,
  { watch, env }: ServeOptions,
): Promise<Watcher | undefined> {
  if (!watch) return undefined;
  const { watchForService } = await import('./service-watch.ts');
  const log = await logOf(config);
  return watchForService(service, { config, folders: watch, log, ...(env && { env }) });
}

/** The service behind the network's door, with its log on stderr. */
export async function openServer(config: Config): Promise<Service> {
  const [{ createService }, { packageRoot }, log] = await Promise.all([
    import('#src/service'),
    import('#src/package-root'),
    logOf(config),
  ]);
  return createService(config, { root: packageRoot(), log, door: 'network', models: 'eager' });
}

async function logOf({ logLevel: level, token }: Config): Promise<WatchLog> {
  const { createLog } = await import('#src/log');
  return createLog({ level, secrets: token === undefined ? [] : [token] });
}

/**
 * Answers requests and keeps the index in step until the user stops it, which is heard from the
 * first moment on: what is under way then ends in order. Code: invalid_config.
 */
export async function serveUntilStopped(
  service: Service,
  config: Config,
  io: ServerIo,
): Promise<void> {
  const stopped = io.untilStopped();
  const { listen } = await import('#src/http/listen');
  const listener = await listen(service.app, config);
  service.indexer.start();
  service.exporter?.start();
  service.backups.start();
  try {
    await Promise.race([
      service.embedderSettled(),
      sleep(PATIENCE, undefined, { ref: false }),
      stopped,
    ]);
    await greet(listener, { service, config, io });
    await stopped;
  } finally {
    await listener.close();
  }
}

interface Greeted {
  readonly service: Service;
  readonly config: Config;
  readonly io: ServerIo;
}

async function greet({ url }: Listener, { service, config, io }: Greeted): Promise<void> {
  const { greeting } = await import('#src/greeting');
  const summary = await service.store.summary();
  const embedder = await service.embedderState();
  line(io.stdout, greeting({ url, database: config.database, summary, embedder }));
}
