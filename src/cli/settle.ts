import type { Envelope } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

import type { Session } from './session.ts';

/** Codes under which a write stands and only its embedding has to wait. */
const WAITS = new Set(['model_unavailable', 'database_busy']);

type OnProgress = (progress: { readonly done: number; readonly pending: number }) => void;

/**
 * Embeds what a command has written before it exits (DESIGN, resolved question 19). Does nothing
 * when the service is elsewhere, and returns early when another process has the lease.
 */
export async function embedNow({ connection }: Session, onProgress?: OnProgress): Promise<void> {
  try {
    await connection.local?.indexer.drain(onProgress);
  } catch (error) {
    if (!(error instanceof WorkspaceError && WAITS.has(error.code))) throw error;
  }
}

/** Written records with the index state that they have after `embedNow`. */
export async function settled(
  session: Session,
  written: readonly Envelope[],
): Promise<readonly Envelope[]> {
  if (!session.connection.local || written.every(({ index }) => index !== 'queued')) return written;
  await embedNow(session);
  return Promise.all(
    written.map(async (item) => (item.index === 'queued' ? session.client.get(item) : item)),
  );
}

const STATES: Readonly<Record<Envelope['index'], string>> = {
  current: 'indexed',
  queued: 'queued for indexing',
  failed: 'not indexed: `workspace status` says why',
  none: '',
};

/** ` (indexed)`, or nothing for a record without text. */
export const stateNote = ({ index }: Pick<Envelope, 'index'>): string =>
  STATES[index] === '' ? '' : ` (${STATES[index]})`;
