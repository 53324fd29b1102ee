import { AFTER_FAILURE } from './faults.ts';

/** Milliseconds between looks at the queue, for what other processes wrote and for retries that became due. */
const POLL = 1_000;

interface Background {
  start(): void;
  /** Looks now rather than at the next poll, once it was started. */
  hurry(): void;
  stop(): void;
}

/** Looks again and again, one look after the other; after a failure it rests for a while. */
export function createBackground(
  look: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Background {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const schedule = (wait: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(tick, wait).unref();
  };
  const tick = (): void => {
    look()
      .then(() => POLL)
      .catch((error: unknown) => {
        onFailure(error);
        return AFTER_FAILURE;
      })
      .then(schedule, () => undefined);
  };
  return {
    start: () => schedule(0),
    hurry: () => {
      if (timer) schedule(0);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
