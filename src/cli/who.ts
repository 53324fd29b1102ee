import { Option } from 'commander';

import type { Who } from '#src/operations/session-types';
import { WorkspaceError } from '#src/errors';

import type { Io } from './io.ts';
import type { Session } from './session.ts';

/** Options that say who works. */
export interface WhoOptions {
  readonly user?: string;
  readonly aiAssistant?: string;
}

export const userOption = (): Option =>
  new Option('--user <name>', 'who works (default: WORKSPACE_USER, or the login name)');
export const assistantOption = (): Option =>
  new Option('--ai-assistant <name>', 'the agent that works, for the user');
export const agentOption = (): Option =>
  new Option(
    '--agent <name>',
    'who works on the task (default: WORKSPACE_USER, or the login name)',
  );

/** The given name, or whom the environment names; login names as Unix and Windows have them. */
export const userOf = ({ env }: Pick<Io, 'env'>, given?: string): string | undefined =>
  given ?? [env['WORKSPACE_USER'], env['USER'], env['USERNAME']].find(Boolean);

/** As `userOf`, where a name is needed. Code: invalid_query. */
export function nameOf(io: Pick<Io, 'env'>, given: string | undefined, option: string): string {
  const name = userOf(io, given);
  if (name !== undefined) return name;
  throw new WorkspaceError('invalid_query', 'It is not known who works.', {
    next: `Say it with ${option}, or set WORKSPACE_USER.`,
  });
}

export const whoOf = (io: Pick<Io, 'env'>, { user, aiAssistant }: WhoOptions): Who => ({
  user: userOf(io, user),
  ai_assistant: aiAssistant,
});

/** The id of the session that someone is in. Code: wrong_state, when there is none or several. */
export async function currentIdOf({ client }: Pick<Session, 'client'>, who: Who): Promise<string> {
  const { session, others } = await client.currentSession(who);
  if (session) return session.id;
  const name = [who.user, who.ai_assistant].filter(Boolean).join(' with ') || 'anyone';
  if (others.length === 0)
    throw new WorkspaceError('wrong_state', `No session of ${name} is in progress.`, {
      next: 'Start one with `workspace session start`.',
    });
  const ids = others.map(({ id }) => id).join(', ');
  throw new WorkspaceError('wrong_state', `Several sessions of ${name} are in progress: ${ids}.`, {
    next: 'Say which by its id, or with --ai-assistant.',
  });
}
