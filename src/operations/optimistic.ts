import { setTimeout as sleep } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';

/** Milliseconds that an attempt is repeated for at most. Every lost one is another writer's success. */
const PATIENCE = 10_000;
/** Milliseconds of the longest pause between two attempts; a random one, so that losers do not meet again. */
const LONGEST_PAUSE = 4;

/**
 * Reads, decides and writes under a condition, again and again until nobody was faster. The attempt
 * reads afresh each time, so that its own refusals (`wrong_state`, `not_found`) end it.
 * Code: database_busy, when others are faster for ten seconds.
 */
export async function optimistic<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLostRace(error)) throw error;
      if (Date.now() > deadline) throw outpaced(error);
      await sleep(Math.random() * LONGEST_PAUSE);
    }
  }
}

/** Whether a write was refused because another one was faster. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof WorkspaceError && error.code === 'precondition_failed';

/** For an attempt that sees, before it writes, that somebody else was faster. */
export const lostRace = (): WorkspaceError =>
  new WorkspaceError('precondition_failed', 'Somebody else was faster.');

const outpaced = (cause: unknown): WorkspaceError =>
  new WorkspaceError('database_busy', 'Others changed the same records faster, for ten seconds.', {
    next: 'Try again.',
    cause,
  });
