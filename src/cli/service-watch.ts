import type { GitEnvironment } from '#indexer/sources/git';
import type { Watcher } from '#indexer/watch';
import type { Config } from '#src/config';
import type { Service } from '#src/service';

import { inProcess } from './connection.ts';
import { chosenFolders } from './sources.ts';
import { createWatching, type WatchedNews } from './watching.ts';

/** Where a server writes what happens; pino's loggers fit. */
export interface WatchLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ServiceWatchOptions {
  readonly config: Config;
  /** All sources of this machine when there are none. */
  readonly folders: readonly string[];
  readonly log: Pick<WatchLog, 'info' | 'warn'>;
  readonly env?: GitEnvironment;
}

/**
 * A watcher that writes through the service's own door. Folders come from whoever starts the server,
 * now or in the past, and never from a caller. Code: invalid_query when there is none.
 */
export async function watchForService(
  service: Service,
  { config, folders: given, log, ...options }: ServiceWatchOptions,
): Promise<Watcher> {
  const connection = inProcess(service, { token: config.token, agent: 'watch' });
  const client = {
    ...connection.client,
    keepSource: (source) => service.store.keepSource(source, { trusted: true }),
  } satisfies typeof connection.client;
  const folders = await chosenFolders({ client, connection }, { folders: given });
  return createWatching({ ...options, client, folders, onNews: (news) => tell(log, news) });
}

function tell(log: ServiceWatchOptions['log'], { news, ...rest }: WatchedNews): void {
  if ('report' in rest) {
    const { repo, added, changed, removed, skipped, refused } = rest.report;
    log.info({ repo, added, changed, removed, skipped, refused }, 'documents were read');
  } else if ('path' in rest) log.warn(rest, `a watched folder is ${news}`);
  else log.warn({ reason: String('fault' in rest ? rest.fault : rest.error) }, `watching: ${news}`);
}
