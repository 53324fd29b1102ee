import type { PlanOptions } from '#indexer/sync-plan';
import type { Reading } from '#indexer/reading';

/** Times as long as a missing document stays, a new one may turn out to be where it went. */
const YOUNG = 10;

/**
 * What the readings of a watch know of those before, so that a move is known in whichever order its
 * two halves were seen: a tool may delete before it writes, and between two file systems a file is
 * copied before it is removed.
 */
export interface Grace {
  /** For the plan of a reading. */
  planning(reading: Reading): Pick<PlanOptions, 'isHeld' | 'isYoung'>;
  /** What was added by it is young from now on. */
  written(reading: Reading): void;
}

/** `grace`: milliseconds for which the document of a file that is gone stays. */
export function createGrace(grace: number): Grace {
  const missing = new Map<string, ReadonlyMap<string, number>>();
  const young = new Map<string, number>();
  return {
    planning: ({ repo }) => {
      const now = performance.now();
      const before = missing.get(repo) ?? new Map<string, number>();
      const seen = new Map<string, number>();
      missing.set(repo, seen);
      return {
        isHeld: ({ id }) => {
          const since = before.get(id) ?? now;
          seen.set(id, since);
          return now - since < grace;
        },
        isYoung: ({ path }) => now - (young.get(keyOf(repo, path)) ?? -Infinity) < grace * YOUNG,
      };
    },
    written: ({ repo, documents, stored }) => {
      const now = performance.now();
      for (const [key, since] of young) if (now - since >= grace * YOUNG) young.delete(key);
      const known = new Set(stored.map(({ path }) => path));
      for (const { path } of documents) if (!known.has(path)) young.set(keyOf(repo, path), now);
    },
  };
}

const keyOf = (repo: string, path: string): string => `${repo}\0${path}`;
