import { findMoves } from './moves/find.ts';
import type { StoredText } from './moves/move.ts';
import { orderMoves } from './moves/order.ts';
import { batchesOf, putBatch, type Refusal } from './sync-batches.ts';
import {
  compare,
  planSync,
  type DocumentWrite,
  type FolderContents,
  type PlanOptions,
  type SyncPlan,
} from './sync-plan.ts';
import type { StoredDocument } from './sources/stored-document.ts';

/** Where documents are kept, as far as a sync needs it. */
export interface DocumentShelf {
  /** All documents of a repository. */
  stored(repo: string): Promise<readonly StoredDocument[]>;
  /** What documents say; those that are gone meanwhile are left out. */
  texts(ids: readonly string[]): Promise<readonly StoredText[]>;
  /** Adds documents, or replaces those whose id is given, in this order, all or none. */
  put(documents: readonly DocumentWrite[]): Promise<void>;
  /**
   * Removes documents with their passages, as far as they are as they are given: one that another reading has
   * changed, moved or removed meanwhile is left to it. Answers how many.
   */
  remove(documents: readonly StoredDocument[]): Promise<number>;
}

export interface SyncProgress {
  /** Documents written or removed so far. */
  readonly done: number;
  readonly total: number;
}

export interface SyncOptions extends Pick<PlanOptions, 'prune' | 'isHeld' | 'isYoung'> {
  readonly shelf: DocumentShelf;
  readonly repo: string;
  readonly contents: FolderContents;
  /** What is stored of the repository, when that is known already. */
  readonly stored?: readonly StoredDocument[];
  readonly onProgress?: (progress: SyncProgress) => void;
}

export interface SyncReport {
  readonly added: number;
  readonly changed: number;
  /** Found under another path, with changes or without. */
  readonly moved: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Not settled yet, as `isHeld` and `isYoung` said: another reading is needed soon. */
  readonly held: number;
  /** Not found, and kept: none of their origin was found, or it is another folder's. */
  readonly spared: number;
  /** How many of `changed` were another text of another origin. */
  readonly replaced: number;
  readonly refused: readonly Refusal[];
}

/** Documents of one removal. */
const MOST_REMOVED = 500;

/** Brings the stored documents of a repository into step with a folder of it. Codes: those of the shelf. */
export async function syncFolder(options: SyncOptions): Promise<SyncReport> {
  const { shelf, repo, contents, ...planning } = options;
  const stored = options.stored ?? (await shelf.stored(repo));
  const found = await findMoves(compare(contents, stored), (ids) => shelf.texts(ids));
  const plan = planSync(contents, stored, { ...planning, ...found });
  const { refused, removed } = await carryOut(plan, options);
  const isTaken = ({ path }: Pick<DocumentWrite, 'path'>): boolean =>
    !refused.some((one) => one.path === path);
  return {
    added: plan.add.filter(isTaken).length,
    changed: plan.change.filter(isTaken).length,
    moved: plan.move.filter(({ read }) => isTaken(read)).length,
    unchanged: plan.keep,
    removed,
    held: plan.held.length + plan.recall.length,
    spared: plan.spared.length,
    replaced: plan.replaced,
    refused,
  };
}

/**
 * Writes before it removes, so that what is there can be found at every moment; and moves before it
 * adds, for a new file may lie where another was. After a crash anywhere in between, the next reading
 * finds the rest to be done: each move is one write of one record.
 */
async function carryOut(
  plan: SyncPlan,
  { shelf, onProgress }: SyncOptions,
): Promise<Pick<SyncReport, 'refused' | 'removed'>> {
  const { writes, exchanges } = orderMoves(plan.move);
  const [early, late] = [plan.oust, plan.remove];
  const batches = [...exchanges, ...batchesOf(writes), ...batchesOf([...plan.add, ...plan.change])];
  const total = early.length + batches.flat().length + late.length + plan.recall.length;
  let done = 0;
  const advance = (by: number): void => onProgress?.({ done: (done += by), total });
  const refused: Refusal[] = [];
  const ousted = await removeAll(shelf, early, advance);
  for (const batch of batches) {
    refused.push(...(await putBatch((documents) => shelf.put(documents), batch)));
    advance(batch.length);
  }
  const removed = ousted + (await removeAll(shelf, late, advance));
  await removeAll(shelf, plan.recall, advance);
  return { refused, removed };
}

async function removeAll(
  shelf: DocumentShelf,
  gone: readonly StoredDocument[],
  advance: (by: number) => void,
): Promise<number> {
  let removed = 0;
  for (let from = 0; from < gone.length; from += MOST_REMOVED) {
    const some = gone.slice(from, from + MOST_REMOVED);
    removed += await shelf.remove(some);
    advance(some.length);
  }
  return removed;
}
