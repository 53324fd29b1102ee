import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { withLease } from '#indexer/lease';

describe('a run under a lease', () => {
  let owner: string | undefined;
  const store = {
    lease: async (_name: string, holder: string) => (owner ??= holder) === holder,
    release: async (_name: string, holder: string) => {
      if (owner === holder) owner = undefined;
    },
  };
  const as = (holder: string) => ({ store, holder, log: undefined });
  beforeEach(() => {
    owner = undefined;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('has it to itself, and gives it back, also when it fails', async () => {
    const run = withLease(as('one'), async () => {
      expect(await withLease(as('two'), async () => expect.unreachable())).toBe(false);
      throw new Error('the disk is full');
    });
    await expect(run).rejects.toThrow('the disk is full');
    expect(await withLease(as('two'), async () => undefined)).toBe(true);
    expect(owner).toBeUndefined();
  });

  it('learns that another process has taken it, leaves it to that one, and says so', async () => {
    const isOurs = await withLease(as('one'), async (held) => {
      owner = 'two'; // this process was suspended for longer than the lease
      while (held()) await vi.advanceTimersByTimeAsync(1_000);
    });
    expect(isOurs).toBe(false);
    expect(owner).toBe('two');
  });
});
