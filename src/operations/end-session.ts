import { WorkspaceError } from '#src/errors';
import type { Stored } from '#src/store/store';

import { findSession, SESSIONS } from './current-session.ts';
import { optimistic } from './optimistic.ts';
import { writtenBefore, type RequestRecords } from './request-records.ts';

export interface SessionEnd {
  readonly id: string;
  /** Default: what the session has already. */
  readonly handoff_notes?: string | undefined;
  /** Default: now. */
  readonly end_time?: string | undefined;
}

/** Ends a session that is in progress. Codes: not_found, wrong_state (it has ended), invalid_body (before its start). */
export const endSession = async (
  records: RequestRecords,
  { id, handoff_notes, end_time = new Date().toISOString() }: SessionEnd,
): Promise<Stored> =>
  writtenBefore(records)?.[0] ??
  optimistic(async () => {
    const session = await findSession(records, id);
    checkOpen(session);
    checkOrder(session, end_time);
    const value = {
      status: 'completed',
      end_time,
      ...(handoff_notes !== undefined && { handoff_notes }),
    };
    const change = { op: 'patch', kind: SESSIONS, id: session.id, value } as const;
    const { outcomes } = await records.write({
      operations: [{ ...change, ifMatch: session.etag }],
    });
    return outcomes[0]?.stored ?? session;
  });

/** Code: wrong_state. */
export function checkOpen({ id, record }: Stored): void {
  if (record['status'] === 'in_progress') return;
  const { end_time: end } = record;
  const since = typeof end === 'string' ? ` at ${end}` : '';
  throw new WorkspaceError('wrong_state', `The session '${id}' has ended${since}.`, {
    next: 'Start a new one; what is still to be said can be patched into its handoff_notes.',
  });
}

function checkOrder({ record }: Stored, end: string): void {
  const start = String(record['start_time']);
  // A day has no order within itself.
  if (end >= start.slice(0, end.length)) return;
  const detail = `${end} lies before the start, ${start}.`;
  throw new WorkspaceError('invalid_body', detail, { issues: [{ pointer: '/end_time', detail }] });
}
