import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { WorkspaceError, type ErrorCode } from '#src/errors';

import type { Log } from './deps.ts';
import { sendJson } from './json.ts';
import { routeOf } from './observing/route-name.ts';
import { requestIdOf } from './request-id.ts';

type Problem = readonly [status: ContentfulStatusCode, title: string];

/** The HTTP meaning of every error code. The problem type is `urn:workspace-memory:problem:<code>`. */
export const PROBLEMS: Readonly<Record<ErrorCode, Problem>> = {
  invalid_json: [400, 'The body is not JSON'],
  invalid_body: [400, 'The body has the wrong shape'],
  invalid_query: [400, 'A parameter or filter has the wrong shape'],
  unknown_field: [400, 'Unknown field'],
  unknown_operator: [400, 'Unknown operator'],
  unknown_kind: [404, 'Unknown kind'],
  invalid_cursor: [400, 'Invalid cursor'],
  feed_lost: [410, 'The feed cannot go on from here'],
  cursor_outdated: [409, 'The cursor is outdated'],
  empty_query: [400, 'The query is empty'],
  not_found: [404, 'Not found'],
  no_route: [404, 'Nothing is here'],
  method_not_allowed: [405, 'Method not allowed'],
  duplicate_id: [409, 'It exists already'],
  broken_reference: [409, 'A reference does not hold'],
  precondition_failed: [412, 'Someone else was faster'],
  wrong_state: [409, 'What the record is now does not allow it'],
  idempotency_mismatch: [422, 'The key belongs to another request'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  unauthorized: [401, 'Not authorised'],
  forbidden: [403, 'Forbidden'],
  findings: [409, 'A check found something'],
  too_many_followers: [503, 'Too many wait for changes'],
  degraded: [503, 'A full answer is not possible now'],
  model_unavailable: [503, 'The embedding model is not available'],
  embedding_failed: [503, 'The embedding model failed'],
  database_newer: [500, 'The database is newer than this program'],
  database_invalid: [500, 'The database cannot be used'],
  database_busy: [503, 'The database is busy'],
  database_full: [507, 'The database has no room'],
  database_read_only: [403, 'The database is read-only'],
  source_unreadable: [422, 'A source cannot be read'],
  target_unwritable: [500, 'A target cannot be written'],
  invalid_config: [500, 'The settings cannot be used'],
  installation_broken: [500, 'The installation is broken'],
  unreachable: [502, 'A remote service does not answer'],
  internal: [500, 'Internal error'],
};

/** Headers that tell a program what to do about a code. */
const HEADERS: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, string>>>>> = {
  unauthorized: { 'WWW-Authenticate': 'Bearer realm="workspace"' },
  database_busy: { 'Retry-After': '1' },
  too_many_followers: { 'Retry-After': '5' },
  degraded: { 'Retry-After': '5' },
  body_too_large: { Connection: 'close' },
};

const FIRST_SERVER_STATUS = 500;
const CODE = 'problem';

/** Of the problem that a request was answered with. */
export const problemCodeOf = (c: Context): string | undefined => c.get(CODE) as string | undefined;

/** What a code means, in words that tell nothing of the case. */
export const problemTitle = (code: ErrorCode): string => PROBLEMS[code][1];

/** Any error as RFC 9457 problem details; what nobody expected says nothing of its inside, and is logged. */
export function sendProblem(c: Context, error: unknown, log: Log | undefined): Response {
  const known = error instanceof WorkspaceError ? error : unexpected(error);
  const [status] = PROBLEMS[known.code];
  c.set(CODE, known.code);
  if (status >= FIRST_SERVER_STATUS)
    log?.error(
      {
        err: known.cause ?? known,
        code: known.code,
        request_id: requestIdOf(c),
        route: routeOf(c),
      },
      known.message,
    );
  const response = sendJson(c, problemOf(known, requestIdOf(c)), status);
  response.headers.set('Content-Type', 'application/problem+json; charset=utf-8');
  for (const [name, value] of Object.entries(HEADERS[known.code] ?? {}))
    response.headers.set(name, value);
  return response;
}

export function problemOf(error: WorkspaceError, requestId: string): object {
  const [status, title] = PROBLEMS[error.code];
  return {
    type: `urn:workspace-memory:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.next !== undefined && { next: error.next }),
    ...(error.issues.length > 0 && { errors: error.issues }),
  };
}

const unexpected = (cause: unknown): WorkspaceError =>
  new WorkspaceError('internal', 'Something unexpected happened; nothing is known about it here.', {
    next: 'Look for the request id in the log of the server.',
    cause,
  });
