import type { AnyRecord } from '#src/kinds/kind';
import type { Stored } from '#src/store/store';

/** Whose session it is: a person, an agent, or a person with an agent; each has one session in progress. */
export interface Who {
  readonly user?: string | undefined;
  readonly ai_assistant?: string | undefined;
}

export interface CurrentSession {
  /** That of exactly this person and agent, or else the only one that fits; null when none or several fit. */
  readonly session: AnyRecord | null;
  /** What else is in progress and fits what was asked. */
  readonly others: readonly AnyRecord[];
}

/** What someone left for the next session. */
export interface Handoff {
  readonly id: string;
  readonly start_time: string;
  readonly end_time: string | null;
  readonly handoff_notes: string;
}

export interface Started {
  readonly session: Stored;
  /** Where the work was left; null for who starts for the first time. */
  readonly handoff: Handoff | null;
  /** Ids of the sessions that were ended for this one. */
  readonly ended: readonly string[];
}

export interface Added {
  readonly record: Stored;
  /** `linked`: it was there and the session has it now; `unchanged`: the session had it. */
  readonly outcome: 'created' | 'linked' | 'unchanged';
}

export interface ContextSwitch {
  /** Id of the context that is gone to. */
  readonly to: string;
  /** Whose context changes: this session's, or else that of the user's current session. */
  readonly session_id?: string | undefined;
  readonly user?: string | undefined;
  readonly reason?: string | undefined;
}

export interface Switched {
  readonly context: Stored;
  /** Id of the context that was left; null at the start. */
  readonly from: string | null;
  /** Id of the session that is in the context now. */
  readonly session: string | null;
  /** Id of the row of the history; null when it was the context already. */
  readonly switched: string | null;
}
