/** Whether something has been at rest for a while. */
interface Idling {
  /** Runs a piece of work; rest begins when the last of several is done. */
  during<T>(work: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** Calls `onIdle` when nothing has run for `idle` milliseconds; 0 is never. It keeps no process alive. */
export function createIdling(idle: number, onIdle: () => void): Idling {
  let running = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const rest = (): void => {
    if (idle > 0 && running === 0 && !stopped) timer = setTimeout(onIdle, idle).unref();
  };
  return {
    during: async (work) => {
      clearTimeout(timer);
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        rest();
      }
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
