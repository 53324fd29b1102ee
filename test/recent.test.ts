import { expect, it } from 'vitest';

import { createRecent } from '#src/recent';

const weighed = () => createRecent<number>({ entries: 3, weight: 10, weightOf: (value) => value });

it('lets the longest unused go, one too many or too heavy', () => {
  const recent = weighed();
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    recent.set(key, value);
  expect(recent.get('a')).toBe(1); // used again: b is the oldest now
  recent.set('d', 1);
  expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual([1, undefined, 3, 1]);
  recent.set('e', 8);
  expect(['a', 'c', 'd', 'e'].map((key) => recent.get(key))).toEqual([undefined, undefined, 1, 8]);
});

it('keeps what came last whatever it weighs, and weighs a key once', () => {
  const recent = weighed();
  recent.set('a', 99);
  expect(recent.get('a')).toBe(99);
  for (let again = 0; again < 20; again += 1) recent.set('a', 4);
  recent.set('b', 4);
  expect([recent.get('a'), recent.get('b')]).toEqual([4, 4]);
  recent.clear();
  recent.set('c', 10);
  expect([recent.get('a'), recent.get('c')]).toEqual([undefined, 10]);
});
