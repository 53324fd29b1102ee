import { setTimeout as sleep } from 'node:timers/promises';

import type { Changes, ChangesPage, ChangesQuery } from '#src/store/store';

/** Milliseconds between two looks while somebody waits: what another process writes announces itself to nobody. */
const INTERVAL = 250;

export interface Waiting {
  /** Milliseconds since 1970 at which to answer with nothing. */
  readonly until: number;
  /** Ends the waiting at once. */
  readonly signal: AbortSignal;
}

/**
 * The changes after a place, as soon as there are some; an empty page when there are none until
 * then. Codes: those of `Changes.changes`, also when the file is replaced while this waits.
 */
export async function nextChanges(
  store: Pick<Changes, 'changes'>,
  query: ChangesQuery,
  { until, signal }: Waiting,
): Promise<ChangesPage> {
  let page = await store.changes(query);
  for (let left = until - Date.now(); left > 0 && !signal.aborted; left = until - Date.now()) {
    if (page.items.length > 0) break;
    await pause(Math.min(INTERVAL, left), signal);
    page = await store.changes({ ...query, after: page.next });
  }
  return page;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
