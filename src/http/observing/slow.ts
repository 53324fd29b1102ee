import { AsyncLocalStorage } from 'node:async_hooks';

import type { Log } from '#src/http/deps';
import type { SlowStep } from '#src/store/store';

import type { SlowLog, Slowness, SlowThing } from './types.ts';

interface SlowOptions {
  /** Milliseconds from which on a request or a step is slow. */
  readonly after: number;
  readonly log?: Pick<Log, 'warn'> | undefined;
  /** Told of each. */
  readonly count?: ((what: SlowThing) => void) | undefined;
}

/** Steps told of one request; more are only counted. */
const MOST_STEPS = 5;

/** What a request begins, such as indexing, may go on after it: then it is no part of it any more. */
interface Watched {
  readonly seen: Slowness;
  over: boolean;
}

/** Logs what is slow, with the plan by which it was carried out. */
export function createSlowLog({ after, log, count }: SlowOptions): SlowLog {
  const current = new AsyncLocalStorage<Watched>();
  const seenNow = (): Slowness | undefined => {
    const watched = current.getStore();
    return watched?.over === false ? watched.seen : undefined;
  };
  return {
    after,
    tell: (step) => {
      count?.('step');
      const seen = seenNow();
      if (!seen) log?.warn(stepShown(step), 'slow step');
      else if (++seen.count <= MOST_STEPS) seen.steps.push(step);
    },
    searched: (milliseconds, told) => {
      if (milliseconds >= after) seenNow()?.searches.push(told());
    },
    during: async (work) => {
      const seen: Slowness = { count: 0, steps: [], searches: [] };
      const watched = { seen, over: false };
      await current.run(watched, work).finally(() => {
        watched.over = true;
      });
      return seen;
    },
    answered: ({ milliseconds, waits, seen, request }) => {
      const isSlow = milliseconds >= after && !waits;
      if (isSlow) count?.('request');
      if (isSlow || seen.count > 0) log?.warn({ ...request(), ...shown(seen) }, 'slow request');
    },
  };
}

const shown = ({ count, steps, searches }: Slowness): object => ({
  ...(searches.length > 0 && { searches }),
  ...(count > 0 && { slow_steps: count, steps: steps.map(stepShown) }),
});

const stepShown = ({ milliseconds, text, plan }: SlowStep): object => ({
  ...{ ms: rounded(milliseconds), sql: text, plan },
});

export const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
