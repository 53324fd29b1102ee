import type { RetryRequest } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

import { embedAll } from './embedding.ts';
import { progressFor } from './progress.ts';
import { count } from './render/text.ts';
import type { Session } from './session.ts';
import { notEmbedded } from './settle.ts';

interface Retrying {
  /** Nothing, or a kind and an id. */
  readonly named: readonly string[];
  /** Until all is embedded. */
  readonly wait: boolean;
}

/** Makes what failed due again and sees to it that it is embedded. Codes: not_found, embedding_failed for what fails again. */
export async function retryFailed(session: Session, { named, wait }: Retrying): Promise<void> {
  const retried = await session.client.retryIndex(recordOf(named));
  if (wait && retried > 0) {
    const progress = await progressFor(session.io, session.asJson);
    const embedding = await embedAll(session, { progress });
    if (embedding.state === 'unavailable') throw notEmbedded(embedding.cause);
  }
  const { pending, failed } = await session.client.indexStatus();
  session.answer({ retried, pending, failed }, () => rendered(retried, pending, failed));
  if (wait && retried > 0 && failed > 0) throw failedAgain(failed);
}

/** Code: invalid_query. */
function recordOf([kind, id, ...more]: readonly string[]): RetryRequest | undefined {
  if (kind === undefined) return undefined;
  if (id !== undefined && more.length === 0) return { kind, id };
  throw new WorkspaceError('invalid_query', '--retry takes the kind and the id of one record.', {
    next: 'Name both, as in `workspace index --retry doc DOC-7`, or neither for all that failed.',
  });
}

function rendered(retried: number, pending: number, failed: number): string {
  if (retried === 0) return 'Nothing had failed.';
  const left = [
    ...(pending > 0 ? [`${count(pending, 'record')} waiting`] : []),
    ...(failed > 0 ? [`${count(failed, 'record')} failed`] : []),
  ];
  return [`${count(retried, 'record')} tried again`, ...left].join(' · ');
}

const failedAgain = (failed: number): WorkspaceError =>
  new WorkspaceError('embedding_failed', `${count(failed, 'record')} cannot be embedded.`, {
    next: '`workspace status` says why; they are found by their words all the same.',
  });
