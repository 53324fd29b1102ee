import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jsonFault } from '#src/search/json-fault';

/** What V8 says of a text: undefined for JSON, its position where it gives one, or 'somewhere'. */
function told(text: string): number | 'somewhere' | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    return position === undefined ? 'somewhere' : Number(position);
  }
}

describe('the place where JSON breaks', () => {
  it.each<[string, number | undefined]>([
    ['{}', undefined],
    [' [1, {"a": [true, null, -1.5e3, "\\u00e4"]}] ', undefined],
    ['"text"', undefined],
    ['', 0],
    ['{', 1],
    ['{"a"}', 4],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['[}', 1],
    ['{]', 1],
    ['{} x', 3],
    ['{"a": oops}', 6],
    ["{'a': 1}", 1],
    ['"open', 5],
    ['"bad \\x"', 5],
    ['"tab\there"', 4],
    ['nul', 0],
  ])('of %s is %s', (text, place) => {
    expect(jsonFault(text)).toBe(place);
  });

  it('is found at the end of a very long text', () => {
    const text = `{"a":"${'x'.repeat(5_000_000)}",]`;
    expect(jsonFault(text)).toBe(text.length - 1);
    expect(jsonFault('['.repeat(1_000_000))).toBe(1_000_000);
  });

  it('is none exactly when JSON.parse takes the text, and the one that it names', () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', 'x', '\\', '1', ' ', '\n'),
        fc.nat(2),
      )
      .map(([text, at, put, cut]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged), (text) => {
        const [ours, theirs] = [jsonFault(text), told(text)];
        expect(ours === undefined).toBe(theirs === undefined);
        if (ours !== undefined) expect(ours).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });
});
