import { WorkspaceError } from '#src/errors';
import type { Spaces } from '#src/store/store';

/**
 * Milliseconds that former spaces outlive the change that was to end them: other servers on the file
 * answer from them until they have loaded the new model.
 */
export const GRACE = 10_000;

/** Drops the spaces that nobody wants to return to, some time after this was first seen. Told of time by being called. */
export function createRetirement(store: Spaces, grace: number): () => Promise<void> {
  let since: { readonly space: string; readonly at: number } | undefined;
  return async () => {
    const spaces = await store.spaces();
    const current = spaces.find(({ state }) => state === 'current');
    if (!current?.prunes) return void (since = undefined);
    if (since?.space !== current.fingerprint)
      since = { space: current.fingerprint, at: performance.now() };
    if (performance.now() - since.at < grace) return;
    for (const { state, fingerprint } of spaces)
      if (state === 'kept') await store.dropSpace(fingerprint).catch(unlessGone);
  };
}

/** Another process did it, or returned to it. */
function unlessGone(error: unknown): void {
  const isGone =
    error instanceof WorkspaceError && ['not_found', 'wrong_state'].includes(error.code);
  if (!isGone) throw error;
}
