import { pointerToken } from './json-pointer.ts';

/** Deeper than any record needs, and far above where a recursive reader runs out of stack. */
const DEEPEST = 64;

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
  /** Told how many values each list and object has. */
  readonly spend: (values: number) => void;
}

/** The first value of a JSON tree that cannot be kept, with an RFC 6901 pointer to it. */
export interface TreeFault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * What makes JSON unfit to be kept: it nests too deep, renames a prototype or holds text that SQLite would
 * change. `spend` is told the number of values of each list and object, and may throw. A pointer is only
 * made for a fault.
 */
export function treeFault(
  root: unknown,
  spend: (values: number) => void = () => {},
): TreeFault | undefined {
  const fault = faultIn(root, { depth: 0, spend });
  return fault && { detail: fault.detail, pointer: pointerOf(fault.keys) };
}

const pointerOf = (keys: readonly (string | number)[]): string =>
  keys
    .toReversed()
    .map((key) => `/${pointerToken(String(key))}`)
    .join('')
    .slice(0, LONGEST_POINTER);

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
  walk.spend(items.length);
  for (const [index, item] of items.entries()) {
    const fault = faultIn(item, walk);
    if (fault) return below(index, fault);
  }
  return undefined;
}

/** Keys and then values by key: taking entries of a large object costs twice as much. */
function faultInFields(fields: Readonly<Record<string, unknown>>, walk: Walk): Fault | undefined {
  const keys = Object.keys(fields);
  walk.spend(keys.length);
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
