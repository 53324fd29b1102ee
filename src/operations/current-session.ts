import type { AnyRecord } from '#src/kinds/kind';
import { findRecord } from '#src/search/find-record';
import type { Filter, Records, Stored } from '#src/store/store';

import { all, same } from './conditions.ts';
import type { CurrentSession, Handoff, Who } from './session-types.ts';

export const SESSIONS = 'workspace_sessions';

/** More sessions in progress than one person or agent has; those beyond are not seen. */
const MOST_OPEN = 100;

const LATEST_FIRST = [{ field: 'start_time', descending: true }] as const;
const IN_PROGRESS: Filter = { field: 'status', op: 'eq', value: 'in_progress' };

/** Sessions in progress of exactly this person and agent. */
export const inProgressOf = ({ user, ai_assistant }: Who): Filter =>
  all(same('user', user), same('ai_assistant', ai_assistant), IN_PROGRESS);

/** In progress, the latest first. */
export async function openSessions(
  records: Pick<Records, 'list'>,
  ...filters: readonly Filter[]
): Promise<readonly AnyRecord[]> {
  const where = all(IN_PROGRESS, ...filters);
  const query = { kind: SESSIONS, where, sort: LATEST_FIRST, limit: MOST_OPEN } as const;
  return (await records.list(query)).items;
}

/** The session that someone works in now. What is not given fits any. */
export async function currentSession(
  records: Pick<Records, 'list'>,
  who: Who,
): Promise<CurrentSession> {
  const filters = (['user', 'ai_assistant'] as const).flatMap((field) =>
    who[field] === undefined ? [] : [same(field, who[field])],
  );
  const fitting = await openSessions(records, ...filters);
  const exact = fitting.find((session) => isOf(who, session));
  const session = exact ?? (fitting.length === 1 ? fitting[0] : undefined);
  return { session: session ?? null, others: fitting.filter((other) => other !== session) };
}

const isOf = (who: Who, session: AnyRecord): boolean =>
  (who.user ?? null) === session['user'] && (who.ai_assistant ?? null) === session['ai_assistant'];

/** The latest notes of this person with any agent, or of an agent that works for nobody; undefined without any. */
export async function lastHandoff(
  records: Pick<Records, 'list'>,
  who: Who,
): Promise<Handoff | undefined> {
  const noted: Filter = { field: 'handoff_notes', op: 'null', value: false };
  const { items } = await records.list({
    kind: SESSIONS,
    where: all(ofWorker(who), noted),
    sort: LATEST_FIRST,
    limit: 1,
    fields: ['start_time', 'end_time', 'handoff_notes'],
  });
  return items[0] as Handoff | undefined;
}

/** A session by its id or its `session_id`, which may differ in records from elsewhere. Code: not_found. */
export const findSession = (records: Pick<Records, 'get' | 'list'>, id: string): Promise<Stored> =>
  findRecord(records, SESSIONS, id);

/** The context that the latest session of this person, or of an agent that works for nobody, is or was in; undefined when that is over or gone. */
export async function lastContext(
  records: Pick<Records, 'get' | 'list'>,
  who: Who,
): Promise<string | undefined> {
  const { items } = await records.list({
    kind: SESSIONS,
    where: ofWorker(who),
    sort: LATEST_FIRST,
    limit: 1,
    fields: ['context_id'],
  });
  const id = items[0]?.['context_id'];
  const context = typeof id === 'string' ? await records.get('work_contexts', id) : undefined;
  return context?.record['status'] === 'completed' ? undefined : context?.id;
}

/** A person with any agent, or an agent that works for nobody. */
const ofWorker = ({ user, ai_assistant }: Who): Filter =>
  user === undefined ? same('ai_assistant', ai_assistant) : same('user', user);
