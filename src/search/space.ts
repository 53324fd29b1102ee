import type { AnyEmbedder, Embedders } from '#embeddings/embedder';
import { WorkspaceError } from '#src/errors';
import type { IndexStatus, Space, Store } from '#src/store/store';

import { embedderOf } from './vector-leg.ts';

interface SpaceDeps {
  readonly store: Pick<Store, 'indexStatus' | 'spaces'>;
  readonly embedder?: AnyEmbedder | Embedders;
}

/**
 * The space that a question is put to, read once for each: the current one. While its model is being
 * loaded here, as after a change that another process made, a kept one whose model is there answers
 * in its place. A later page is answered by the space of the first, as long as that is there.
 */
export async function spaceToAsk(deps: SpaceDeps, earlier?: string): Promise<IndexStatus> {
  const { store, embedder } = deps;
  const former = earlier === undefined ? undefined : await store.indexStatus(earlier);
  if (former?.space !== undefined) return former;
  const current = await store.indexStatus();
  const own = await embedderOf(embedder, current);
  if (own?.state?.().state !== 'loading') return current;
  const kept = (await store.spaces())
    .filter(({ state }) => state === 'kept')
    .toSorted((a, b) => b.turn - a.turn);
  for (const space of kept) {
    if (!(await isLoaded(deps, space))) continue;
    void own.load?.().catch(() => undefined); // whoever asks for its vector is told why
    const status = await store.indexStatus(space.fingerprint);
    return status.space === undefined ? current : status;
  }
  return current;
}

async function isLoaded(
  { embedder }: SpaceDeps,
  { model, queryFingerprint }: Space,
): Promise<boolean> {
  const found = await embedderOf(embedder, { model });
  return found?.info.queryFingerprint === queryFingerprint && found.state?.().state === 'ready';
}

/** Whether the space that a question was put to was dropped before it was answered. */
export const isGone = (error: unknown): boolean =>
  error instanceof WorkspaceError && error.code === 'not_found';
