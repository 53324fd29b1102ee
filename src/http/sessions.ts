import { z } from 'zod';

import { currentSession, lastHandoff } from '#src/operations/current-session';
import { endSession } from '#src/operations/end-session';
import {
  addActivity,
  addLinked,
  SESSION_LINKS,
  type SessionLink,
} from '#src/operations/session-log';
import type { Added, Who } from '#src/operations/session-types';
import { startSession } from '#src/operations/start-session';
import { kindOf } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import { checkRecord } from './check-record.ts';
import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { fieldsBut, fieldsOf, given, NAME, operation, takes, type Takes } from './operation.ts';
import { idInPath, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { envelopeOf, sendRecord } from './write.ts';

const WHO = { user: NAME.optional(), ai_assistant: NAME.optional() };

const START = takes('session start', {
  ...WHO,
  ...fieldsOf('workspace_sessions', 'id', 'session_id', 'context_id', 'start_time', 'metadata'),
  end_previous: z.boolean().optional(),
});
export const KNOWN_WHO = START.schema.refine(
  ({ user, ai_assistant }) => user !== undefined || ai_assistant !== undefined,
  {
    path: ['user'],
    error: 'it must be said who works: user, ai_assistant, or both',
  },
);

/** POST /api/workspace_sessions/start. */
export const startedSession = (deps: AppDeps): Handler =>
  operation(deps, { ...START, schema: KNOWN_WHO }, async (c, records, body) => {
    const { end_previous: endPrevious = false, ...session } = body;
    const started = await startSession(records, { session: given(session), endPrevious });
    return sendJson(c, { ...started, session: envelopeOf(started.session) }, 201);
  });

export const END = takes('session end', {
  handoff_notes: z.string().optional(),
  end_time: fieldsOf('workspace_sessions', 'end_time')['end_time'] as z.ZodType<string | undefined>,
});

/** POST /api/workspace_sessions/{id}/end. */
export const endedSession = (deps: AppDeps): Handler =>
  operation(deps, END, async (c, records, body) => {
    const { handoff_notes, end_time } = body;
    const end = { id: idInPath(c), handoff_notes, end_time: end_time ?? undefined };
    return sendRecord(c, await endSession(records, end));
  });

/** GET /api/workspace_sessions/current?user=&ai_assistant= */
export const currentSessions =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, Object.keys(WHO));
    const who: Who = {
      user: one(parameters, 'user'),
      ai_assistant: one(parameters, 'ai_assistant'),
    };
    const isNamed = who.user !== undefined || who.ai_assistant !== undefined;
    const handoff = isNamed ? await lastHandoff(store, who) : undefined;
    return sendJson(c, { ...(await currentSession(store, who)), handoff: handoff ?? null });
  };

export const ACTIVITY = takes('session activity', {
  ...fieldsBut('session_activities', 'session_id'),
  type: z.string().trim().min(1, 'must not be empty').default('note'),
});

/** POST /api/workspace_sessions/{id}/activities. */
export const addedActivity = (deps: AppDeps): Handler =>
  operation(deps, ACTIVITY, async (c, records, value) =>
    sendAdded(c, await addActivity(records, { session: idInPath(c), value: given(value) })),
  );

/** Checked by its kind, once it is known whether only an id is given. */
const ADDITION: Takes<unknown> = { schema: z.unknown(), known: [], label: 'record' };

/** POST /api/workspace_sessions/{id}/decisions and /issues: a whole record, or the id of one that exists, alone. */
export const addedLink = (deps: AppDeps, name: keyof typeof SESSION_LINKS): Handler =>
  operation(deps, ADDITION, async (c, records, body) => {
    const link = SESSION_LINKS[name];
    const id = idAlone(body, link.field);
    const value = id === undefined ? given(checkAddition(link, body)) : { id };
    return sendAdded(c, await addLinked(records, link, { session: idInPath(c), value }));
  });

/** A whole record. Code: invalid_body. */
function checkAddition({ kind, field }: SessionLink, body: unknown): AnyRecord {
  const { label } = kindOf(kind);
  const next = `Send a whole ${label} (GET /api/kinds describes its fields), or {"${field}": "…"} alone for one that exists.`;
  return checkRecord(kind, body, next);
}

const sendAdded = (c: Parameters<Handler>[0], { record, outcome }: Added): Response =>
  sendJson(c, { ...envelopeOf(record), outcome }, outcome === 'created' ? 201 : 200);

const isObject = (body: unknown): body is AnyRecord =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** The id of a record that exists, under `id` or the name that the session's row has for it. */
function idAlone(body: unknown, field: string): string | undefined {
  const [[name, id] = [], ...more] = isObject(body) ? Object.entries(body) : [];
  const isId = name === 'id' || name === field;
  return isId && more.length === 0 && typeof id === 'string' ? id : undefined;
}
