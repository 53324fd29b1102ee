import type { Client } from '#src/client';
import { WorkspaceError } from '#src/errors';
import type { Who } from '#src/operations/session-types';

/** The session that someone is in; one is started where there is none. Code: wrong_state, when several fit. */
export async function sessionFor(client: Client, who: Who): Promise<string> {
  const { session, others } = await client.currentSession(who);
  if (session) return session.session_id;
  if (others.length === 0) return (await client.startSession(who)).session.record.session_id;
  const ids = others.map(({ session_id }) => session_id).join(', ');
  throw new WorkspaceError('wrong_state', `Several sessions are in progress: ${ids}.`, {
    next: 'Say which one with session_id.',
  });
}
