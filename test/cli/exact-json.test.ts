import { describe, expect, it } from 'vitest';

import { lostIn } from '#src/cli/exact-json';
import { readSettings } from '#src/cli/settings-file';

describe('a JSON text', () => {
  it.each([
    ['{"a": 12345678901234567890}', '12345678901234567890 has more digits'],
    ['[{"a": -9007199254740993}]', '-9007199254740993 has more digits'],
    ['{"a": 1, "b": {"a": 2}, "\\u0061": 3}', 'the name "\\u0061" stands twice'],
  ])('%s is not kept as it is', (text, lost) => {
    expect(lostIn(text)).toContain(lost);
  });

  it.each([
    '{"a": 9007199254740992, "b": [1, 1.5e3, -0.1], "c": {"a": "a"}, "d": {"a": "12345678901234567890"}}',
    '[{"a": 1}, {"a": 1}, "a", "a", {"q\\"": "{\\"q\\": 1", "q": true}]',
    '7',
  ])('%s is', (text) => {
    expect(lostIn(text)).toBeUndefined();
  });
});

it.each([
  ['a: 12345678901234567890', 'more digits'],
  ['{"a": 12345678901234567890}', 'more digits'],
  ['{"a": 1, "a": 2}', 'stands twice'],
  ['a: 1\na: 2', 'unique'],
])('the settings %j are refused', async (text, reason) => {
  await expect(readSettings('-', ioOf(text))).rejects.toMatchObject({
    code: 'invalid_json',
    message: expect.stringContaining(reason) as string,
  });
});

it('settings of YAML have plain numbers', async () => {
  const text = 'a: 7\nb: [1.5, 9007199254740992]\nc: 0x1F';
  expect(await readSettings('-', ioOf(text))).toEqual({ a: 7, b: [1.5, 9007199254740992], c: 31 });
});

const ioOf = (text: string) => ({
  ...{ env: {}, stdout: { write: () => true }, stderr: { write: () => true } },
  readStdin: async () => text,
  untilStopped: async () => undefined,
});
