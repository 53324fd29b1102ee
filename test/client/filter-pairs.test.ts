import { expect, it } from 'vitest';

import { filterPairs, inPairs } from '#src/client/filter-pairs';

it.each([
  ['nothing', {}, []],
  ['a value', { severity: 'HIGH' }, [['severity__eq', 'HIGH']]],
  ['a value with a comma', { title: 'a, b' }, [['title__eq', 'a, b']]],
  ['one of several', { status: ['open', 'closed'] }, [['status__in', 'open,closed']]],
  ['an empty field', { priority: null }, [['priority__null', 'true']]],
  [
    'a number and a truth',
    { tokens: 0, dry: false },
    [
      ['tokens__eq', '0'],
      ['dry__eq', 'false'],
    ],
  ],
  [
    'comparisons',
    { detected: { gte: '2025-01-01', lt: '2025-02-01' } },
    [
      ['detected__gte', '2025-01-01'],
      ['detected__lt', '2025-02-01'],
    ],
  ],
  [
    'none of several',
    { status: { nin: ['open'], null: false } },
    [
      ['status__nin', 'open'],
      ['status__null', 'false'],
    ],
  ],
  ['what is not said', { severity: undefined, detected: { gte: undefined } }, []],
  ["a field of a parameter's name", { limit: 3 }, [['limit__eq', '3']]],
])('writes %s as an address has it', (_, filter, pairs) => {
  expect(filterPairs(filter)).toEqual(pairs);
});

it('refuses a list that an address cannot tell from a longer one', () => {
  expect(() => filterPairs({ title: ['a', 'b,c'] })).toThrow("'b,c' has a comma");
});

it('keeps filters that are written so already, and all other options', () => {
  expect(inPairs({ filter: { a: 1 }, filters: [['b', '2']], limit: 3 })).toEqual({
    filters: [
      ['b', '2'],
      ['a__eq', '1'],
    ],
    limit: 3,
  });
});
