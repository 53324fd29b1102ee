import { ERROR_CODES, type ErrorCode } from '#src/errors';
import { PROBLEMS } from '#src/http/problem';

import { refTo } from './names.ts';
import type { JsonSchema, OperationDoc } from './types.ts';

const PROBLEM_TYPE = 'application/problem+json';

/** What an answer is when it is a problem (RFC 9457). */
export const problemSchema = (): JsonSchema => ({
  type: 'object',
  description: 'Problem details: what happened, with which value, and what to do next.',
  properties: {
    type: { type: 'string', description: '`urn:workspace-memory:problem:` and the code.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence with the offending value.' },
    code: { type: 'string', enum: ERROR_CODES },
    request_id: { type: 'string' },
    next: { type: 'string', description: 'What to do next.' },
    errors: { type: 'array', items: refTo('Fault') },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
});

/** One fault in what was sent. */
export const faultSchema = (): JsonSchema => ({
  type: 'object',
  properties: {
    file: { type: 'string', description: 'The file of an import.' },
    pointer: { type: 'string', description: 'A JSON pointer into the body, or into the file.' },
    parameter: { type: 'string', description: 'A parameter of the URL, or a header.' },
    detail: { type: 'string' },
  },
  required: ['detail'],
});

const WITH_BODY = [
  ...['invalid_json', 'invalid_body', 'unsupported_media_type', 'body_too_large'],
] as readonly ErrorCode[];
const ALWAYS: readonly ErrorCode[] = ['forbidden', 'database_busy', 'database_invalid', 'internal'];
const WRITING: readonly ErrorCode[] = ['database_full', 'database_read_only'];

/** All codes with which an operation may end, in the order of the closed set. */
export function codesOf(operation: OperationDoc): readonly ErrorCode[] {
  const { headers = {}, body, codes = [], writes, open } = operation;
  const all = new Set<ErrorCode>([
    ...codes,
    ...ALWAYS,
    ...(open ? [] : (['unauthorized', 'invalid_query'] as const)),
    ...(body ? WITH_BODY : []),
    ...(writes ? WRITING : []),
    ...('Idempotency-Key' in headers ? (['idempotency_mismatch'] as const) : []),
    ...('If-Match' in headers ? (['precondition_failed'] as const) : []),
  ]);
  return ERROR_CODES.filter((code) => all.has(code));
}

const statusOf = (code: ErrorCode): number => PROBLEMS[code][0];

/** Statuses of an operation's problems, each with the codes that it may have there. */
export function problemsOf(operation: OperationDoc): ReadonlyMap<number, readonly ErrorCode[]> {
  const codes = codesOf(operation);
  const statuses = [...new Set(codes.map(statusOf))].sort((a, b) => a - b);
  return new Map(
    statuses.map((status) => [status, codes.filter((code) => statusOf(code) === status)]),
  );
}

/** An answer for each status that a problem can have; operations refer to them. */
export const problemAnswers = (): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    [...new Set(ERROR_CODES.map(statusOf))].map((status) => [
      problemName(status),
      {
        description: `Problem: ${ERROR_CODES.filter((code) => statusOf(code) === status).join(', ')}.`,
        content: { [PROBLEM_TYPE]: { schema: refTo('Problem') } },
      },
    ]),
  );

export const problemName = (status: number): string => `Problem${status}`;
