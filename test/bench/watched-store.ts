import type { IndexQueue, Spaces } from '#src/store/store';

type Store = IndexQueue & Spaces;

/** A store, and what an indexer does with it. */
export interface Watched {
  readonly store: Store;
  /** Milliseconds of each call; neither waits for anything but SQLite. */
  times(method: 'jobs' | 'settle'): readonly number[];
  /** Resident megabytes of this process, after each 5,000 passages. */
  memory(): readonly number[];
}

const STEP = 5_000;

export function watchStore(store: Store): Watched {
  const times = { jobs: [] as number[], settle: [] as number[] };
  const memory = [residentMegabytes()];
  let passages = 0;

  const timing = async <T>(name: keyof typeof times, run: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    try {
      return await run();
    } finally {
      times[name].push(performance.now() - began);
    }
  };
  return {
    store: {
      ...store,
      jobs: (...asked) => timing('jobs', () => store.jobs(...asked)),
      settle: async (space, outcomes) => {
        const applied = await timing('settle', () => store.settle(space, outcomes));
        for (const outcome of outcomes) if ('add' in outcome) passages += outcome.add.length;
        while (memory.length * STEP <= passages) memory.push(residentMegabytes());
        return applied;
      },
    },
    times: (method) => times[method],
    memory: () => memory,
  };
}

const residentMegabytes = (): number => Math.round(process.memoryUsage.rss() / 1e6);
