import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { withLease } from '#indexer/lease';

/** The number of a process that has ended. */
const gone = (): number => spawnSync(process.execPath, ['--version']).pid;

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

  it.each([
    ['is gone', hostname(), gone, true],
    ['still runs', hostname(), () => process.ppid, false],
    ['is of another machine', 'elsewhere', gone, false],
  ])('takes the lease of a process at once only when that %s', async (_, host, pid, isTaken) => {
    owner = `${host}:${String(pid())}:5e0c`;
    const indexHolder = async () => (owner === undefined ? undefined : { holder: owner });
    const two = { ...as('two'), store: { ...store, indexHolder } };
    expect(await withLease(two, async () => expect(owner).toBe('two'))).toBe(isTaken);
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
