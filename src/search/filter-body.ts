import type { Comparison, Filter } from '#src/store/store';

import {
  checkComparison,
  cut,
  fault,
  type Place,
  type RawComparison,
  type Scope,
} from './filter-comparison.ts';
import { allOf, comparisonsOf, limited, LIMITS } from './filter-limits.ts';
import { pointerToken } from './json-pointer.ts';

/**
 * The filter of a body: `{"status":"open"}`, `{"priority":["HIGH"]}`, `{"created":{"gte":"2025-11-01"}}`,
 * with `and`, `or` and `not`; several keys are AND-ed, null asks for absence. `pointer` is where the
 * filter stands in the body (`/filter`). Undefined when nothing is asked.
 * Codes: unknown_field, unknown_operator, invalid_query.
 */
export function parseBodyFilter(json: unknown, scope: Scope, pointer = ''): Filter | undefined {
  if (json === undefined || json === null) return undefined;
  const parts = readObject(json, { scope, pointer, depth: 1 });
  const filter = allOf(parts);
  if (filter) limited(comparisonsOf(filter), { pointer });
  return filter;
}

interface Level {
  readonly scope: Scope;
  readonly pointer: string;
  readonly depth: number;
}

function readObject(json: unknown, level: Level): readonly Filter[] {
  const { pointer, depth } = level;
  if (depth > LIMITS.depth)
    throw fault(
      'invalid_query',
      { pointer },
      { detail: `The filter nests deeper than ${LIMITS.depth} levels.` },
    );
  if (!isObject(json))
    throw fault(
      'invalid_query',
      { pointer },
      {
        detail: `A filter is an object, not ${describe(json)}.`,
        next: 'Write for example {"status":"open"} or {"created":{"gte":"2025-11-01"}}.',
      },
    );
  return Object.entries(json).flatMap(([key, value]): readonly Filter[] => {
    const inner = { ...level, pointer: `${pointer}/${pointerToken(key)}`, depth: depth + 1 };
    const connective = Object.hasOwn(CONNECTIVES, key) ? CONNECTIVES[key] : undefined;
    return connective ? [connective(value, inner)] : readField(key, value, inner);
  });
}

type Connective = (json: unknown, level: Level) => Filter;

const CONNECTIVES: Readonly<Record<string, Connective>> = {
  and: (json, level) => ({ and: readBranches(json, level) }),
  or: (json, level) => ({ or: readBranches(json, level) }),
  not: (json, level) => ({ not: readBranch(json, level) }),
};

function readBranches(json: unknown, level: Level): readonly Filter[] {
  if (Array.isArray(json) && json.length > 0)
    return json.map((branch, index) =>
      readBranch(branch, { ...level, pointer: `${level.pointer}/${index}` }),
    );
  const { pointer } = level;
  throw fault(
    'invalid_query',
    { pointer },
    {
      detail: `A list with at least one filter belongs here, not ${describe(json)}.`,
    },
  );
}

function readBranch(json: unknown, level: Level): Filter {
  const filter = allOf(readObject(json, level));
  if (filter) return filter;
  const { pointer } = level;
  throw fault('invalid_query', { pointer }, { detail: 'The filter asks for nothing.' });
}

/** A field with a value, a list of values, or an object of operators. */
function readField(field: string, json: unknown, level: Level): readonly Comparison[] {
  const { scope, pointer } = level;
  const check = (op: string, value: unknown, place: Place): Comparison =>
    checkComparison({ field, op, value: rawValues(value) }, scope, place);
  if (json === null) return [check('null', true, { pointer })];
  if (Array.isArray(json)) return [check('in', json, { pointer })];
  if (!isObject(json)) return [check('eq', json, { pointer })];
  const operators = Object.entries(json);
  if (operators.length === 0)
    throw fault('invalid_query', { pointer }, { detail: `'${cut(field)}' has no operator.` });
  return operators.map(([op, value]) =>
    check(op, value, { pointer: `${pointer}/${pointerToken(op)}` }),
  );
}

const rawValues = (json: unknown): RawComparison['value'] =>
  Array.isArray(json) ? json.map((item: unknown) => ({ json: item })) : { json };

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const describe = (json: unknown): string =>
  Array.isArray(json)
    ? json.length > 0
      ? 'a list'
      : 'an empty list'
    : cut(String(JSON.stringify(json)));
