import { WorkspaceError } from '#src/errors';
import { pointerToken } from '#src/search/json-pointer';

/** Deeper than any record needs, and far above where a recursive reader runs out of stack. */
const DEEPEST = 64;

/** Records of one request: one transaction holds the writer; more belongs into several requests. */
export const MOST_ITEMS = 10_000;

/** Values in one body. Each is checked several times before it is written, for about a microsecond each. */
const MOST_VALUES = 1_000_000;

/** Text that SQLite would not give back as it was sent: half a surrogate pair, or a NUL that ends a C string. */
const UNKEEPABLE = /\p{Surrogate}|\0/u;

/** Longest pointer that an error shows: a key can be as long as a body. */
const LONGEST_POINTER = 200;

/** What is wrong with a value, and the keys from it up to the root. */
interface Fault {
  readonly detail: string;
  readonly keys: (string | number)[];
}

interface Walk {
  readonly depth: number;
  /** Shared by the whole walk. */
  readonly budget: { left: number };
}

/**
 * Refuses JSON that is a longer list than a request may have, nests too deep, renames a prototype or holds
 * text that cannot be kept (invalid_body), or has more than a million values (body_too_large).
 * A pointer is only made for a fault.
 */
export function checkTree(root: unknown): void {
  if (Array.isArray(root) && root.length > MOST_ITEMS) throw tooMany(root.length);
  const fault = faultIn(root, { depth: 0, budget: { left: MOST_VALUES } });
  if (fault) throw invalid(fault);
}

function faultIn(json: unknown, walk: Walk): Fault | undefined {
  if (typeof json === 'string') return faultInText(json);
  if (typeof json !== 'object' || json === null) return undefined;
  if (walk.depth >= DEEPEST) return found(`nests deeper than ${DEEPEST} levels`);
  const inner = { ...walk, depth: walk.depth + 1 };
  return Array.isArray(json)
    ? faultInItems(json, inner)
    : faultInFields(json as Readonly<Record<string, unknown>>, inner);
}

function faultInItems(items: readonly unknown[], walk: Walk): Fault | undefined {
  spend(walk, items.length);
  for (const [index, item] of items.entries()) {
    const fault = faultIn(item, walk);
    if (fault) return below(index, fault);
  }
  return undefined;
}

/** Keys and then values by key: taking entries of a large object costs twice as much. */
function faultInFields(fields: Readonly<Record<string, unknown>>, walk: Walk): Fault | undefined {
  const keys = Object.keys(fields);
  spend(walk, keys.length);
  for (const key of keys) {
    const fault = faultInKey(key) ?? faultIn(fields[key], walk);
    if (fault) return below(key, fault);
  }
  return undefined;
}

const faultInKey = (key: string): Fault | undefined =>
  key === '__proto__' ? found('is a name that no object may have') : faultInText(key);

const faultInText = (text: string): Fault | undefined =>
  UNKEEPABLE.test(text)
    ? found('holds a NUL or half of a surrogate pair, which cannot be kept')
    : undefined;

const found = (detail: string): Fault => ({ detail, keys: [] });

function below(key: string | number, fault: Fault): Fault {
  fault.keys.push(key);
  return fault;
}

function spend({ budget }: Walk, values: number): void {
  budget.left -= values;
  if (budget.left >= 0) return;
  throw new WorkspaceError(
    'body_too_large',
    `The body has more than ${MOST_VALUES.toLocaleString('en')} values.`,
    { next: 'Send it in several requests, or keep long lists of numbers as text.' },
  );
}

function tooMany(items: number): WorkspaceError {
  const detail = `${items} records are too many for one request; ${MOST_ITEMS} are allowed.`;
  return new WorkspaceError('invalid_body', detail, {
    issues: [{ pointer: '', detail }],
    next: 'Send them in several requests.',
  });
}

function invalid({ detail, keys }: Fault): WorkspaceError {
  const pointer = keys
    .reverse()
    .map((key) => `/${pointerToken(String(key))}`)
    .join('')
    .slice(0, LONGEST_POINTER);
  const at = pointer === '' ? 'The body' : `'${pointer.slice(0, 120)}'`;
  return new WorkspaceError('invalid_body', `${at} ${detail}.`, {
    issues: [{ pointer, detail: `${detail}.` }],
  });
}
