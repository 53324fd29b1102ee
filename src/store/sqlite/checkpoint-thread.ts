import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import Sqlite, { type Database } from 'better-sqlite3';

/** What the thread is started with. */
export interface CheckpointData {
  readonly path: string;
}

/** `checkpoint` brings the log into the file as far as nobody is in the way; `close` ends the thread. */
export type CheckpointMessage = 'checkpoint' | 'close';

function serve(port: MessagePort, { path }: CheckpointData): void {
  const sqlite = new Sqlite(path, { fileMustExist: true });
  port.on('message', (message: CheckpointMessage) => {
    if (message === 'checkpoint') return checkpoint(sqlite);
    sqlite.close();
    port.close();
  });
}

/** A full disk, or another process that has the file for itself, passes: the next write asks again. */
function checkpoint(sqlite: Database): void {
  try {
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    return;
  }
}

// The entry point of a thread: without a parent there is nobody to serve.
if (parentPort) serve(parentPort, workerData as CheckpointData);
