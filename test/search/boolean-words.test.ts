import { describe, expect, it } from 'vitest';

import { booleanRemarks } from '#src/search/boolean-words';

const CASES = [
  ['caches OR queues', ['OR is not read']],
  ['status:open OR status:closed caches', ['OR between filters is not read']],
  ['caches AND queues', ['AND is not read']],
  ['queue NOT kafka', ["to exclude 'kafka', write -kafka"]],
  ['(status:open caches', ['Parentheses group nothing']],
  ['(caches OR queues) fast', ['OR is not read', 'Parentheses group nothing']],
  ['NOT status:open caches', []],
  ['UNIQUE OR NOT NULL CONSTRAINT FAILED', []],
  ['"caches OR queues" x', []],
  ['caches or queues and not both (really)', []],
  ['parse(a, b) returns', []],
  ['ORM and ANDROID', []],
  ['OR', []],
] as const;

describe('the operators of other search languages', () => {
  it.each(CASES)('are told of in %s', (query, said) => {
    const remarks = booleanRemarks(query);
    expect(remarks).toHaveLength(said.length);
    said.forEach((part, at) => expect(remarks[at]).toContain(part));
  });

  it('are looked for in a moment, whatever stands there', () => {
    for (const noise of ['( OR ', '(a', 'NOT ', '" OR', '(((((', ' a OR'])
      expect(booleanRemarks(noise.repeat(1_500)).length).toBeLessThanOrEqual(3);
  });
});
