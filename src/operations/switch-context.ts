import { noSuchRecord, WorkspaceError } from '#src/errors';
import type { AnyRecord } from '#src/kinds/kind';
import type { Records, Stored, WriteOperation, WriteOutcome } from '#src/store/store';

import { all, same } from './conditions.ts';
import { currentSession, findSession, openSessions, SESSIONS } from './current-session.ts';
import { checkOpen } from './end-session.ts';
import { optimistic } from './optimistic.ts';
import type { RequestRecords } from './request-records.ts';
import type { ContextSwitch, Switched } from './session-types.ts';

const CONTEXTS = 'work_contexts';

/**
 * Goes from one work context to another, in one batch: the history gets a row, the one that is left
 * is paused unless another session is in it, as is the one that the new one's owner was in; the new
 * one is active, the session names it.
 * Codes: not_found, wrong_state (the session has ended, or the user has several).
 */
export const switchContext = (records: RequestRecords, request: ContextSwitch): Promise<Switched> =>
  optimistic(async () => {
    if (records.earlier) return switchedBy(records.earlier);
    const [to, session] = [await contextOf(records, request.to), await sessionOf(records, request)];
    const from = await presentContext(records, session, request.user);
    if (from?.id === to.id && to.record['status'] === 'active')
      return { from: from.id, session: session?.id ?? null, context: to, switched: null };
    const left = await leftBy(records, { from, to });
    const operations = [
      logged(request, { session, from: from ?? left[0] }),
      changed(to, { status: 'active', last_active: new Date().toISOString() }),
      ...(session ? [changed(session, { context_id: to.id })] : []),
      ...(await pausing(records, left, session)),
    ];
    return switchedBy((await records.write({ operations })).outcomes);
  });

/** What a batch of the operations above has done. */
function switchedBy([log, to, ...others]: readonly WriteOutcome[]): Switched {
  if (!log?.stored || !to?.stored)
    throw new Error('The store wrote a switch of contexts and did not give it back.');
  const from = log.stored.record['context_from'] as string | null;
  const session = others.find(({ kind }) => kind === SESSIONS)?.id ?? null;
  return { from, session, context: to.stored, switched: log.id };
}

async function contextOf(records: Records, id: string): Promise<Stored> {
  const found = await records.get(CONTEXTS, id);
  if (!found) throw noSuchRecord(CONTEXTS, id);
  return found;
}

async function sessionOf(
  records: Records,
  { session_id, user }: ContextSwitch,
): Promise<Stored | undefined> {
  if (session_id !== undefined) {
    const session = await findSession(records, session_id);
    checkOpen(session);
    return session;
  }
  if (user === undefined) return undefined;
  const { session, others } = await currentSession(records, { user });
  if (!session && others.length > 0) throw ambiguous(user, others);
  return session ? records.get(SESSIONS, String(session['id'])) : undefined;
}

const ambiguous = (user: string, sessions: readonly AnyRecord[]): WorkspaceError =>
  new WorkspaceError(
    'wrong_state',
    `${user} has several sessions in progress: ${sessions.map(({ id }) => String(id)).join(', ')}.`,
    { next: 'Say which with session_id.' },
  );

/** The session's; of a user without a session, the one that is active. A context that is gone counts as none. */
async function presentContext(
  records: Records,
  session: Stored | undefined,
  user: string | undefined,
): Promise<Stored | undefined> {
  if (!session) return activeContext(records, user);
  const id = session.record['context_id'];
  return typeof id === 'string' ? records.get(CONTEXTS, id) : undefined;
}

async function activeContext(records: Records, user: unknown): Promise<Stored | undefined> {
  if (typeof user !== 'string') return undefined;
  const { items } = await records.list({
    kind: CONTEXTS,
    where: all(same('user', user), same('status', 'active')),
    sort: [{ field: 'last_active', descending: true }],
    limit: 1,
  });
  return items[0] && records.get(CONTEXTS, String(items[0]['id']));
}

/** Who goes into a context of somebody else takes its owner along: of the owner's contexts one is active. */
async function leftBy(
  records: Records,
  { from, to }: { readonly from: Stored | undefined; readonly to: Stored },
): Promise<readonly Stored[]> {
  const owners = await activeContext(records, to.record['user']);
  const left = [from, owners].flatMap((context) => context ?? []);
  return left.filter(({ id }, at) => id !== to.id && left.findIndex((one) => one.id === id) === at);
}

interface Move {
  readonly session: Stored | undefined;
  readonly from: Stored | undefined;
}

const logged = (request: ContextSwitch, { session, from }: Move): WriteOperation => ({
  op: 'create',
  kind: 'context_switches',
  value: {
    session_id: session?.record['session_id'] ?? null,
    context_from: from?.id ?? null,
    context_to: request.to,
    reason: request.reason ?? null,
    switched_by: request.user ?? session?.record['user'] ?? null,
  },
});

async function pausing(
  records: Records,
  left: readonly Stored[],
  session: Stored | undefined,
): Promise<readonly WriteOperation[]> {
  const paused = left.map(async (context) => {
    if (context.record['status'] !== 'active') return [];
    const inside = await openSessions(records, same('context_id', context.id));
    const others = inside.filter(({ id }) => id !== session?.id);
    return others.length > 0 ? [] : [changed(context, { status: 'paused' })];
  });
  return (await Promise.all(paused)).flat();
}

const changed = ({ kind, id, etag }: Stored, value: AnyRecord): WriteOperation => ({
  ...{ op: 'patch', kind, id, value },
  ifMatch: etag,
});
