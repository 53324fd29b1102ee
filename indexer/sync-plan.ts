import { kinds, type RecordOf } from '#src/kinds/index';
import { normaliseTimestamp } from '#src/kinds/timestamp';

import type { DocumentInput } from './sources/document.ts';

/** A stored document without its text. */
export type StoredDocument = Omit<RecordOf<'documents'>, 'content'>;

/** What a repository's folders hold now; `Reading` is one. */
export interface FolderContents {
  readonly documents: readonly DocumentInput[];
  /** Whether a stored path is gone for sure, rather than outside the folders or not readable now. */
  vanished(path: string): boolean;
}

export interface SyncPlan {
  readonly add: readonly DocumentInput[];
  readonly change: readonly DocumentInput[];
  /** How many are stored as they are. */
  readonly keep: number;
  readonly remove: readonly StoredDocument[];
  /** Vanished documents that stay all the same; see `planSync`. */
  readonly spared: readonly StoredDocument[];
}

/**
 * Compares folders with what is stored of their repository. Where nothing is left to read, or not
 * one of several stored documents is found again, a missing mount or another folder of the same name is
 * likelier than a wish to forget everything: what vanished stays, unless `prune` says otherwise.
 */
export function planSync(
  { documents, vanished }: FolderContents,
  stored: readonly StoredDocument[],
  { prune = false }: { readonly prune?: boolean } = {},
): SyncPlan {
  const known = new Map(stored.map((document) => [document.path, document]));
  const add = documents.filter(({ path }) => !known.has(path));
  const old = documents.filter(({ path }) => known.has(path));
  const change = old.filter((document) => !isSame(document, known.get(document.path)));
  const gone = stored.filter(({ path }) => vanished(path));
  const isDoubtful = documents.length === 0 || (old.length === 0 && gone.length > 1);
  const isSpared = isDoubtful && !prune;
  return {
    add,
    change,
    keep: old.length - change.length,
    remove: isSpared ? [] : gone,
    spared: isSpared ? gone : [],
  };
}

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
