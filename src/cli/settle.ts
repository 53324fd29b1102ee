import type { Envelope } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

import { reportFailure } from './failure.ts';
import type { Session } from './session.ts';

type OnProgress = (progress: { readonly done: number; readonly pending: number }) => void;

/** What became of what waits to be embedded. */
export type Embedding =
  | { readonly state: 'done' }
  /** Another process embeds, or has the file. */
  | { readonly state: 'queued' }
  | { readonly state: 'unavailable'; readonly cause: WorkspaceError };

/** Codes under which a write stands and only its embedding has to wait. */
const WAITS: Readonly<Record<string, 'queued' | 'unavailable'>> = {
  database_busy: 'queued',
  model_unavailable: 'unavailable',
  embedding_failed: 'unavailable',
};

/**
 * Embeds what a command has written before it exits (DESIGN, resolved question 19). A service that
 * is elsewhere does it itself.
 */
export async function embedNow(
  { connection }: Pick<Session, 'connection'>,
  onProgress?: OnProgress,
): Promise<Embedding> {
  try {
    const isDone = await connection.local?.indexer.drain(onProgress, 'current');
    return { state: isDone === true ? 'done' : 'queued' };
  } catch (error) {
    const state = error instanceof WorkspaceError ? WAITS[error.code] : undefined;
    if (state === 'unavailable') return { state, cause: error as WorkspaceError };
    if (state === 'queued') return { state };
    throw error;
  }
}

/** Written records with the index state that they have after `embedNow`; a model that fails is no reason to fail, and is told. */
export async function settled<E extends Envelope>(
  session: Session,
  written: readonly E[],
): Promise<readonly E[]> {
  if (!session.connection.local || written.every(({ index }) => index !== 'queued')) return written;
  const embedding = await embedNow(session);
  if (embedding.state === 'unavailable')
    reportFailure(notEmbedded(embedding.cause), session.io, session.asJson);
  return Promise.all(
    written.map(async (item) =>
      item.index === 'queued' ? ((await session.client.get(item)) as Envelope as E) : item,
    ),
  );
}

/** What is written is there, and cannot be found by its meaning yet. */
export const notEmbedded = (cause: WorkspaceError): WorkspaceError =>
  new WorkspaceError(cause.code, `Stored, but not embedded: ${cause.message}`, {
    next:
      'It is found by its words alone, and is embedded as soon as the model can be used. ' +
      (cause.next ?? ''),
    cause,
  });

const STATES: Readonly<Record<Envelope['index'], string>> = {
  current: 'indexed',
  queued: 'queued for indexing',
  failed: 'not indexed: `workspace status` says why',
  none: '',
};

/** ` (indexed)`, or nothing for a record without text. */
export const stateNote = ({ index }: Pick<Envelope, 'index'>): string =>
  STATES[index] === '' ? '' : ` (${STATES[index]})`;
