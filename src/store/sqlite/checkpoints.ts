import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

import type { CheckpointData, CheckpointMessage } from './checkpoint-thread.ts';
import type { Connection } from './connection.ts';

/** Bytes of the log from which on it is brought into the file beside what this thread does; SQLite's own habit. */
const FIRST = 4 * 2 ** 20;
/** Milliseconds from a write to its checkpoint, so that many writes share one. */
const PAUSE = 250;

/** Brings the log of writes into the file in a thread of its own. */
export interface Checkpoints {
  /** To be called after writes; never throws. */
  written(): void;
  /** Ends the thread, and leaves a short log for whoever else has the file open. */
  close(): Promise<void>;
}

const NONE: Checkpoints = { written: () => undefined, close: async () => undefined };

/**
 * SQLite's own checkpoint runs within whichever commit makes the log 4 MB long, and waits for the disk
 * twice: 45 to 80 ms while documents are indexed, in which nobody was answered. Should the thread
 * fail, commits do it again, later (see `LONGEST_LOG`).
 */
export function createCheckpoints({ sqlite }: Pick<Connection, 'sqlite'>): Checkpoints {
  if (sqlite.memory) return NONE;
  const path = sqlite.name;
  const file = identityOf(path);
  let thread: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false; // closed, or without a thread for good
  const post = (message: CheckpointMessage): void => thread?.postMessage(message);
  const start = (): Worker => {
    if (identityOf(path) !== file) throw new Error(`${path} is another file now.`);
    const started = startThread({ path });
    started.unref();
    return started.once('error', () => (isOver = true)).once('exit', () => (thread = undefined));
  };
  const checkpoint = (): void => {
    timer = undefined;
    try {
      thread ??= start();
      post('checkpoint');
    } catch {
      isOver = true;
    }
  };
  return {
    written: () => {
      if (timer || isOver || logBytes(path) < FIRST) return;
      timer = setTimeout(checkpoint, PAUSE).unref();
    },
    close: async () => {
      isOver = true;
      clearTimeout(timer);
      if (thread) await ended(thread, post);
      if (sqlite.open && logBytes(path) >= FIRST) shorten(sqlite);
    },
  };
}

async function ended(thread: Worker, post: (message: CheckpointMessage) => void): Promise<void> {
  thread.ref();
  const exit = once(thread, 'exit').catch(() => undefined);
  post('close');
  await exit;
}

/** As far as nobody is in the way; it must not keep the file from being closed. */
function shorten(sqlite: Connection['sqlite']): void {
  try {
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    return; // whoever writes next does it
  }
}

/** None where the folder cannot be looked at any more: what was written is written all the same. */
function logBytes(path: string): number {
  try {
    return statSync(`${path}-wal`).size;
  } catch {
    return 0;
  }
}

/** A thread opens what lies at the path: the log of this file must not get into another one that was put there. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${String(found.dev)}-${String(found.ino)}`;
}

/** Compiled, the thread needs nothing; from sources it needs tsx and the `source` condition of the aliases. */
function startThread(workerData: CheckpointData): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fromSource ? './checkpoint-from-source.mjs' : './checkpoint-thread.js';
  return new Worker(new URL(file, import.meta.url), {
    workerData,
    execArgv: fromSource ? ['--conditions=source'] : [],
  });
}
