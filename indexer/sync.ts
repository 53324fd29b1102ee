import { batchesOf, putBatch, type Refusal } from './sync-batches.ts';
import { planSync, type DocumentWrite, type FolderContents, type SyncPlan } from './sync-plan.ts';
import type { StoredDocument } from './sources/stored-document.ts';

/** Where documents are kept, as far as a sync needs it. */
export interface DocumentShelf {
  /** All documents of a repository. */
  stored(repo: string): Promise<readonly StoredDocument[]>;
  /** Adds documents, or replaces those whose id is given, all or none. */
  put(documents: readonly DocumentWrite[]): Promise<void>;
  /** Removes documents with their passages, all or none. */
  remove(ids: readonly string[]): Promise<void>;
}

export interface SyncProgress {
  /** Documents written or removed so far. */
  readonly done: number;
  readonly total: number;
}

export interface SyncOptions {
  readonly shelf: DocumentShelf;
  readonly repo: string;
  readonly contents: FolderContents;
  /** What is stored of the repository, when that is known already. */
  readonly stored?: readonly StoredDocument[];
  /** Forget all that is not found, whatever folder it came from; default false. */
  readonly prune?: boolean;
  readonly onProgress?: (progress: SyncProgress) => void;
}

export interface SyncReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Not found, and kept: none of their origin was found, or it is another folder's. */
  readonly spared: number;
  /** How many of `changed` were another text of another origin. */
  readonly replaced: number;
  readonly refused: readonly Refusal[];
}

/** Ids of one removal. */
const MOST_IDS = 500;

/** Brings the stored documents of a repository into step with a folder of it. Codes: those of the shelf. */
export async function syncFolder(options: SyncOptions): Promise<SyncReport> {
  const { shelf, repo, contents, prune = false } = options;
  const plan = planSync(contents, options.stored ?? (await shelf.stored(repo)), { prune });
  const refused = await carryOut(plan, options);
  const isRefused = ({ path }: DocumentWrite): boolean => refused.some((one) => one.path === path);
  return {
    added: plan.add.length - plan.add.filter(isRefused).length,
    changed: plan.change.length - plan.change.filter(isRefused).length,
    unchanged: plan.keep,
    removed: plan.remove.length,
    spared: plan.spared.length,
    replaced: plan.replaced,
    refused,
  };
}

/** Writes before it removes, so that a file that was moved can be found at every moment. */
async function carryOut(
  plan: SyncPlan,
  { shelf, onProgress }: SyncOptions,
): Promise<readonly Refusal[]> {
  const total = plan.add.length + plan.change.length + plan.remove.length;
  let done = 0;
  const advance = (by: number): void => onProgress?.({ done: (done += by), total });
  const refused: Refusal[] = [];
  for (const batch of batchesOf([...plan.add, ...plan.change])) {
    refused.push(...(await putBatch((documents) => shelf.put(documents), batch)));
    advance(batch.length);
  }
  for (let from = 0; from < plan.remove.length; from += MOST_IDS) {
    const ids = plan.remove.slice(from, from + MOST_IDS).map(({ id }) => id);
    await shelf.remove(ids);
    advance(ids.length);
  }
  return refused;
}
