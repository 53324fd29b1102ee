import { describe, expect, it } from 'vitest';

import type { WorkspaceError } from '#src/errors';
import { checkTree } from '#src/http/json-tree';

import { createHarness } from './harness.ts';

const { ask } = createHarness();

const zeros = (items: number): string => `[${'0,'.repeat(items - 1)}0]`;
const distinct = (keys: number): string =>
  Array.from({ length: keys }, (_, index) => `"k${index}":0`).join(',');

function faultOf(json: unknown): WorkspaceError | undefined {
  try {
    checkTree(json);
    return undefined;
  } catch (error) {
    return error as WorkspaceError;
  }
}

/** Arrays whose elements nobody may look at. */
const untouchable = (length: number): readonly unknown[] =>
  new Proxy(new Array<unknown>(length), {
    get: (target, key) => {
      if (key === 'length') return target.length;
      throw new Error('an item was looked at');
    },
  });

describe('a large body', () => {
  it.each([
    ['a list of too many records', zeros(10_001), 400, 'invalid_body', '10001 records'],
    [
      'a list of numbers within a list',
      `[${zeros(1_000_000)}]`,
      413,
      'body_too_large',
      '1,000,000',
    ],
    [
      'a list of numbers in a field',
      `{"title":"t","metadata":{"a":${zeros(1_000_000)}}}`,
      413,
      'body_too_large',
      '1,000,000',
    ],
    [
      'unknown fields',
      `{"title":"t",${distinct(50_000)}}`,
      400,
      'invalid_body',
      "'k0' is no field",
    ],
  ])('of %s is refused with a sentence', async (_, body, status, code, says) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await ask('POST', '/api/task', { body, headers });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.detail).toContain(says);
    expect(answer.text.length).toBeLessThan(50_000);
  });

  it.each([
    ['a list of too many records', untouchable(10_001), 'invalid_body'],
    ['too many values', { deep: untouchable(1_000_001) }, 'body_too_large'],
  ])('of %s is refused before its items are looked at', (_, json, code) => {
    expect(faultOf(json)?.code).toBe(code);
  });

  it('counts the values of all its parts together', () => {
    const part = new Array<number>(300_000).fill(0);
    expect(faultOf({ a: part, b: part, c: part })).toBeUndefined();
    expect(faultOf({ a: part, b: part, c: part, d: part })?.code).toBe('body_too_large');
  });
});

describe('what a body holds', () => {
  it.each<[string, unknown, string]>([
    ['a text in a list', { a: [0, { 'b/c~d': 'x\0' }] }, '/a/1/b~1c~0d'],
    ['a key', { a: { '\ud800': 1 } }, '/a/\ud800'],
    ['a renamed prototype', JSON.parse('{"a":[{"__proto__":1}]}'), '/a/0/__proto__'],
    ['the whole', '\0', ''],
    ['the first of several', { a: '\0', b: '\0' }, '/a'],
  ])('that cannot be kept is pointed at: %s', (_, json, pointer) => {
    expect(faultOf(json)).toMatchObject({ code: 'invalid_body', issues: [{ pointer }] });
  });

  it('may nest 64 levels deep, and no deeper', () => {
    const nested = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 0);
    expect(faultOf(nested(64))).toBeUndefined();
    expect(faultOf(nested(65))).toMatchObject({ message: expect.stringContaining('64 levels') });
  });

  it('is not repeated at length by an error', () => {
    const fault = faultOf({ [`${'x'.repeat(5_000)}\0`]: 1 });
    expect(fault?.issues[0]?.pointer?.length).toBe(200);
  });
});
