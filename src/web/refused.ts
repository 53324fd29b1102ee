import type { Problem } from '#src/client/transport';
import { WorkspaceError, type ErrorCode } from '#src/errors';

/** What a page itself refuses, by the code that the API has for it. */
const REFUSALS = {
  invalid_body: { status: 400, title: 'This form cannot be read' },
  unknown_kind: { status: 404, title: 'Nothing is here' },
  body_too_large: { status: 413, title: 'This is too large' },
} as const satisfies Partial<
  Record<ErrorCode, { readonly status: number; readonly title: string }>
>;

/** An error with the status that a page of it has, as an error of the API has. */
export function refused(code: keyof typeof REFUSALS, detail: string, next: string): WorkspaceError {
  const cause: Problem = { ...REFUSALS[code], code, detail, next };
  return new WorkspaceError(code, detail, { next, cause });
}
