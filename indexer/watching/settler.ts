export interface SettlerOptions {
  /** Milliseconds without a poke after which what happened counts as over. */
  readonly quiet: number;
  /** Milliseconds after the first poke at which nobody waits for quiet any longer. */
  readonly most: number;
  /** Never called while it runs. What it throws ends the process: it has nobody to tell. */
  run(): Promise<void>;
}

/** Turns many pokes into few runs: one when it is quiet again, or at the latest after a while. */
export interface Settler {
  poke(): void;
  /** No run begins any more; resolves when none runs. */
  stop(): Promise<void>;
}

export function createSettler({ quiet, most, run }: SettlerOptions): Settler {
  let timer: NodeJS.Timeout | undefined;
  let first: number | undefined;
  let running: Promise<void> | undefined;
  let isStopped = false;

  const start = (): void => {
    first = undefined;
    running = run().finally(() => {
      running = undefined;
      if (first !== undefined) schedule();
    });
  };
  const schedule = (): void => {
    if (isStopped) return;
    clearTimeout(timer);
    const latest = (first ?? Date.now()) + most - Date.now();
    timer = setTimeout(start, Math.max(0, Math.min(quiet, latest)));
  };

  return {
    poke: () => {
      first ??= Date.now();
      if (!running) schedule();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
