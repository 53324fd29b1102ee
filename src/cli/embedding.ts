import { setTimeout as sleep } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';

import type { Progress } from './progress.ts';
import type { Session } from './session.ts';
import { embedNow, type Embedding } from './settle.ts';

/** Milliseconds between looks at another that embeds, and without any progress until we stop looking: twice its lease. */
const INTERVAL = 500;
const PATIENCE = 30_000;
const LABEL = 'embed';

type Place = Pick<Session, 'client' | 'connection'>;

interface Watched {
  readonly progress: Progress;
  /** Milliseconds; default 30 seconds. */
  readonly patience?: number;
}

/**
 * Sees to it that what was written can be found by meaning: embeds here when the file is ours, and
 * looks on while the service or another process does it. `queued` when it does not come on.
 */
export async function embedAll(
  place: Place,
  { progress, patience = PATIENCE }: Watched,
): Promise<Embedding> {
  const total = (await place.client.indexStatus()).pending;
  const show = (pending: number): void =>
    progress.update(LABEL, Math.max(0, total - pending), Math.max(total, pending));
  let [least, since] = [total, Date.now()];
  for (;;) {
    const embedding = await embedOrLook(place, show);
    const { pending } = await place.client.indexStatus();
    const isOver = embedding.state === 'unavailable' || pending === 0;
    if (pending < least) [least, since] = [pending, Date.now()];
    if (isOver || Date.now() - since >= patience) {
      progress.end();
      return embedding.state === 'unavailable'
        ? embedding
        : { state: pending === 0 ? 'done' : 'queued' };
    }
    show(pending);
    await sleep(INTERVAL);
  }
}

/** Here, another process may have the lease, and leave it to us later; elsewhere, the service goes on by itself. */
async function embedOrLook(place: Place, show: (pending: number) => void): Promise<Embedding> {
  if (place.connection.local) return embedNow(place, ({ pending }) => show(pending));
  const { index, embedder } = await place.client.status();
  if (index.pending === 0) return { state: 'done' };
  if (embedder.state !== 'failed') return { state: 'queued' };
  const reason = embedder.reason ?? 'The model of the service cannot load.';
  return { state: 'unavailable', cause: new WorkspaceError('model_unavailable', reason) };
}
