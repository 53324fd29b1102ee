import { describe, expect, it } from 'vitest';

import { begun } from '#src/http/stream';

/** Pieces without an end, and whether the reading of them was ended. */
function endless() {
  const state = { ended: false, read: 0 };
  async function* pieces(): AsyncGenerator<string> {
    try {
      for (;;) {
        state.read += 1;
        yield 'piece';
      }
    } finally {
      state.ended = true; // where a snapshot is closed
    }
  }
  return { state, pieces: pieces() };
}

const PATIENCE = 40;

describe('a streamed answer', () => {
  it('whose reader takes nothing any more is broken off, and its snapshot let go', async () => {
    const { state, pieces } = endless();
    const reader = (await begun(pieces, PATIENCE)).getReader();
    await reader.read();
    await reader.read();
    await expect(reader.closed).rejects.toMatchObject({
      message: expect.stringContaining('Nothing was read') as string,
    });
    await expect.poll(() => state.ended).toBe(true);
    expect(state.read).toBe(2);
  });

  it('that nobody ever reads is let go, too', async () => {
    const { state, pieces } = endless();
    const reader = (await begun(pieces, PATIENCE)).getReader();
    await expect(reader.closed).rejects.toThrow();
    await expect.poll(() => state.ended).toBe(true);
  });

  it('whose reader hangs up is let go at once', async () => {
    const { state, pieces } = endless();
    const stream = await begun(pieces);
    await stream.cancel();
    expect(state.ended).toBe(true);
  });

  it('that is read to its end ends', async () => {
    async function* two(): AsyncGenerator<string> {
      yield 'a';
      yield 'b';
    }
    expect(await new Response(await begun(two(), PATIENCE)).text()).toBe('ab');
  });
});
