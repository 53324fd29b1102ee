import { kinds, type InputOf } from '#src/kinds/index';
import { normaliseTimestamp } from '#src/kinds/timestamp';

export type DocumentInput = InputOf<'documents'>;

/** A stored document without its text. */
export type StoredDocument = Omit<DocumentInput, 'content' | 'id'> & { readonly id: string };

/** What a folder holds, as far as it could be read. Paths are relative to the repository, with `/`. */
export interface FolderContents {
  /** The folder within its repository; empty when it is the whole of it. */
  readonly prefix: string;
  readonly documents: readonly DocumentInput[];
  /** Files and folders that are there and were not read. */
  readonly skipped: readonly string[];
}

export interface SyncPlan {
  readonly add: readonly DocumentInput[];
  readonly change: readonly DocumentInput[];
  /** How many are stored as they are. */
  readonly keep: number;
  readonly remove: readonly StoredDocument[];
  /** Stored documents beneath the folder that would vanish with its last file; see `pruneEmpty`. */
  readonly spared: readonly StoredDocument[];
}

/**
 * Compares a folder with what is stored of it. Only documents beneath the folder are removed, and
 * none whose file, or a folder above it, is there and could not be read. A folder without a single
 * readable document is more often a missing mount or a wrong branch than a wish to forget
 * everything, so its documents stay unless `pruneEmpty` says otherwise.
 */
export function planSync(
  { prefix, documents, skipped }: FolderContents,
  stored: readonly StoredDocument[],
  { pruneEmpty = false }: { readonly pruneEmpty?: boolean } = {},
): SyncPlan {
  const known = new Map(stored.map((document) => [document.path, document]));
  const found = new Set(documents.map(({ path }) => path));
  const add = documents.filter(({ path }) => !known.has(path));
  const old = documents.filter(({ path }) => known.has(path));
  const change = old.filter((document) => !isSame(document, known.get(document.path)));
  const gone = stored.filter(
    ({ path }) =>
      !found.has(path) && isBeneath(path, prefix) && !skipped.some((at) => isBeneath(path, at)),
  );
  const isEmpty = documents.length === 0 && !pruneEmpty;
  return {
    add,
    change,
    keep: old.length - change.length,
    remove: isEmpty ? [] : gone,
    spared: isEmpty ? gone : [],
  };
}

/** True for the folder or file itself and for everything in it; every path is beneath the empty one. */
const isBeneath = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

/** Its text is compared by hash; the moment of reading says nothing about the file; the id follows from the path. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['id', 'content', 'indexed_at']);

/** Whether writing the document would change nothing: a new version of this program may read more from an old file. */
function isSame(document: DocumentInput, stored: StoredDocument | undefined): boolean {
  const values = stored as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(document).every(
    ([name, value]) =>
      NOT_COMPARED.has(name) || canonical(asStored(name, value)) === canonical(values?.[name]),
  );
}

const asStored = (name: string, value: unknown): unknown =>
  typeof value === 'string' && kinds.documents.fields[name]?.type === 'timestamp'
    ? normaliseTimestamp(value)
    : value;

/** Equal values give equal texts: the order of keys and the ways to say "nothing" do not count. */
function canonical(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : JSON.stringify(value.map(canonical));
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0
    ? ''
    : JSON.stringify(entries.map(([name, inner]) => [name, canonical(inner)]));
}
