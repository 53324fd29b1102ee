import type { DocumentInput } from './sources/document.ts';
import {
  isFromSource,
  sourceFactsOf,
  type Described,
  type StoredDocument,
} from './sources/stored-document.ts';

/** A document to be written; with the id of the stored one that it takes the place of. */
export type DocumentWrite = DocumentInput & { readonly id?: string };

/** What a repository's folders hold now; `Reading` is one. */
export interface FolderContents {
  readonly documents: readonly DocumentInput[];
  /** Stored documents that were found as they are; default none. */
  readonly unchanged?: readonly StoredDocument[];
  /** Whether a stored path is gone for sure, as far as the folders of its origin tell; without an origin, all folders. */
  vanished(path: string, origin?: string): boolean;
  /** Whether its own file is there, and empty; by default none is. */
  emptied?(path: string, origin: string | undefined): boolean;
}

export interface SyncPlan {
  readonly add: readonly DocumentWrite[];
  readonly change: readonly DocumentWrite[];
  /** How many are stored as they are. */
  readonly keep: number;
  readonly remove: readonly StoredDocument[];
  /** Not found, and kept all the same; see `planSync`. */
  readonly spared: readonly StoredDocument[];
  /** How many of `change` were another text from another origin: that of another folder, or of this one before it was moved. */
  readonly replaced: number;
}

/**
 * Compares folders with what is stored of their repository. A document that is not found is removed
 * when others of its origin are: otherwise another folder of the same name or a missing mount is
 * likelier than a wish to forget everything, and it stays, unless `prune` says otherwise. What was
 * never read from a file cannot vanish. One whose own file is empty is gone, also when it was the last.
 */
export function planSync(
  { documents, unchanged = [], vanished, emptied }: FolderContents,
  stored: readonly StoredDocument[],
  { prune = false }: { readonly prune?: boolean } = {},
): SyncPlan {
  const known = new Map(stored.map((document) => [document.path, document]));
  const add = documents.filter(({ path }) => !known.has(path));
  const pairs = documents.flatMap((read) => pairOf(read, known.get(read.path)));
  const changed = pairs.filter((pair) => !isSame(pair));
  const missing = stored.filter(
    (one) => one.content_hash !== null && vanished(one.path, originIn(one)),
  );
  const hasVanished = judgeOf({ read: [...documents, ...unchanged], pairs, missing });
  const isGone = (one: StoredDocument): boolean =>
    prune || hasVanished(one) || (emptied?.(one.path, originIn(one)) ?? false);
  return {
    add,
    change: changed.map(({ read, kept }) => ({ ...read, id: kept.id })),
    keep: pairs.length - changed.length + unchanged.length,
    remove: missing.filter(isGone),
    spared: missing.filter((one) => !isGone(one)),
    replaced: changed.filter(isReplaced).length,
  };
}

interface Pair {
  readonly read: DocumentInput;
  readonly kept: StoredDocument;
}

const pairOf = (read: DocumentInput, kept: StoredDocument | undefined): readonly Pair[] =>
  kept ? [{ read, kept }] : [];

/** The hash covers all that a file says; where it comes from is beside it, so that a moved folder takes its documents along. */
const isSame = ({ read, kept }: Pair): boolean =>
  read.content_hash === kept.content_hash && isFromSource(kept, sourceFactsOf(read));

const isReplaced = ({ read, kept }: Pair): boolean =>
  originIn(kept) !== undefined &&
  originIn(read) !== originIn(kept) &&
  read.content_hash !== kept.content_hash;

interface Findings {
  /** All that were found. */
  readonly read: readonly Described[];
  readonly pairs: readonly Pair[];
  readonly missing: readonly StoredDocument[];
}

/** Whether a missing document has vanished. Of those from before origins were kept, when most are found again. */
function judgeOf({ read, pairs, missing }: Findings): (one: StoredDocument) => boolean {
  const origins = new Set(read.map(originIn));
  const hasNone = (one: StoredDocument): boolean => originIn(one) === undefined;
  const found = pairs.filter(({ kept }) => hasNone(kept)).length;
  const isTrusted = found > missing.filter(hasNone).length;
  return (one) => (hasNone(one) ? isTrusted : origins.has(originIn(one)));
}

/** Where a document came from, as `Folder.origin` names it. */
const originIn = (document: Described): string | undefined => sourceFactsOf(document).origin;
