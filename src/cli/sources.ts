import type { WantedFolder } from '#indexer/reading';
import { WorkspaceError } from '#src/errors';
import type { Source } from '#src/store/store';

import type { Session } from './session.ts';
import { thisHost } from './syncing.ts';

export interface FolderChoice {
  /** As they were given; all sources of this machine when there are none. */
  readonly folders: readonly string[];
  /** Name of the repository of given folders. */
  readonly repo?: string;
  /** Read what a service elsewhere says that this machine has. */
  readonly trustService?: boolean;
}

/** The folders that somebody means. Codes: invalid_query, wrong_state when a service would choose them. */
export async function chosenFolders(
  { client, connection }: Pick<Session, 'client' | 'connection'>,
  { folders, repo, trustService = false }: FolderChoice,
): Promise<readonly WantedFolder[]> {
  if (folders.length > 0) return folders.map((path) => ({ path, ...(repo && { repo }) }));
  const sources = await ownSources({ client, connection });
  if (sources.length === 0) throw noSource();
  if (connection.local || trustService) return sources.map(asWanted);
  const paths = sources.map(({ path }) => path).join(', ');
  throw new WorkspaceError('wrong_state', `The service says that this machine has ${paths}.`, {
    next: 'Name the folders to be read, or let the service choose with --trust-service.',
  });
}

/** All of this machine; where the database is at hand, those that its owner has named. */
export async function ownSources({
  client,
  connection,
}: Pick<Session, 'client' | 'connection'>): Promise<readonly Source[]> {
  const own = await client.sources(thisHost());
  return connection.local ? own.filter(({ trusted }) => trusted) : own;
}

/** A name that nobody gave is found anew, for a remote may have got another. */
export const asWanted = ({ path, repo, prefix, named }: Source): WantedFolder => ({
  path,
  last: { repo, prefix },
  ...(named && { repo }),
});

const noSource = (): WorkspaceError =>
  new WorkspaceError('invalid_query', 'No folder is given, and none of this machine is known.', {
    next: 'Name folders: `workspace index docs`; they are remembered.',
  });

/** The source of this machine that an id or a path means. Code: not_found. */
export async function sourceCalled(
  { client }: Pick<Session, 'client'>,
  name: string,
): Promise<Source> {
  const [{ realFolder }, { resolve }, sources] = await Promise.all([
    import('#indexer/sources/folder'),
    import('node:path'),
    client.sources(),
  ]);
  // The folder may be gone, which is a reason to forget it.
  const path = await realFolder(name).catch(() => resolve(name));
  const host = thisHost();
  const found = sources.find((one) => one.id === name || (one.host === host && one.path === path));
  if (found) return found;
  throw new WorkspaceError('not_found', `There is no source '${name}' on this machine.`, {
    next: '`workspace sources list` shows what there is; name one by its path or its id.',
  });
}
