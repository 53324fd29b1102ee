import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pathPattern } from '#src/operations/drift/path-pattern';

describe('a path pattern', () => {
  it.each([
    ['src/web', 'src/web', true],
    ['src/web', 'src/web/a/b.ts', true],
    ['src/web', 'src/web.ts', true],
    ['src/web', 'src/website/a.ts', false],
    ['./src/web/', 'src/web/a.ts', true],
    ['/src/web/**', 'src/web/a.ts', true],
    ['src/*', 'src/a.ts', true],
    ['src/*/x', 'src/a/b/x', false],
    ['src/**/x', 'src/x', true],
    ['src/**/x', 'src/a/b/x', true],
    ['**/*.test.ts', 'a/b.test.ts', true],
    ['**/*.test.ts', 'b.test.ts', true],
    ['*.test.ts', 'a/b.test.ts', false],
    ['src/?.ts', 'src/a.ts', true],
    ['src/?.ts', 'src/ab.ts', false],
    ['src/[a-c].ts', 'src/b.ts', true],
    ['src/[!a-c].ts', 'src/b.ts', false],
    ['src/{web,mcp}/**', 'src/mcp/a.ts', true],
    ['src/{web,mcp}/**', 'src/cli/a.ts', false],
    ['src/{a,b{c,d}}', 'src/bd', true],
    ['a.b', 'aXb', false],
    ['src/(x)+', 'src/(x)+', true],
    ['[z-a]', '[z-a]', true],
    ['src\\web', 'src/web/a.ts', true],
    ['**', 'any/thing', true],
    ['', 'any/thing', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(pathPattern(pattern).matches(path)).toBe(expected);
  });

  it('says more the more of it is no wildcard', () => {
    const weights = ['**', 'src/**', 'src/web', 'src/web/*.ts'].map(
      (each) => pathPattern(each).weight,
    );
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(new Set(weights).size).toBe(weights.length);
  });

  it('never throws, whatever is stored as one', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'ab/*?[]!{},.-^$(+|\\ é') });
    fc.assert(
      fc.property(odd, odd, (pattern, path) => {
        expect(typeof pathPattern(pattern).matches(path)).toBe('boolean');
      }),
    );
  });

  it('without wildcards matches itself and what lies below', () => {
    const name = fc.stringMatching(/^[a-z][a-z.()+-]{0,6}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), name, (names, below) => {
        const path = names.join('/');
        expect(pathPattern(path).matches(path)).toBe(true);
        expect(pathPattern(path).matches(`${path}/${below}`)).toBe(true);
        expect(pathPattern(path).matches(`x${path}`)).toBe(false);
      }),
    );
  });
});
