import { describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask } = createHarness();

const WRONG: readonly (readonly [field: string, value: unknown, says: string])[] = [
  ['kinds', 5, 'a list of kinds'],
  ['kinds', ['task', 5], 'a list of kinds'],
  ['filter', 5, 'A filter is an object, not 5.'],
  ['filter', ['status'], 'A filter is an object, not a list.'],
  ['limit', '5', "'5' is no"],
  ['limit', 1.5, '1.5 is no whole number.'],
  ['limit', 0, 'It must be at least 1.'],
  ['limit', 1001, 'It must be at most 1000.'],
  ['cursor', 5, '5 is no text.'],
  ['strict', 'true', "'true' is neither true nor false."],
  ['explain', 1, '1 is neither true nor false.'],
  ['facets', 5, 'True, false, or names of facets'],
  ['facets', ['kind', 5], 'True, false, or names of facets'],
  ['facets', 'color', "'color' is none of true, kind, status"],
  ['facet_limit', '5', "'5' is no"],
  ['facet_limit', 1001, 'It must be at most 1000.'],
  ['lifecycle', 'now', "'now' is none of current, all, past."],
  ['lifecycle', true, 'true is none of current, all, past.'],
  ['as_of', 5, '5 is no text.'],
  ['as_of', 'soon', "'soon' is no day"],
];

const OF_A_SEARCH: typeof WRONG = [
  ['q', 5, '5 is no text.'],
  ['mode', 'fast', "'fast' is none of hybrid, keyword, semantic."],
  ['mode', 5, '5 is none of hybrid, keyword, semantic.'],
  ['qualifiers', 'no', "'no' is neither true nor false."],
  ['prefix', null, 'null is neither true nor false.'],
  ['limits', 5, "'limits' is no field of a search. Did you mean 'limit'?"],
];

const OF_A_COMPARISON: typeof WRONG = [
  ['text', 5, '5 is no text.'],
  ['kind', ['task'], '["task"] is no text.'],
  ['id', 5, '5 is no text.'],
  ['mode', 'hybrid', "'mode' is no field of a comparison."],
];

describe.each([
  { path: 'search', about: { q: 'x' }, wrong: [...WRONG, ...OF_A_SEARCH] },
  { path: 'similar', about: { text: 'x' }, wrong: [...WRONG, ...OF_A_COMPARISON] },
])('the body of $path', ({ path, about, wrong }) => {
  it.each(wrong)(
    'with %s: %j is refused there, with what belongs there',
    async (field, value, says) => {
      const { status, body } = await ask('POST', `/api/${path}`, {
        json: { ...about, [field]: value },
      });
      expect(status).toBe(400);
      expect(body.errors).toEqual([
        { pointer: `/${field}`, detail: expect.stringContaining(says) as string },
      ]);
      expect(body.detail).toContain(says);
    },
  );
});
