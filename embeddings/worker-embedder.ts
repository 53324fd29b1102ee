import { Worker } from 'node:worker_threads';

import { findModel } from '#models/catalog';

import { WorkerChannel, type RestartBound } from './channel.ts';
import type { Embedder } from './embedder.ts';
import { fingerprint, queryFingerprint } from './fingerprint.ts';
import { DEFAULT_CHUNKING, type Chunking } from './passages.ts';
import type { CallName, Calls, WorkerData } from './protocol.ts';
import { createReadiness, type EmbedderState } from './readiness.ts';
import type { ModelSource } from './source.ts';

interface WorkerEmbedderOptions {
  /** Id of a catalog entry. */
  readonly model: string;
  readonly source: ModelSource;
  readonly chunking?: Partial<Chunking>;
  /** Milliseconds that one `embed` or `cut` may take once it is its turn. Default 120,000; 0 is without end. */
  readonly callTimeout?: number;
  /** Milliseconds for which calls fail at once after the model could not be loaded. Default 30,000. */
  readonly retryAfter?: number;
  /** Default: `DEFAULT_RESTARTS`. */
  readonly restarts?: RestartBound;
}

/**
 * A batch of 32 records that is halved until the text that kills the worker stands alone stops it 6
 * times; a bound below that would take the model away from the other records as well.
 */
const DEFAULT_RESTARTS: RestartBound = { most: 12, within: 60_000 };

export interface WorkerEmbedder extends Embedder {
  state(): EmbedderState;
  /** Loads the model now instead of with the first call; asked again after a failure, it tries again. */
  load(): Promise<void>;
}

/**
 * An embedder whose model runs in a worker thread, off the event loop.
 * Errors: `invalid_config` at once for a model that is not in the catalog; from calls those of the port.
 */
export function createWorkerEmbedder(options: WorkerEmbedderOptions): WorkerEmbedder {
  const { callTimeout = 120_000, restarts = DEFAULT_RESTARTS } = options;
  const entry = findModel(options.model);
  const chunking = { ...DEFAULT_CHUNKING, ...options.chunking };
  const channel = new WorkerChannel({
    start: () => startWorker({ entry, source: options.source, chunking }),
    restarts,
    onStop: () => readiness.forget(),
  });
  const readiness = createReadiness({
    load: () => channel.call({ call: 'load' }, { timeout: 0, stopCode: 'model_unavailable' }),
    retryAfter: options.retryAfter ?? 30_000,
  });
  const call = async <Name extends CallName>(name: Name, request: Calls[Name]['request']) => {
    await readiness.loadUnlessFailed();
    const value = await channel.call({ call: name, ...request }, { timeout: callTimeout });
    return value as Calls[Name]['value'];
  };
  return {
    info: {
      fingerprint: fingerprint(entry, chunking),
      queryFingerprint: queryFingerprint(entry),
      model: entry.id,
      dimensions: entry.dimensions,
    },
    embed: async (texts, use) => (texts.length === 0 ? [] : call('embed', { texts, use })),
    cut: async (requests) => (requests.length === 0 ? [] : call('cut', { requests })),
    state: readiness.state,
    load: readiness.load,
    close: () => channel.close(),
  };
}

/** Compiled, the thread needs nothing; from sources it needs tsx and the `source` condition of the aliases. */
function startWorker(workerData: WorkerData): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fromSource ? './worker-from-source.mjs' : './worker.js';
  return new Worker(new URL(file, import.meta.url), {
    workerData,
    execArgv: fromSource ? ['--conditions=source'] : [], // by default it gets this process's flags
    // The library warns on the console about what it then throws.
    stdout: true,
    stderr: true,
  });
}
