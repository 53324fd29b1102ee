import { setTimeout as sleep } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';
import type { SpaceShown, UsedModel } from '#src/operations/space-types';

import { progressFor, type Progress } from './progress.ts';
import { renderUsed } from './render/spaces.ts';
import type { Session } from './session.ts';

/** Milliseconds between looks at a space that another process builds. */
const INTERVAL = 500;
const LABEL = 'embed';

export interface ChangeOptions {
  readonly prune?: boolean;
  /** True: until the model answers; false: only leave the wish; absent: build it here unless somebody else does. */
  readonly wait?: boolean;
}

/** Asks for a model, builds its vectors when nobody else does, and says what became of it. */
export async function changeModel(
  session: Session,
  model: string,
  { prune, wait }: ChangeOptions,
): Promise<void> {
  const { client, asJson, io, say } = session;
  const used = await client.useModel({ model, ...(prune !== undefined && { prune }) });
  const isOpen = used.outcome === 'building' && wait !== false;
  if (!isOpen) {
    if (prune === true) await pruneHere(session, used.space);
    return session.answer(used, () => renderUsed(used));
  }
  if (!asJson) say(renderUsed(used));
  const progress = await progressFor(io, asJson);
  const space = await built(session, used, { progress, untilDone: wait === true });
  if (prune === true) await pruneHere(session, space);
  const outcome = space.state === 'current' ? 'current' : 'building';
  const now: UsedModel = { ...used, outcome, space, records: space.pending };
  if (asJson || outcome === 'current') session.answer(now, () => renderUsed(now));
}

/** A server does so by itself, after some time. */
async function pruneHere({ client, connection }: Session, space: SpaceShown): Promise<void> {
  if (space.state === 'current' && connection.local) await client.pruneSpaces();
}

interface Building {
  readonly progress: Progress;
  /** Look on while another process builds. */
  readonly untilDone: boolean;
}

/** The space as it is when it answers, or when another process builds it and nobody wants to wait. Codes: model_unavailable, embedding_failed, wrong_state. */
async function built(
  session: Session,
  { space: { fingerprint }, records }: UsedModel,
  { progress, untilDone }: Building,
): Promise<SpaceShown> {
  try {
    for (;;) {
      const isOurs = await buildHere(session, ({ space, pending }) => {
        if (space === fingerprint)
          progress.update(LABEL, Math.max(0, records - pending), Math.max(records, pending));
      });
      const space = await spaceOf(session, fingerprint);
      if (space.state === 'current') return space;
      refuseHopeless(space);
      if (!isOurs && !untilDone) return space;
      progress.update(
        LABEL,
        Math.max(0, records - space.pending),
        Math.max(records, space.pending),
      );
      await sleep(INTERVAL);
    }
  } finally {
    progress.end();
  }
}

type OnStep = (step: { readonly space: string; readonly pending: number }) => void;

/** False when another process does it. That the present model fails is no reason not to build the new one. */
async function buildHere({ connection }: Session, onStep: OnStep): Promise<boolean> {
  try {
    return (await connection.local?.indexer.drain(onStep, 'all')) ?? false;
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'model_unavailable') return true;
    throw error;
  }
}

async function spaceOf({ client }: Session, fingerprint: string): Promise<SpaceShown> {
  const found = (await client.spaces()).find((space) => space.fingerprint === fingerprint);
  if (found && found.state !== 'kept') return found;
  throw new WorkspaceError('wrong_state', 'Somebody else has given up this change meanwhile.', {
    next: 'Look at `workspace model spaces`.',
  });
}

/** What will not become complete by waiting. */
function refuseHopeless({ fault, model, pending, failed, fingerprint }: SpaceShown): void {
  if (fault !== undefined)
    throw new WorkspaceError('model_unavailable', `${model} cannot be built: ${fault}`, {
      next: 'The present model goes on answering. Mend it and ask again, or `workspace model cancel`.',
    });
  if (pending > 0 || failed === 0) return;
  throw new WorkspaceError(
    'embedding_failed',
    `${model} cannot embed ${failed} records that the present model can, so that one goes on answering.`,
    {
      next: `They are tried again now and then; GET /api/index/failures?space=${fingerprint} says why, \`workspace model cancel\` gives up.`,
    },
  );
}
