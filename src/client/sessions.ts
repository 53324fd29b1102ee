import type { RecordOf } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Added, ContextSwitch, Handoff, Switched, Who } from '#src/operations/session-types';

import { queryOf } from './parameters.ts';
import type { Send } from './transport.ts';
import type { Envelope, InputFor } from './types.ts';

type Session = RecordOf<'workspace_sessions'>;

export interface StartedSession {
  readonly session: Envelope<Session>;
  /** Where the same person's or agent's work was left. */
  readonly handoff: Handoff | null;
  /** Ids of the sessions that were ended for this one. */
  readonly ended: readonly string[];
}

export interface CurrentSessions {
  /** Null when none is in progress, or several fit. */
  readonly session: Session | null;
  readonly others: readonly Session[];
  readonly handoff: Handoff | null;
}

/** What a session starts with; `user`, `ai_assistant` or both. */
export interface SessionOptions extends Who {
  readonly id?: string | undefined;
  readonly context_id?: string | undefined;
  readonly end_previous?: boolean | undefined;
}

type AddedRecord<T = AnyRecord> = Envelope<T> & Pick<Added, 'outcome'>;

/** Sessions of work and the contexts that they are in. */
export interface SessionMethods {
  /** Code: wrong_state, while the same person or agent has one in progress. */
  startSession(options: SessionOptions): Promise<StartedSession>;
  /** Code: wrong_state, when it has ended. */
  endSession(
    id: string,
    end?: { readonly handoff_notes?: string | undefined; readonly end_time?: string | undefined },
  ): Promise<Envelope<Session>>;
  currentSession(who?: Who): Promise<CurrentSessions>;
  addActivity(
    session: string,
    activity: Omit<InputFor<'session_activities'>, 'session_id'>,
  ): Promise<AddedRecord<RecordOf<'session_activities'>>>;
  /** A whole record, or `{ id }` of one that exists. */
  addToSession(
    session: string,
    part: 'decisions' | 'issues',
    record: AnyRecord,
  ): Promise<AddedRecord>;
  switchContext(
    to: string,
    options?: Omit<ContextSwitch, 'to'>,
  ): Promise<Omit<Switched, 'context'> & { readonly context: Envelope<RecordOf<'work_contexts'>> }>;
}

const SESSIONS = 'workspace_sessions';

export const sessionMethods = (send: Send): SessionMethods => ({
  startSession: (body) => send({ method: 'POST', path: [SESSIONS, 'start'], body }),
  endSession: (id, body = {}) => send({ method: 'POST', path: [SESSIONS, id, 'end'], body }),
  currentSession: (who = {}) =>
    send({ method: 'GET', path: [SESSIONS, 'current'], query: queryOf({ ...who }) }),
  addActivity: (session, body) =>
    send({ method: 'POST', path: [SESSIONS, session, 'activities'], body }),
  addToSession: (session, part, body) =>
    send({ method: 'POST', path: [SESSIONS, session, part], body }),
  switchContext: (to, body = {}) =>
    send({ method: 'POST', path: ['work_contexts', to, 'switch'], body }),
});
