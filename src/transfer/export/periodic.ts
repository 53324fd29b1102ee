import type { Snapshot, Store } from '#src/store/store';

import { partsOfSnapshot } from './export.ts';
import { writeExport, type ExportReport } from './files.ts';

/** Where it writes what happens; pino's loggers fit. */
export interface ExportLog {
  error(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

export interface PeriodicExportOptions {
  readonly store: Pick<Store, 'snapshot'>;
  readonly directory: string;
  /** Milliseconds between the end of one export and the next. */
  readonly every: number;
  /** Default: says nothing. */
  readonly log?: ExportLog;
}

/** Exports all records again and again. Nothing happens before `start`. */
export interface PeriodicExport {
  /** The first export is made at once, the next ones when something was written since. */
  start(): void;
  /** Lets the export that is under way end. */
  stop(): Promise<void>;
}

export function createPeriodicExport(options: PeriodicExportOptions): PeriodicExport {
  const { every, log, directory } = options;
  let exported: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const once = async (): Promise<void> => {
    try {
      exported = await exportChanges(options, exported);
    } catch (error) {
      // A full disk must not stop a server; the next round tries again.
      log?.error({ err: error, directory }, 'The periodic export failed.');
    }
    if (!stopped) timer = setTimeout(start, every);
  };
  const start = (): void => {
    running = once();
  };
  return {
    start,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Answers the revision that the files have now. */
async function exportChanges(
  { store, directory, log }: PeriodicExportOptions,
  exported: string | undefined,
): Promise<string> {
  const snapshot: Snapshot = await store.snapshot();
  try {
    const revision = await snapshot.revision();
    if (revision === exported) return revision;
    const report = await writeExport(directory, partsOfSnapshot(snapshot));
    const files = writtenIn(report);
    if (files.length > 0) log?.info({ directory, files }, 'Exported what has changed.');
    return revision;
  } finally {
    await snapshot.close();
  }
}

const writtenIn = ({ files }: ExportReport): readonly string[] =>
  files.filter(({ state }) => state === 'written').map(({ file }) => file);
