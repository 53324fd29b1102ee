import { describe, expect, it } from 'vitest';

import { readSettings } from '#src/cli/settings-file';

const io = (text: string) => ({
  ...{ env: {}, stdout: { write: () => true }, stderr: { write: () => true } },
  readStdin: async () => text,
  untilStopped: async () => undefined,
});

describe('settings in a file', () => {
  it.each([
    ['', /There are no settings in standard input/],
    ['# only a comment\n', /There are no settings/],
    ['a: 1\n---\nb: 2\n', /several documents/],
  ])('%j are refused in words for people', async (text, said) => {
    await expect(readSettings('-', io(text))).rejects.toThrow(said);
  });

  it('are JSON or YAML', async () => {
    expect(await readSettings('-', io('{"a": 1}'))).toEqual({ a: 1 });
    expect(await readSettings('-', io('a: 1'))).toEqual({ a: 1 });
  });
});
