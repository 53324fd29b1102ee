import { Worker } from 'node:worker_threads';

/** Runs in a thread of its own, so that it ends even a process whose main thread is stuck in SQLite. */
const CODE = `
  const { rmSync, writeSync } = require('node:fs');
  const { workerData } = require('node:worker_threads');
  setTimeout(() => {
    writeSync(2, workerData.words);
    rmSync(workerData.folder, { recursive: true, force: true });
    process.kill(process.pid, 'SIGKILL');
  }, workerData.limit);
`;

export interface WatchdogOptions {
  /** Milliseconds that this process may run. */
  readonly limit: number;
  /** Removed before the process is ended. */
  readonly folder: string;
}

/** Ends this process when it runs too long; the result calls that off. */
export function startWatchdog({ limit, folder }: WatchdogOptions): () => Promise<unknown> {
  const words = `The benchmark did not end within ${limit / 60_000} minutes, and was ended.\n`;
  const worker = new Worker(CODE, {
    eval: true,
    execArgv: [],
    workerData: { limit, folder, words },
  });
  worker.unref();
  return () => worker.terminate();
}
