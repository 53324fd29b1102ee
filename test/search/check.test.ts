import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { check } from '#src/search/check';

const SCHEMA = z.strictObject({
  name: z.string().min(1).max(5),
  tags: z.array(z.string().min(2)).max(2).optional(),
  limit: z.int().min(1).max(100).optional(),
  own: z.string().min(1, 'must not be empty').optional(),
  parts: z.array(z.strictObject({ file: z.string() })).optional(),
});
const AT = {
  ...{ pointer: '', label: 'order', known: Object.keys(SCHEMA.shape) },
  within: { parts: { label: 'part', known: ['file'] } },
};

describe('a fault of an input', () => {
  it.each([
    [{ name: '' }, '/name', 'It must not be empty.'],
    [{ name: 'longer' }, '/name', 'It has more than 5 characters.'],
    [{ name: 'a', tags: ['x'] }, '/tags/0', 'It has fewer than 2 characters.'],
    [{ name: 'a', tags: ['aa', 'bb', 'cc'] }, '/tags', 'It has more than 2 items.'],
    [{ name: 'a', limit: 0 }, '/limit', 'It must be at least 1.'],
    [{ name: 'a', limit: 101 }, '/limit', 'It must be at most 100.'],
    [{ name: 'a', limit: 1.5 }, '/limit', '1.5 is no whole number.'],
    [{ name: 'a', own: '' }, '/own', 'Must not be empty.'],
    [{ name: 'a', nam: 1 }, '/nam', "'nam' is no field of an order. Did you mean 'name'?"],
    [
      { name: 'a', parts: [{ file: 'x', fil: 'y' }] },
      '/parts/0/fil',
      "'fil' is no field of a part. Did you mean 'file'?",
    ],
  ])('of %j is told in our words', (json, pointer, detail) => {
    expect(check<unknown>(SCHEMA, json, AT)).toEqual({ issues: [{ pointer, detail }] });
  });
});
