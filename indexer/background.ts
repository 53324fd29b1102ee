import { AFTER_FAILURE } from './faults.ts';

/** Milliseconds between looks at the queue, for what other processes wrote and for retries that became due. */
const POLL = 1_000;

interface Background {
  start(): void;
  /** Looks now rather than at the next poll, once it was started; again, when a look is at hand. */
  hurry(): void;
  /** Resolves when no look is at hand any more. */
  stop(): Promise<void>;
}

/**
 * Looks again and again, one look after the other; after a failure it rests for a while. `onFailure` is told
 * of the same failure once, until a look goes well or fails otherwise: each write may hurry one.
 */
export function createBackground(
  look: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Background {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isHurried = false;
  let failure: string | undefined;
  let stopped = false;

  const schedule = (wait: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(tick, wait).unref();
  };
  const succeed = (): number => {
    failure = undefined;
    return POLL;
  };
  const fail = (error: unknown): number => {
    if (String(error) !== failure) onFailure(error);
    failure = String(error);
    return AFTER_FAILURE;
  };
  const lookOnce = async (): Promise<void> => {
    isHurried = false;
    const rest = await look().then(succeed, fail);
    looking = undefined;
    schedule(isHurried ? 0 : rest);
  };
  const tick = (): void => {
    looking = lookOnce();
  };
  return {
    start: () => schedule(0),
    hurry: () => {
      if (looking) isHurried = true;
      else if (timer) schedule(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
