import type { BigIntStats } from 'node:fs';

import type { History } from './history.ts';

/** What one reading of folders leaves for the next one in the same process. */
export interface ReadingMemory {
  /** The digest of a file's bytes, when nothing says that they have changed. */
  digest(path: string, stats: BigIntStats): string | undefined;
  keepDigest(path: string, stats: BigIntStats, digest: string): void;
  /** The history of a work tree at a commit; read once for each commit. */
  history(root: string, head: string, read: () => Promise<History>): Promise<History>;
}

/**
 * Nanoseconds for which a file's times say nothing: two changes within a tick of the clock of its
 * file system leave the same ones, and the slowest clock (FAT) ticks every two seconds.
 */
const RACY = 2_000_000_000n;
const NANOSECONDS = 1_000_000n;

/** `path` is absolute throughout. */
export function createReadingMemory(): ReadingMemory {
  const digests = new Map<string, { readonly signature: string; readonly digest: string }>();
  const histories = new Map<
    string,
    { readonly head: string; readonly history: Promise<History> }
  >();
  return {
    digest: (path, stats) => {
      const known = digests.get(path);
      return known?.signature === signatureOf(stats) ? known.digest : undefined;
    },
    keepDigest: (path, stats, digest) => {
      const changed = stats.mtimeNs > stats.ctimeNs ? stats.mtimeNs : stats.ctimeNs;
      const isSettled = BigInt(Date.now()) * NANOSECONDS - changed > RACY;
      if (isSettled) digests.set(path, { signature: signatureOf(stats), digest });
      else digests.delete(path);
    },
    history: (root, head, read) => {
      const known = histories.get(root);
      if (known?.head === head) return known.history;
      const history = read();
      histories.set(root, { head, history });
      return history;
    },
  };
}

/** Who writes a file may set its time of change, but not that of its inode. */
const signatureOf = ({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string =>
  [size, mtimeNs, ctimeNs, ino].join(':');
