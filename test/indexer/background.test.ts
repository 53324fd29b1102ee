import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createBackground } from '#indexer/background';

describe('looks in the background', () => {
  const ends: (() => void)[] = [];
  let [begun, inside, most] = [0, 0, 0];
  const look = async (): Promise<void> => {
    begun += 1;
    inside += 1;
    most = Math.max(most, inside);
    await new Promise<void>((resolve) => ends.push(resolve));
    inside -= 1;
  };
  const endOne = (): void => ends.shift()?.();
  const soon = () => vi.advanceTimersByTimeAsync(1);
  beforeEach(() => {
    vi.useFakeTimers();
    [begun, inside, most] = [0, 0, 0];
  });
  afterEach(() => vi.useRealTimers());

  it('come one after the other, and once more when they were hurried meanwhile', async () => {
    const background = createBackground(look, () => undefined);
    background.start();
    await soon();
    for (let time = 0; time < 5; time += 1) {
      background.hurry();
      await soon();
    }
    expect(begun).toBe(1);
    endOne();
    await soon();
    await soon();
    expect([begun, most]).toEqual([2, 1]);
    endOne();
    await background.stop();
  });

  it('are over when it has stopped', async () => {
    const background = createBackground(look, () => undefined);
    background.start();
    await soon();
    let isOver = false;
    const stopped = background.stop().then(() => (isOver = true));
    background.hurry();
    await soon();
    expect(isOver).toBe(false);
    endOne();
    await stopped;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([begun, inside]).toEqual([1, 0]);
  });

  it('go on after one that failed, which is told once', async () => {
    const failed: unknown[] = [];
    const background = createBackground(
      async () => {
        begun += 1;
        throw new Error('the disk is full');
      },
      (error) => failed.push(error),
    );
    background.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun).toBeGreaterThan(1);
    expect(failed).toHaveLength(1);
    await background.stop();
  });

  it('begin only once it was started', async () => {
    const background = createBackground(look, () => undefined);
    background.hurry();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(begun).toBe(0);
    await background.stop();
  });
});
