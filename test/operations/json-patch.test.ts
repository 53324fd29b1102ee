import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson } from '#src/operations/canonical-json';
import type { JsonPatch } from '#src/operations/configuration-types';
import { jsonPatch, summaryOf } from '#src/operations/json-patch';

/** Applies a patch as RFC 6902 says, for these three operations. */
function applyPatch(document: unknown, patch: JsonPatch): unknown {
  return patch.reduce<unknown>((value, step) => {
    const keys = step.path.split('/').slice(1).map(unescaped);
    return changedAt(value, keys, step);
  }, structuredClone(document));
}

const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

function changedAt(
  value: unknown,
  [key, ...rest]: readonly string[],
  step: JsonPatch[number],
): unknown {
  if (key === undefined) return 'value' in step ? step.value : undefined;
  if (Array.isArray(value)) {
    const at = Number(key);
    if (rest.length > 0) return value.with(at, changedAt(value[at], rest, step));
    if (at > value.length || (step.op !== 'add' && at === value.length))
      throw new RangeError(`There is no item ${key}.`);
    return value.toSpliced(at, step.op === 'add' ? 0 : 1, ...('value' in step ? [step.value] : []));
  }
  const members = value as Record<string, unknown>;
  const isThere = Object.hasOwn(members, key);
  if (step.op === 'add' ? rest.length > 0 && !isThere : !isThere)
    throw new RangeError(`There is no member ${key}.`);
  const { [key]: old, ...others } = members;
  if (rest.length === 0 && step.op === 'remove') return others;
  return { ...members, [key]: changedAt(old, rest, step) };
}

/** Values whose keys make trouble in pointers, and whose lists share items. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json' },
    fc.constantFrom<unknown>(null, true, false, 0, 1, -1.5, '', 'a', 'b'),
    fc.array(tie('value'), { maxLength: 5, depthIdentifier: 'json' }),
    fc.dictionary(fc.constantFrom('', 'a', 'b', 'a/b', '~', '~1', '0', 'ü'), tie('value'), {
      maxKeys: 4,
      depthIdentifier: 'json',
      noNullPrototype: true,
    }),
  ),
})).value;

describe('a patch between two configurations', () => {
  it('makes the new one out of the old one', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(applyPatch(before, jsonPatch(before, after))).toStrictEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is empty exactly when they are equal', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const isSame = canonicalJson(before) === canonicalJson(after);
        expect(jsonPatch(before, after).length === 0).toBe(isSame);
        expect(jsonPatch(before, structuredClone(before))).toEqual([]);
      }),
    );
  });

  it.each<[string, unknown, unknown, JsonPatch]>([
    ['a value', { a: 1 }, { a: 2 }, [{ op: 'replace', path: '/a', value: 2 }]],
    ['a type', { a: [1] }, { a: { 0: 1 } }, [{ op: 'replace', path: '/a', value: { 0: 1 } }]],
    ['a name with a slash', { 'a/b': 1 }, {}, [{ op: 'remove', path: '/a~1b' }]],
    ['the first item', [1, 2, 3], [2, 3], [{ op: 'remove', path: '/0' }]],
    [
      'two new items in the middle',
      [1, 4],
      [1, 2, 3, 4],
      [
        { op: 'add', path: '/1', value: 2 },
        { op: 'add', path: '/2', value: 3 },
      ],
    ],
    [
      'a member of an item',
      [{ a: 1 }, 0],
      [{ a: 2 }, 0],
      [{ op: 'replace', path: '/0/a', value: 2 }],
    ],
  ])('is small for %s', (_, before, after, patch) => {
    expect(jsonPatch(before, after)).toEqual(patch);
  });

  it('is told in a line', () => {
    const before = { db: { timeout: 1, pool: 2 }, old: 1, same: 0 };
    const after = { db: { timeout: 5, pool: 3 }, new: 1, same: 0 };
    expect(summaryOf(jsonPatch(before, after))).toBe(
      '2 changed, 1 added, 1 removed: /db/pool, /db/timeout, /new, /old',
    );
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`k${at}`, at]));
    expect(summaryOf(jsonPatch({}, many))).toBe('9 added: /k0, /k1, /k2, /k3, and 5 more');
    expect(summaryOf([])).toBe('nothing changed');
  });
});

describe('canonical JSON', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [{ d: null, c: '€' }] }, '{"a":[{"c":"€","d":null}],"b":1}'],
    [{ 10: 1, 9: 2 }, '{"10":1,"9":2}'],
    [{ '\u{1f600}': 1, '\ufb33': 2 }, '{"\u{1f600}":1,"\ufb33":2}'],
    [[1e21, 0.000001, -0, 333333333.33333329], '[1e+21,0.000001,0,333333333.3333333]'],
    ['\u000f\n"\\', '"\\u000f\\n\\"\\\\"'],
  ])('of %j is as RFC 8785 has it', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('does not depend on the order of keys, and loses nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const reordered: unknown = JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
          typeof inner === 'object' && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).reverse())
            : inner,
        );
        expect(canonicalJson(reordered)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });
});
