import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { WorkspaceError } from '#src/errors';
import type { Field, Operator } from '#src/kinds/field';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import { fieldNames, resolveField } from '#src/kinds/resolve-field';
import { parseBodyFilter, parseUrlFilter } from '#src/search/filter';

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Text without a comma, which separates values in a URL, and not padded, for lists are trimmed there. */
const word = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .map((text) => text.replaceAll(',', '').trim() || 'x');

const VALUES: Readonly<
  Record<Field['type'], (field: Field) => fc.Arbitrary<string | number | boolean>>
> = {
  string: () => word,
  enum: (field) => fc.constantFrom(...(field.values ?? [])),
  integer: () => fc.integer(),
  number: () => fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
  boolean: () => fc.boolean(),
  timestamp: () => day,
  list: () => word,
  object: () => word,
  json: () => word,
};
const BY_OPERATOR: Readonly<Partial<Record<Operator, fc.Arbitrary<string | boolean>>>> = {
  null: fc.boolean(),
  contains: word,
  starts: word,
};
const LISTS: readonly string[] = ['in', 'nin'];

interface Case {
  readonly kind: KindName;
  readonly name: string;
  readonly op: Operator;
  readonly value: unknown;
}

const comparison: fc.Arbitrary<Case> = fc
  .constantFrom(...kindNames)
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), name: fc.constantFrom(...fieldNames(kindOf(kind))) }),
  )
  .chain(({ kind, name }) => {
    const field = resolveField(kindOf(kind), name) as Field;
    return fc.constantFrom(...field.operators).chain((op) => {
      const one = BY_OPERATOR[op] ?? VALUES[field.type](field);
      const value: fc.Arbitrary<unknown> = LISTS.includes(op)
        ? fc.array(one, { minLength: 1, maxLength: 5 })
        : one;
      return fc.record({
        kind: fc.constant(kind),
        name: fc.constant(name),
        op: fc.constant(op),
        value,
      });
    });
  });

describe('for every filter', () => {
  it('the form of a URL and that of a body mean the same', () => {
    fc.assert(
      fc.property(comparison, ({ kind, name, op, value }) => {
        const text = Array.isArray(value) ? value.join(',') : String(value);
        const fromUrl = parseUrlFilter([[`${name}__${op}`, text]], [kind], new Set());
        const fromBody = parseBodyFilter({ [name]: { [op]: value } }, [kind]);
        expect(fromUrl).toEqual(fromBody);
      }),
      { numRuns: 500 },
    );
  });
});

const isClientError = (error: unknown): boolean =>
  error instanceof WorkspaceError &&
  ['unknown_field', 'unknown_operator', 'invalid_query'].includes(error.code) &&
  error.issues.length === 1;

const survives = (parse: () => unknown): boolean => {
  try {
    parse();
    return true;
  } catch (error) {
    return isClientError(error);
  }
};

const somewhere = fc.subarray([...kindNames], { minLength: 1 });
const nameish = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'status',
    'created__gte',
    'and',
    'or',
    'not',
    '__proto__',
    'toString',
    'repo__in',
  ),
);

describe('no input', () => {
  it('of a URL does anything but parse or be refused with its place', () => {
    const entries = fc.array(fc.tuple(nameish, fc.string()), { maxLength: 5 });
    fc.assert(
      fc.property(entries, somewhere, (parameters, scope) =>
        survives(() => parseUrlFilter(parameters, scope, new Set(['limit']))),
      ),
      { numRuns: 1000 },
    );
  });

  it('of a body does anything but parse or be refused with its place', () => {
    const json = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.jsonValue(),
        fc.dictionary(nameish, tie('node'), { maxKeys: 4 }),
        fc.array(tie('node'), { maxLength: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(json, somewhere, (filter, scope) =>
        survives(() => parseBodyFilter(filter, scope, '/filter')),
      ),
      { numRuns: 1000 },
    );
  });
});

describe('an unknown name', () => {
  it('one typing error away from a field suggests that field', () => {
    const names = kindNames.flatMap((kind) =>
      fieldNames(kindOf(kind)).map((name) => [kind, name] as const),
    );
    const long = names.filter(([, name]) => name.length >= 5);
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), ([kind, name], at) => {
        const cut = at % name.length;
        const wrong = name.slice(0, cut) + name.slice(cut + 1);
        fc.pre(!resolveField(kindOf(kind), wrong));
        expect(() => parseUrlFilter([[wrong, 'x']], [kind], new Set())).toThrow(/Did you mean/);
      }),
    );
  });
});
