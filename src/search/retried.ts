import { WorkspaceError } from '#src/errors';

const TRIES = 3;

/** Someone else has written, or deleted, what this would have, or what it was read from. */
const LOST: ReadonlySet<string> = new Set(['precondition_failed', 'duplicate_id', 'not_found']);

/** Reads and writes anew, a few times, when others were faster; the last refusal is thrown. */
export async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1)
    try {
      return await attempt();
    } catch (error) {
      const lost = error instanceof WorkspaceError && LOST.has(error.code);
      if (!lost || left === 1) throw error;
    }
}
