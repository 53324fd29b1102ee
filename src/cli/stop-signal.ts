const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Resolves at the first signal that asks this process to stop, and listens from the call on. The
 * second one ends the process as if nobody listened.
 */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of SIGNALS) process.removeListener(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
