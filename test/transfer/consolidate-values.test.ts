import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FIELD_TYPES, OPERATORS_BY_TYPE, type Field, type FieldType } from '#src/kinds/field';
import type { LegacyValue } from '#src/store/legacy';
import { readValue } from '#src/transfer/consolidate/values';

const fieldOf = (type: FieldType, more: Partial<Field> = {}): Field => ({
  ...{
    name: 'field',
    type,
    required: false,
    nullable: true,
    primaryKey: false,
    ranked: false,
    generated: false,
  },
  generated: false,
  operators: OPERATORS_BY_TYPE[type],
  ...more,
});

const HUGE = 9_007_199_254_740_993n;

describe('a value of an older database', () => {
  it.each<[FieldType, LegacyValue, unknown]>([
    ['string', 'text', 'text'],
    ['string', 7, '7'],
    ['string', HUGE, '9007199254740993'],
    ['integer', 7, 7],
    ['integer', 7.0, 7],
    ['integer', '7', 7],
    ['number', 1763632800.123456, 1763632800.123456],
    ['number', '1.5', 1.5],
    ['number', -0, 0],
    ['boolean', 0, false],
    ['boolean', 1, true],
    ['boolean', 'True', true],
    ['timestamp', '2025-11-20T10:00:00+02:00', '2025-11-20T08:00:00.000Z'],
    ['timestamp', '2025-11-20', '2025-11-20'],
    ['timestamp', '2025-11-20 10:00:00.120000Z', '2025-11-20T10:00:00.120Z'],
    ['list', '["a", "b"]', ['a', 'b']],
    ['list', '[]', []],
    ['list', 'null', null],
    ['list', 'meridian-core', ['meridian-core']],
    ['object', '{"a": [1]}', { a: [1] }],
    ['object', 'null', null],
    ['json', '[1, "a"]', [1, 'a']],
    ['json', '12', 12],
    ['json', 12, 12],
  ])('in a field of type %s, %o is read without a word', (type, value, expected) => {
    expect(readValue(fieldOf(type), value)).toEqual({ value: expected });
  });

  it.each<[FieldType, LegacyValue, unknown, string]>([
    ['timestamp', 1763632800, '2025-11-20T10:00:00.000Z', 'seconds'],
    ['timestamp', 1763632800123, '2025-11-20T10:00:00.123Z', 'milliseconds'],
    ['list', 'a, b', ['a', 'b'], 'commas'],
    ['list', '[1, null, "a", {"b": 2}]', ['1', 'a', '{"b":2}'], 'list of texts'],
    ['object', '{"a": NaN, "b": "NaN", "c": -Infinity}', { a: null, b: 'NaN', c: null }, 'NaN'],
    ['json', 'never', 'never', 'no JSON'],
  ])('in a field of type %s, %o is read and told', (type, value, expected, told) => {
    expect(readValue(fieldOf(type), value)).toEqual({
      value: expected,
      note: expect.stringContaining(told),
    });
  });

  it.each<[FieldType, LegacyValue]>([
    ['integer', 1.5],
    ['integer', 'many'],
    ['integer', HUGE],
    ['number', ''],
    ['number', Number.POSITIVE_INFINITY],
    ['boolean', 2],
    ['boolean', '__proto__'],
    ['timestamp', 1e300],
    ['timestamp', 'yesterday'],
    ['list', "['python', 'list']"],
    ['object', '[1]'],
    ['object', 'text'],
    ['string', new Uint8Array([1, 2])],
  ])('in a field of type %s, %o cannot be read', (type, value) => {
    expect(readValue(fieldOf(type), value)).toEqual({ unread: expect.any(String) });
  });

  it.each([
    ['HIGH', 'HIGH', undefined],
    ['high', 'HIGH', "'high' was read as 'HIGH'"],
    ['critical', 'critical', 'a value that is none of HIGH, LOW was kept'],
  ])('of an enumeration, %s, is read as %s', (given, value, note) => {
    const read = readValue(fieldOf('enum', { values: ['HIGH', 'LOW'] }), given);
    expect(read).toEqual({ value, ...(note !== undefined && { note }) });
  });

  it.each([
    ['2025-11-20 10:00:00.123456', '2025-11-20T10:00:00.123Z', ['cut', 'zone']],
    ['2025-11-20 10:00:00.1234Z', '2025-11-20T10:00:00.123Z', ['cut']],
    ['2025/11/20 10:00', '2025-11-20T10:00:00.000Z', ['zone']],
  ])('that is the moment %s is read, and told once for its source', (given, value, told) => {
    const asides = told.map((word) => expect.stringContaining(word) as string);
    expect(readValue(fieldOf('timestamp'), given)).toEqual({ value, asides });
  });

  it('that is a date in seconds may have been written as text', () => {
    const field = fieldOf('number', { moment: 'unix_seconds' });
    expect(readValue(field, '2025-11-20 10:00:00.5')).toMatchObject({ value: 1763632800.5 });
    expect(readValue(fieldOf('number'), '2025-11-20 10:00:00.5')).toHaveProperty('unread');
  });

  it('is always read or refused, and what is read can be written as JSON and read back', () => {
    const values = fc.oneof(
      fc.string(),
      fc.double(),
      fc.bigInt(),
      fc.json(),
      fc.constant(null),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_TYPES), values, (type, value) => {
        const read = readValue(fieldOf(type, { values: ['a'] }), value);
        if ('unread' in read) expect(read.unread).not.toBe('');
        else expect(JSON.parse(JSON.stringify(read.value))).toEqual(read.value);
      }),
    );
  });
});
