import { WorkspaceError } from '#src/errors';

import type { DocumentInput } from './sources/document.ts';
import { openFolder, type Folder } from './sources/folder.ts';
import type { GitEnvironment } from './sources/git.ts';
import type { Skipped } from './sources/listing.ts';

/** What the given folders of one repository hold, as far as it could be read. */
export interface Reading {
  readonly repo: string;
  readonly folders: readonly string[];
  readonly documents: readonly DocumentInput[];
  readonly skipped: readonly Skipped[];
  /**
   * Whether a stored path is gone for sure: it lies in the folders of its origin, and all above it
   * could be read. A path of another origin, or of none that is known, is looked for in all folders.
   */
  vanished(path: string, origin?: string): boolean;
}

export interface ReadingOptions {
  readonly folders: readonly string[];
  /** Name of the repository; by default each folder's own. */
  readonly repo?: string;
  /** Environment of git; by default this process's own. */
  readonly env?: GitEnvironment;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Reads folders, those of one repository together, so that none takes the other's documents for
 * vanished. Codes: source_unreadable for a folder that cannot be read, and for two different files
 * that would be one document. Nothing is written before all are read.
 */
export async function readFolders(options: ReadingOptions): Promise<readonly Reading[]> {
  const { folders: paths, onProgress, ...rest } = options;
  const opened: Opened[] = [];
  for (const path of paths) opened.push({ path, folder: await openFolder(path, rest) });
  const total = opened.reduce((sum, { folder }) => sum + folder.paths.length, 0);
  let done = 0;
  const advance = (): void => onProgress?.({ done: ++done, total });
  const readings: Reading[] = [];
  for (const name of new Set(opened.map(({ folder }) => folder.repo)))
    readings.push(await readGroup({ repo: name, opened, advance }));
  return readings;
}

interface Opened {
  /** As it was given. */
  readonly path: string;
  readonly folder: Folder;
}

interface Group {
  readonly repo: string;
  readonly opened: readonly Opened[];
  readonly advance: () => void;
}

async function readGroup({ repo, opened, advance }: Group): Promise<Reading> {
  const group = opened.filter(({ folder }) => folder.repo === repo);
  const documents = new Map<string, DocumentInput>();
  const skipped = new Map<string, Skipped>();
  for (const { folder } of group) {
    for (const one of folder.skipped) skipped.set(one.path, one);
    for await (const file of folder.read()) {
      advance();
      if ('skipped' in file) skipped.set(file.path, { path: file.path, reason: file.skipped });
      else keep(documents, file.document);
    }
  }
  return {
    repo,
    folders: group.map(({ path }) => path),
    documents: [...documents.values()],
    skipped: [...skipped.values()],
    vanished: (path, origin) =>
      !documents.has(path) &&
      !skipped.has(path) &&
      judgesOf(group, origin).some(({ folder }) => folder.vanished(path)),
  };
}

function judgesOf(group: readonly Opened[], origin: string | undefined): readonly Opened[] {
  const own = group.filter(({ folder }) => folder.origin === origin);
  return own.length > 0 ? own : group;
}

/** A folder and one within it give the same document twice; folders of two repositories must not. */
function keep(documents: Map<string, DocumentInput>, document: DocumentInput): void {
  const { repo, path } = document;
  const other = documents.get(path);
  if (other && other.content_hash !== document.content_hash)
    throw new WorkspaceError(
      'source_unreadable',
      `Two folders of '${repo}' hold different files '${path}'.`,
      { next: 'Index them one by one, each with a --repo of its own; nothing was changed.' },
    );
  documents.set(path, document);
}
