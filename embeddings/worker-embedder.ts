import { Worker } from 'node:worker_threads';

import type { ModelEntry } from '#models/catalog';
import type { Known } from '#models/manifest';
import { WorkspaceError } from '#src/errors';

import { WorkerChannel, type RestartBound } from './channel.ts';
import type { Embedder, Loadable } from './embedder.ts';
import { knownOf } from './known.ts';
import { createIdling } from './idling.ts';
import { fingerprint, GENERATION, queryFingerprint } from './fingerprint.ts';
import { unpack } from './packed.ts';
import { DEFAULT_CHUNKING, type Chunking } from './passages.ts';
import type { CallName, Calls, WorkerData } from './protocol.ts';
import { createReadiness } from './readiness.ts';
import { provideModel, type ModelSource } from './source.ts';

interface WorkerEmbedderOptions {
  readonly model: ModelEntry;
  readonly source: ModelSource;
  readonly chunking?: Partial<Chunking>;
  /** Milliseconds that one `embed` or `cut` may take once it is its turn. Default 120,000; 0 is without end. */
  readonly callTimeout?: number;
  /** Milliseconds for which calls fail at once after the model could not be loaded. Default 30,000. */
  readonly retryAfter?: number;
  /** Default: `DEFAULT_RESTARTS`. */
  readonly restarts?: RestartBound;
  /** Milliseconds without a call after which the worker ends and its memory is free. Default 0: never. */
  readonly idle?: number;
  /** Lets other threads go first: for what nobody waits for. Default false. */
  readonly yields?: boolean;
}

/**
 * A batch of 32 records that is halved until the text that kills the worker stands alone stops it 6
 * times; a bound below that would take the model away from the other records as well.
 */
const DEFAULT_RESTARTS: RestartBound = { most: 12, within: 60_000 };

export type WorkerEmbedder = Embedder & Loadable;

/**
 * An embedder whose model runs in a worker thread, off the event loop.
 * Errors: from calls those of the port.
 */
export function createWorkerEmbedder(options: WorkerEmbedderOptions): WorkerEmbedder {
  const { callTimeout = 120_000, restarts = DEFAULT_RESTARTS } = options;
  const { model: entry, source, yields = false } = options;
  const chunking = { ...DEFAULT_CHUNKING, ...options.chunking };
  const closing = new AbortController();
  let folder = '';
  const channel = new WorkerChannel({
    start: () => startWorker({ entry, folder, chunking, yields }),
    restarts,
    onStop: () => readiness.forget(),
  });
  const readiness = createReadiness({
    load: async () => {
      const wanted = { ...source, signal: closing.signal };
      folder = await provideModel(entry, wanted, (unfinished) => tryOut(entry, unfinished));
      await channel.call({ call: 'load' }, { timeout: 0, stopCode: 'model_unavailable' });
    },
    retryAfter: options.retryAfter ?? 30_000,
  });
  const idling = createIdling(options.idle ?? 0, () => {
    if (channel.rest()) readiness.forget('unloaded');
  });
  const call = async <Name extends CallName>(name: Name, request: Calls[Name]['request']) =>
    idling.during(async () => {
      await readiness.loadUnlessFailed();
      const value = await channel.call({ call: name, ...request }, { timeout: callTimeout });
      return value as Calls[Name]['value'];
    });
  return {
    info: {
      fingerprint: fingerprint(entry, chunking),
      queryFingerprint: queryFingerprint(entry),
      model: entry.id,
      dimensions: entry.dimensions,
      generation: GENERATION,
    },
    embed: async (texts, use) =>
      texts.length === 0 ? [] : unpack(await call('embed', { texts, use })),
    cut: async (requests) => (requests.length === 0 ? [] : call('cut', { requests })),
    state: readiness.state,
    load: () => idling.during(readiness.load),
    close: () => {
      closing.abort();
      idling.stop();
      return channel.close();
    },
  };
}

/**
 * Loads the model of a folder in a worker of its own, and answers what it makes of a sentence.
 * Errors: `model_unavailable`, also when it cannot take inputs as long as its entry says.
 */
export async function tryOut(entry: ModelEntry, folder: string): Promise<Known> {
  const embedder = createWorkerEmbedder({
    model: entry,
    source: { modelsFolder: folder, localFolder: folder },
  });
  try {
    const known = await knownOf(embedder);
    await embedder.embed(['a '.repeat(entry.tokenWindow)], 'passage').catch((cause: unknown) => {
      throw tooLongFor(entry, cause);
    });
    return known;
  } finally {
    await embedder.close();
  }
}

const tooLongFor = ({ id, tokenWindow }: ModelEntry, cause: unknown): WorkspaceError =>
  new WorkspaceError(
    'model_unavailable',
    `The embedding model ${id} cannot take inputs of ${String(tokenWindow)} tokens.`,
    { next: 'Give a shorter --window when you import it.', cause },
  );

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
