import { randomBytes } from 'node:crypto';

import type { ImportOptions, ImportReport } from '#src/client/transfer';

/** Files that somebody wants to import, and how. */
export interface Upload {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** The body of an import, as JSON text. */
  readonly bundle: Blob;
  readonly options: Omit<ImportOptions, 'dryRun'>;
}

/** What has become of an upload. */
export type Staged =
  | { readonly state: 'waiting'; readonly upload: Upload }
  | { readonly state: 'imported'; readonly report: ImportReport };

export interface StagedUploads {
  /** Keeps an upload and answers the name by which only who knows it can have it. */
  keep(upload: Upload): string;
  /** Undefined when it is unknown, too old, or gave way to others. */
  find(name: string): Staged | undefined;
  /** Puts what was imported in the place of the files. */
  settle(name: string, report: ImportReport): void;
  drop(name: string): void;
}

export interface StagingLimits {
  /** Uploads at a time; the oldest gives way. */
  readonly most: number;
  /** Milliseconds that one is kept. */
  readonly lifetime: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const USUAL: StagingLimits = { most: 4, lifetime: 30 * 60_000, now: Date.now };

/**
 * Uploads between their preview and their confirmation. They are kept in memory: whoever restarts
 * the service in between chooses the files again, and nothing is left on the disk.
 */
export function createStaging(limits: Partial<StagingLimits> = {}): StagedUploads {
  const { most, lifetime, now } = { ...USUAL, ...limits };
  const kept = new Map<string, { readonly staged: Staged; readonly until: number }>();
  const dropOld = () => {
    for (const [name, { until }] of kept) if (until <= now()) kept.delete(name);
  };
  const put = (name: string, staged: Staged) =>
    void kept.set(name, { staged, until: now() + lifetime });
  return {
    keep: (upload) => {
      dropOld();
      for (const name of kept.keys()) if (kept.size >= most) kept.delete(name);
      const name = randomBytes(18).toString('base64url');
      put(name, { state: 'waiting', upload });
      return name;
    },
    find: (name) => {
      dropOld();
      return kept.get(name)?.staged;
    },
    settle: (name, report) => put(name, { state: 'imported', report }),
    drop: (name) => void kept.delete(name),
  };
}
