import { setTimeout as sleep } from 'node:timers/promises';

import type { IndexStatus } from '#src/client/types';

import type { Progress } from './progress.ts';
import type { Session } from './session.ts';
import { embedNow } from './settle.ts';

/** Milliseconds between looks at a service that embeds, and without any progress until we stop looking. */
const INTERVAL = 500;
const PATIENCE = 30_000;
const LABEL = 'embed';

/**
 * Sees to it that what was written can be found by meaning: embeds here when the file is ours and
 * no other process is at it, or watches the service do it. Answers how far it came.
 */
export async function embedAll(session: Session, progress: Progress): Promise<IndexStatus> {
  const { client, connection } = session;
  if (connection.local)
    await embedNow(session, ({ done, pending }) => progress.update(LABEL, done, done + pending));
  else await watch(session, progress);
  progress.end();
  return client.indexStatus();
}

async function watch({ client }: Session, progress: Progress): Promise<void> {
  const { pending: total } = await client.indexStatus();
  let [least, since] = [total, Date.now()];
  while (least > 0 && Date.now() - since < PATIENCE) {
    await sleep(INTERVAL);
    const { pending } = await client.indexStatus();
    progress.update(LABEL, Math.max(0, total - pending), Math.max(total, pending));
    if (pending < least) [least, since] = [pending, Date.now()];
  }
}
