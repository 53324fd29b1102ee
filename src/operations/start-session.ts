import { WorkspaceError } from '#src/errors';
import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Records, WriteOperation } from '#src/store/store';

import { all } from './conditions.ts';
import {
  inProgressOf,
  lastContext,
  lastHandoff,
  openSessions,
  SESSIONS,
} from './current-session.ts';
import { isLostRace } from './optimistic.ts';
import type { Started, Who } from './session-types.ts';

export interface SessionStart {
  /** Checked fields of the new session, `user` or `ai_assistant` among them. Without `context_id` it goes on in the context of the last one; null is none. */
  readonly session: AnyRecord & Who;
  /** Ends what is in progress instead of refusing. */
  readonly endPrevious: boolean;
}

/**
 * Starts a session. A person or agent has one in progress: of two starts at once one wins.
 * Codes: wrong_state (one is in progress; its id and start are in the sentence), broken_reference.
 */
export async function startSession(
  records: Records,
  { session: given, endPrevious }: SessionStart,
): Promise<Started> {
  await checkContext(records, given['context_id']);
  const session = { context_id: await lastContext(records, given), ...given };
  const handoff = await lastHandoff(records, session);
  const previous = endPrevious ? await openSessions(records, inProgressOf(session)) : [];
  const receipt = await startUnlessOpen(records, session, previous);
  const written = receipt.outcomes.flatMap(({ stored }) => stored ?? []);
  const started = written.at(-1);
  if (!started) throw new Error('The store wrote a session and did not give it back.');
  const ended = written.slice(0, -1).map(({ id }) => id);
  return { session: started, handoff: handoff ?? null, ended };
}

async function startUnlessOpen(
  records: Records,
  session: SessionStart['session'],
  previous: readonly AnyRecord[],
) {
  const operations = [
    ...previous.map(ending),
    { op: 'create', kind: SESSIONS, value: session } as const,
  ];
  const where = openBeside(session, previous);
  try {
    return await records.write({ operations, unless: { kind: SESSIONS, where } });
  } catch (error) {
    const [open] = isLostRace(error) ? await openSessions(records, where) : [];
    throw open ? isOpen(open) : error;
  }
}

function ending({ id }: AnyRecord): WriteOperation {
  const value = { status: 'completed', end_time: new Date().toISOString() };
  return { op: 'patch', kind: SESSIONS, id: String(id), value };
}

const openBeside = (who: Who, previous: readonly AnyRecord[]): Filter =>
  all(inProgressOf(who), { field: 'id', op: 'nin', value: previous.map(({ id }) => String(id)) });

function isOpen({ id, user, ai_assistant, start_time }: AnyRecord): WorkspaceError {
  const who = [user, ai_assistant].filter(Boolean).join(' with ');
  return new WorkspaceError(
    'wrong_state',
    `The session '${String(id)}' of ${who} has been in progress since ${String(start_time)}.`,
    { next: 'End it first, go on in it, or start with end_previous.' },
  );
}

/** The table has no foreign key for it: a session outlives its context. */
async function checkContext(records: Records, id: unknown): Promise<void> {
  if (typeof id !== 'string' || (await records.get('work_contexts', id))) return;
  const detail = `There is no context '${id.slice(0, 255)}'.`;
  throw new WorkspaceError('broken_reference', detail, {
    issues: [{ pointer: '/context_id', detail }],
    next: 'Create it in work_contexts first, or leave context_id out.',
  });
}
