/**
 * The closed set of error codes, and the one error class that crosses modules.
 * `src/http/problem.ts` maps a code to its RFC 9457 problem type and HTTP status,
 * the command maps it to an exit code. A code, once published, keeps its meaning.
 */
export const ERROR_CODES = [
  'invalid_json', // a body that is not JSON
  'invalid_body', // JSON of the wrong shape; `issues` says where
  'invalid_query', // a URL parameter or a filter of the wrong shape
  'unknown_field',
  'unknown_operator',
  'unknown_kind',
  'invalid_cursor',
  'feed_lost', // a cursor of changes that this file does not have: another file, or a restored backup
  'cursor_outdated', // its order was of an earlier moment and is no longer kept
  'empty_query',
  'not_found', // a record that is not there
  'no_route', // a path that nothing answers
  'method_not_allowed',
  'duplicate_id',
  'broken_reference', // a foreign key that points at nothing, or is still pointed at
  'precondition_failed', // If-Match lost the race
  'wrong_state', // what the record is now does not allow it: a session that has ended, a task of another agent
  'idempotency_mismatch', // a key used again with another request
  'body_too_large',
  'unsupported_media_type',
  'unauthorized',
  'forbidden',
  'findings', // a check found what the caller does not want to pass
  'too_many_followers', // as many wait for changes as this service can hold
  'degraded', // strict=true, and a leg could not answer
  'model_unavailable',
  'database_newer', // written by a later version of this program
  'database_invalid', // not a SQLite file, or not one of ours
  'embedding_failed', // the model is there, but could not embed these texts
  'database_busy',
  'database_full', // no room on the disk, or a limit reached
  'database_read_only',
  'source_unreadable', // a folder or file that cannot be read
  'target_unwritable', // a folder or file that cannot be written
  'invalid_config',
  'installation_broken', // a native part of the program cannot be loaded
  'unreachable', // a remote service that does not answer
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One fault in an input: `pointer` is an RFC 6901 JSON pointer into the body, or into `file` of an import, or `parameter` a URL parameter. */
export interface InputIssue {
  readonly file?: string;
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
}

export interface ErrorDetails {
  readonly issues?: readonly InputIssue[];
  /** What to do next, as a sentence. */
  readonly next?: string;
  readonly cause?: unknown;
}

/** An error that people may read: `message` says what happened and which value, `next` what to do. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  readonly code: ErrorCode;
  readonly issues: readonly InputIssue[];
  readonly next: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.issues = details.issues ?? [];
    this.next = details.next;
  }
}

/** Nothing is stored under the id. */
export const noSuchRecord = (kind: string, id: string): WorkspaceError =>
  new WorkspaceError('not_found', `There is no record '${id.slice(0, 255)}' in ${kind}.`, {
    next: `List what there is with GET /api/${kind}.`,
  });
