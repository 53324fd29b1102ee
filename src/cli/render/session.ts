import type { CurrentSessions, StartedSession } from '#src/client/sessions';

import type { Style } from './style.ts';
import { oneLine, plain, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

/** What was started, what was ended for it, and where the work was left. */
export const renderStarted = (
  { session, handoff, ended }: StartedSession,
  options: Options,
): string =>
  [
    ...ended.map((id) => `ended ${id}`),
    `started ${lineOf(session.record)}`,
    ...notesOf(handoff, options),
  ].join('\n');

/** The session in progress, or those among which it is not clear. */
export function renderCurrent(
  { session, others, handoff }: CurrentSessions,
  options: Options,
): string {
  const { style } = options;
  const open = session ? [session] : others;
  const several = session === null && others.length > 1;
  return [
    ...(open.length === 0 ? [style.dim('No session is in progress.')] : []),
    ...(several ? [style.dim('Several sessions are in progress:')] : []),
    ...open.map((each) => `${lineOf(each)} · since ${momentOf(each.start_time)}`),
    ...notesOf(handoff, options),
  ].join('\n');
}

const lineOf = ({ id, user, ai_assistant, context_id }: StartedSession['session']['record']) =>
  oneLine([id, user, ai_assistant, context_id].filter(Boolean).join(' · '));

function notesOf(handoff: StartedSession['handoff'], { style, width }: Options): readonly string[] {
  if (!handoff) return [];
  const when = momentOf(handoff.end_time ?? handoff.start_time);
  const lines = plain(handoff.handoff_notes)
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [''] : wrap(line, width - 2)));
  const notes = lines.map((line) => `  ${line}`.trimEnd());
  return ['', style.dim(`notes of ${handoff.id}, ${when}`), ...notes];
}

/** To the minute, as it is kept (UTC); a day alone stays one. */
export const momentOf = (timestamp: string): string =>
  timestamp.length > 10 ? `${timestamp.slice(0, 16).replace('T', ' ')} UTC` : timestamp;
