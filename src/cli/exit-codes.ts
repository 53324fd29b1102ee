import type { ErrorCode } from '#src/errors';

/** Exit codes and what they mean, as the help shows them. A script may rely on each. */
export const EXIT_CODES = {
  ok: 0,
  failure: 1,
  usage: 2,
  missing: 3,
  conflict: 4,
  degraded: 5,
  unreachable: 6,
  refused: 7,
} as const;

type Outcome = keyof typeof EXIT_CODES;

const EXIT_MEANINGS: Readonly<Record<Outcome, string>> = {
  ok: 'done',
  failure: 'something failed',
  usage: 'an argument, field, filter or kind that is not valid',
  missing: 'no such record',
  conflict: 'the record exists already, has changed, is referred to, or is past that step',
  degraded: 'a search could not use all its legs (with --strict), or has no model',
  unreachable: 'the service of --url does not answer',
  refused: 'the token is missing, wrong, or not enough',
};

const OUTCOMES: Readonly<Record<ErrorCode, Outcome>> = {
  invalid_json: 'usage',
  invalid_body: 'usage',
  invalid_query: 'usage',
  unknown_field: 'usage',
  unknown_operator: 'usage',
  unknown_kind: 'usage',
  invalid_cursor: 'usage',
  feed_lost: 'conflict',
  cursor_outdated: 'conflict',
  empty_query: 'usage',
  not_found: 'missing',
  no_route: 'usage',
  method_not_allowed: 'failure',
  duplicate_id: 'conflict',
  broken_reference: 'conflict',
  precondition_failed: 'conflict',
  wrong_state: 'conflict',
  idempotency_mismatch: 'conflict',
  body_too_large: 'usage',
  unsupported_media_type: 'failure',
  unauthorized: 'refused',
  forbidden: 'refused',
  findings: 'failure',
  too_many_followers: 'failure',
  degraded: 'degraded',
  model_unavailable: 'degraded',
  embedding_failed: 'degraded',
  database_newer: 'failure',
  database_invalid: 'failure',
  database_busy: 'failure',
  database_full: 'failure',
  database_read_only: 'failure',
  source_unreadable: 'failure',
  target_unwritable: 'failure',
  invalid_config: 'usage',
  installation_broken: 'failure',
  unreachable: 'unreachable',
  internal: 'failure',
};

export const exitCodeOf = (code: ErrorCode): number => EXIT_CODES[OUTCOMES[code]];

/** The table of exit codes for `--help`. */
export const exitCodeHelp = (): string =>
  (Object.keys(EXIT_CODES) as Outcome[])
    .map((outcome) => `  ${EXIT_CODES[outcome]}  ${EXIT_MEANINGS[outcome]}`)
    .join('\n');
