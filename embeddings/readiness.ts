import type { WorkspaceError } from '#src/errors';

import type { EmbedderState } from './embedder.ts';

interface Readiness {
  state(): EmbedderState;
  /** Loads now, or waits for the load in progress. */
  load(): Promise<void>;
  /** The same, but fails at once where a load has failed less than `retryAfter` ago. */
  loadUnlessFailed(): Promise<void>;
  /** What was loaded is gone; `loading` unless it was unloaded on purpose. */
  forget(state?: 'loading' | 'unloaded'): void;
}

interface ReadinessOptions {
  /** Rejects with a WorkspaceError. */
  readonly load: () => Promise<unknown>;
  /** Milliseconds. */
  readonly retryAfter: number;
}

/** Whether something is loaded, being loaded, or failed to load a moment ago. */
export function createReadiness(options: ReadinessOptions): Readiness {
  let current: EmbedderState = { state: 'loading' };
  let loading: Promise<void> | undefined;
  let failure: { readonly error: WorkspaceError; readonly until: number } | undefined;

  const succeed = (): void => {
    current = { state: 'ready' };
  };
  const fail = (error: WorkspaceError): never => {
    loading = undefined;
    failure = { error, until: Date.now() + options.retryAfter };
    current = { state: 'failed', reason: error.message };
    throw error;
  };
  const load = (): Promise<void> => {
    if (loading) return loading;
    current = { state: 'loading' };
    failure = undefined;
    return (loading = options.load().then(succeed, fail));
  };
  return {
    state: () => current,
    load,
    loadUnlessFailed: () =>
      failure && Date.now() < failure.until ? Promise.reject(failure.error) : load(),
    forget: (state = 'loading') => {
      current = { state };
      loading = undefined;
    },
  };
}
