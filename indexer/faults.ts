import { WorkspaceError } from '#src/errors';
import type { Space } from '#src/store/store';

/** Milliseconds until a model that failed to load is tried again. */
export const AFTER_FAILURE = 30_000;

/** Spaces that cannot be worked on for now, and why: a model that is missing must not hold up the others. */
export interface SpaceFaults {
  note(space: Space, error: WorkspaceError): void;
  /** Of a failure that was lately. */
  of(space: string): WorkspaceError | undefined;
  clear(space?: string): void;
}

/** `log` is told of spaces that do not answer; what the current one lacks is thrown by `drain`. */
export function createSpaceFaults(log?: {
  warn(fields: object, message: string): void;
}): SpaceFaults {
  const known = new Map<string, { readonly error: WorkspaceError; readonly until: number }>();
  return {
    note: ({ fingerprint, model, state }, error) => {
      known.set(fingerprint, { error, until: Date.now() + AFTER_FAILURE });
      if (state !== 'current')
        log?.warn({ model, state, reason: error.message }, 'a space waits for its model');
    },
    of: (space) => {
      const fault = known.get(space);
      return fault && Date.now() < fault.until ? fault.error : undefined;
    },
    clear: (space) => {
      if (space === undefined) known.clear();
      else known.delete(space);
    },
  };
}

/** The model itself is missing, so that no text can be embedded. */
export const isModelFailure = (error: unknown): error is WorkspaceError =>
  error instanceof WorkspaceError && error.code === 'model_unavailable';
