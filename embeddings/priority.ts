import { access, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { getPriority, setPriority } from 'node:os';

/** Steps of `nice`: about a tenth of a core beside a thread that wants the whole of it, and all of it beside none. */
const STEP = 10;

/**
 * The pool that reads files for the whole process begins with the first who asks it, and its threads
 * take over that one's priority.
 */
const beginPool = (): void => access('/', () => undefined);

/**
 * Lets the other threads of this process go first, and so do the threads that this one starts from now
 * on: a batch of passages computes for tenths of a second on all cores, and questions must not wait for one.
 * Only Linux has a priority for each thread; elsewhere nothing happens.
 */
export function yieldToOthers(): void {
  if (process.platform !== 'linux') return;
  try {
    beginPool();
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, Math.min(getPriority(thread) + STEP, 19));
  } catch {
    return; // without /proc, or where it is forbidden: all threads share alike
  }
}
