import type { Comparison, InPlace } from './moves/find.ts';
import { exactMoves } from './moves/exact.ts';
import { originIn, type Move } from './moves/move.ts';
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
  /** Documents that are to go before the others move. */
  readonly oust: readonly StoredDocument[];
  /** Documents that get another path. */
  readonly move: readonly Move[];
  readonly add: readonly DocumentWrite[];
  readonly change: readonly DocumentWrite[];
  /** How many are stored as they are. */
  readonly keep: number;
  readonly remove: readonly StoredDocument[];
  /** Not found, and kept all the same; see `planSync`. */
  readonly spared: readonly StoredDocument[];
  /** To be removed, and not yet. */
  readonly held: readonly StoredDocument[];
  /** Young ones whose file is what a missing document was: without them, the next reading finds the move. */
  readonly recall: readonly StoredDocument[];
  /** How many of `change` were another text from another origin: that of another folder, or of this one before it was moved. */
  readonly replaced: number;
}

/** What a plan depends on beside what is read and stored. */
export interface PlanOptions {
  /** Forget all that is not found; default false. */
  readonly prune?: boolean;
  /** Documents that are known to be under another path now; default none. */
  readonly moves?: readonly Move[];
  /** Documents whose path one of those takes; default none. */
  readonly ousted?: readonly StoredDocument[];
  /** Whether a document whose file is gone stays for now; by default none does. */
  isHeld?(one: StoredDocument): boolean;
  /** Whether one that was just added may turn out to be another that has moved; by default none does. */
  isYoung?(one: StoredDocument): boolean;
}

/** What was read beside what is stored. What was never read from a file cannot vanish. */
export function compare(
  { documents, vanished }: FolderContents,
  stored: readonly StoredDocument[],
): Comparison {
  const known = new Map(stored.map((document) => [document.path, document]));
  return {
    added: documents.filter(({ path }) => !known.has(path)),
    pairs: documents.flatMap((read) => pairOf(read, known.get(read.path))),
    missing: stored.filter((one) => one.content_hash !== null && vanished(one.path, originIn(one))),
  };
}

/**
 * Compares folders with what is stored of their repository. A document that is not found is removed
 * when others of its origin are: otherwise another folder of the same name or a missing mount is
 * likelier than a wish to forget everything, and it stays, unless `prune` says otherwise. One whose own
 * file is empty is gone, also when it was the last. What has moved leaves its path to another document.
 */
export function planSync(
  contents: FolderContents,
  stored: readonly StoredDocument[],
  options: PlanOptions = {},
): SyncPlan {
  const { prune = false, moves = [], isHeld = () => false, isYoung = () => false } = options;
  const { documents, unchanged = [], emptied } = contents;
  const compared = compare(contents, stored);
  const { added, pairs, missing } = withoutMoved(compared, moves);
  const changed = pairs.filter((pair) => !isSame(pair));
  const hasVanished = judgeOf({ read: [...documents, ...unchanged], ...compared });
  const isGone = (one: StoredDocument): boolean =>
    prune || hasVanished(one) || (emptied?.(one.path, originIn(one)) ?? false);
  const recalled = exactMoves(missing, unchanged.filter(isYoung));
  const awaited = new Set(recalled.map(({ from }) => from));
  const gone = missing.filter((one) => isGone(one) && !awaited.has(one));
  return {
    oust: options.ousted ?? [],
    move: moves,
    add: added,
    change: changed.map(({ read, kept }) => ({ ...read, id: kept.id })),
    keep: pairs.length - changed.length + unchanged.length,
    remove: gone.filter((one) => !isHeld(one)),
    held: gone.filter((one) => isHeld(one)),
    recall: recalled.map(({ read }) => read),
    spared: missing.filter((one) => !isGone(one) && !awaited.has(one)),
    replaced: changed.filter(isReplaced).length,
  };
}

/** What is left to do beside the moves; a file where a document has left is a new one. */
function withoutMoved({ added, pairs, missing }: Comparison, moves: readonly Move[]): Comparison {
  const moved = new Set(moves.map(({ from }) => from.id));
  const taken = new Set(moves.map(({ read }) => read));
  const left = pairs.filter(({ kept }) => moved.has(kept.id)).map(({ read }) => read);
  return {
    added: [...added, ...left].filter((read) => !taken.has(read)),
    pairs: pairs.filter(({ kept, read }) => !moved.has(kept.id) && !taken.has(read)),
    missing: missing.filter(({ id }) => !moved.has(id)),
  };
}

const pairOf = (read: DocumentInput, kept: StoredDocument | undefined): readonly InPlace[] =>
  kept ? [{ read, kept }] : [];

/** The hash covers all that a file says; where it comes from is beside it, so that a moved folder takes its documents along. */
const isSame = ({ read, kept }: InPlace): boolean =>
  read.content_hash === kept.content_hash && isFromSource(kept, sourceFactsOf(read));

const isReplaced = ({ read, kept }: InPlace): boolean =>
  originIn(kept) !== undefined &&
  originIn(read) !== originIn(kept) &&
  read.content_hash !== kept.content_hash;

interface Findings extends Pick<Comparison, 'pairs' | 'missing'> {
  /** All that were found. */
  readonly read: readonly Described[];
}

/** Whether a missing document has vanished. Of those from before origins were kept, when most are found again. */
function judgeOf({ read, pairs, missing }: Findings): (one: StoredDocument) => boolean {
  const origins = new Set(read.map(originIn));
  const hasNone = (one: StoredDocument): boolean => originIn(one) === undefined;
  const found = pairs.filter(({ kept }) => hasNone(kept)).length;
  const isTrusted = found > missing.filter(hasNone).length;
  return (one) => (hasNone(one) ? isTrusted : origins.has(originIn(one)));
}
