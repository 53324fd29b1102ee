import { hostname } from 'node:os';

import type { Reading, WantedFolder } from '#indexer/reading';
import { openFolder } from '#indexer/sources/folder';
import type { GitEnvironment } from '#indexer/sources/git';
import { syncFolder, type SyncOptions, type SyncReport } from '#indexer/sync';
import type { Client } from '#src/client';
import type { Source } from '#src/store/store';

import { shelfOf } from './shelf.ts';

export interface RepositoryReport extends SyncReport {
  readonly repo: string;
  readonly folders: readonly string[];
  /** Found in the folders and stored, whether new or known. */
  readonly documents: number;
  readonly skipped: Reading['skipped'];
}

/** Whether folders are taken down as sources (the default is true), or only renewed where they are `known` as such. */
export type Remembering = boolean | 'known';

/** What folders are written with. */
export interface Writing extends Pick<SyncOptions, 'prune' | 'isHeld' | 'isYoung' | 'onProgress'> {
  readonly client: Client;
  readonly remember?: Remembering;
}

/** This machine, as sources name it. */
export const thisHost = (): string => hostname();

/** Brings what is stored of a repository into step with a reading of its folders. */
export async function writeReading(
  reading: Reading,
  { client, remember = true, ...options }: Writing,
): Promise<RepositoryReport> {
  const { repo, folders, documents, unchanged, stored, skipped } = reading;
  const synced = await syncFolder({
    ...options,
    ...{ shelf: shelfOf(client), repo, stored, contents: reading },
  });
  const report = {
    ...{ repo, folders: folders.map(({ wanted }) => wanted.path) },
    documents: documents.length + unchanged.length - synced.refused.length,
    ...synced,
    skipped,
  };
  if (remember === false) return report;
  const known = remember === 'known' ? await knownPaths(client) : undefined;
  const kept = folders.filter(({ path }) => known?.has(path) ?? true);
  await rememberFolders(client, { repo, folders: kept }, report);
  return report;
}

const knownPaths = async (client: Client): Promise<ReadonlySet<string>> =>
  new Set((await client.sources(thisHost())).map(({ path }) => path));

/** Takes the folders of a reading down as sources of this machine. */
async function rememberFolders(
  client: Client,
  { repo, folders }: Pick<Reading, 'repo' | 'folders'>,
  report: RepositoryReport,
): Promise<void> {
  for (const { wanted, path, origin, prefix } of folders)
    await client.keepSource({
      ...{ host: thisHost(), path, repo, origin, prefix },
      named: wanted.repo !== undefined,
      last_sync: figuresOf(report),
    });
}

/** Takes a folder down without a look at its documents. Code: source_unreadable. */
export async function rememberFolder(
  client: Client,
  wanted: WantedFolder,
  env: GitEnvironment,
): Promise<Source> {
  const { repo: given, path: asked } = wanted;
  const { path, repo, origin, prefix } = await openFolder(asked, {
    env,
    ...(given !== undefined && { repo: given }),
  });
  const named = given !== undefined;
  return client.keepSource({ host: thisHost(), path, repo, origin, prefix, named });
}

const figuresOf = ({ documents, added, skipped, refused, ...rest }: RepositoryReport) => ({
  ...{ documents, added, changed: rest.changed + rest.moved, removed: rest.removed },
  skipped: skipped.length + refused.length,
});
