import type { z } from 'zod';

import { WorkspaceError, type InputIssue } from '#src/errors';
import { check, MOST_FAULTS, type Checked } from '#src/search/check';

export { check, MOST_FAULTS, type Checked };

export interface Must extends Checked {
  /** Where it is described what belongs there; default: the fields of the kinds. */
  readonly next?: string;
}

/** As `check`, for a body that must hold. Code: invalid_body. */
export function must<T>(schema: z.ZodType<T>, json: unknown, at: Must): T {
  const checked = check(schema, json, at);
  if ('issues' in checked) throw invalidBody(checked.issues, at.next);
  return checked.value;
}

const FIELDS = 'Correct what errors names; GET /api/kinds describes the fields of every kind.';

export function invalidBody(issues: readonly InputIssue[], next = FIELDS): WorkspaceError {
  const [first] = issues;
  const where = first?.pointer ? `'${first.pointer}': ` : '';
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new WorkspaceError('invalid_body', `${where}${first?.detail ?? 'wrong'}${more}`, {
    issues: issues.slice(0, MOST_FAULTS),
    next,
  });
}
