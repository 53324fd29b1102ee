import type { GitEnvironment } from '#indexer/sources/git';
import { createReadingMemory } from '#indexer/sources/memory';
import type { Watcher } from '#indexer/watch';
import type { Config } from '#src/config';
import type { Service } from '#src/service';

import { inProcess } from './connection.ts';
import { followFolders } from './following.ts';
import { asWanted, chosenFolders, ownSources } from './sources.ts';
import { createWatching, type WatchedNews } from './watching.ts';

/** Where a server writes what happens; pino's loggers fit. */
export interface WatchLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ServiceWatchOptions {
  readonly config: Config;
  /** When there are none: all sources of this machine, also as they change meanwhile. */
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
  const first = await chosenFolders({ client, connection }, { folders: given });
  const onNews = (news: WatchedNews): void => tell(log, news);
  if (given.length > 0) return createWatching({ ...options, client, folders: first, onNews });
  const memory = createReadingMemory();
  return followFolders({
    first,
    list: async () => (await ownSources({ client, connection })).map(asWanted),
    // A reading that is under way must not bring a source back that somebody has just removed.
    watch: (folders) =>
      createWatching({ ...options, client, folders, memory, onNews, remember: 'known' }),
    onFault: (error) => onNews({ news: 'failed', error }),
  });
}

function tell(log: ServiceWatchOptions['log'], { news, ...rest }: WatchedNews): void {
  if ('report' in rest) {
    const { repo, added, changed, moved, removed, spared, skipped, refused } = rest.report;
    const figures = { repo, added, changed, moved, removed, spared, skipped, refused };
    log.info(figures, 'documents were read');
  } else if ('path' in rest) log.warn(rest, `a watched folder is ${news}`);
  else log.warn({ reason: String('fault' in rest ? rest.fault : rest.error) }, `watching: ${news}`);
}
