/** Takes how long the steps of an answer last. */
export interface Stopwatch {
  /** Runs a step. One that runs twice is added up. */
  time<T>(step: string, run: () => T | Promise<T>): Promise<T>;
  /** Milliseconds by step, in the order in which they first ended. */
  readonly laps: Readonly<Record<string, number>>;
}

export function createStopwatch(): Stopwatch {
  const laps: Record<string, number> = {};
  return {
    laps,
    time: async (step, run) => {
      const began = performance.now();
      try {
        return await run();
      } finally {
        laps[step] = (laps[step] ?? 0) + performance.now() - began;
      }
    },
  };
}
