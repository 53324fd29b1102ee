import { WorkspaceError } from '#src/errors';
import { treeFault, type TreeFault } from '#src/search/json-tree';

/** Records of one request: one transaction holds the writer; more belongs into several requests. */
export const MOST_ITEMS = 10_000;

/** Values in one body. Each is checked several times before it is written, for about a microsecond each. */
const MOST_VALUES = 1_000_000;

/**
 * Refuses JSON that is a longer list than a request may have, nests too deep, renames a prototype or holds
 * text that cannot be kept (invalid_body), or has more than a million values (body_too_large).
 */
export function checkTree(root: unknown): void {
  if (Array.isArray(root) && root.length > MOST_ITEMS) throw tooMany(root.length);
  let left = MOST_VALUES;
  const fault = treeFault(root, (values) => {
    left -= values;
    if (left < 0) throw tooManyValues();
  });
  if (fault) throw invalid(fault);
}

const tooManyValues = (): WorkspaceError =>
  new WorkspaceError(
    'body_too_large',
    `The body has more than ${MOST_VALUES.toLocaleString('en')} values.`,
    { next: 'Send it in several requests, or keep long lists of numbers as text.' },
  );

function tooMany(items: number): WorkspaceError {
  const detail = `${items} records are too many for one request; ${MOST_ITEMS} are allowed.`;
  return new WorkspaceError('invalid_body', detail, {
    issues: [{ pointer: '', detail }],
    next: 'Send them in several requests.',
  });
}

function invalid({ detail, pointer }: TreeFault): WorkspaceError {
  const at = pointer === '' ? 'The body' : `'${pointer.slice(0, 120)}'`;
  return new WorkspaceError('invalid_body', `${at} ${detail}.`, {
    issues: [{ pointer, detail: `${detail}.` }],
  });
}
