import type { Worker } from 'node:worker_threads';

import { WorkspaceError, type ErrorCode } from '#src/errors';

import type { ReplyMessage } from './protocol.ts';

/** How often a worker may stop by itself before calls are refused for a while. */
export interface RestartBound {
  readonly most: number;
  /** Milliseconds. */
  readonly within: number;
}

export interface ChannelOptions {
  readonly start: () => Worker;
  readonly restarts: RestartBound;
  /** A worker stopped by itself, or was stopped because a call took too long. */
  readonly onStop: (reason: string) => void;
}

interface CallOptions {
  /** Milliseconds that the call may take once it is its turn; 0 is without end. */
  readonly timeout: number;
  /** Code of its error when the worker stops during it. Default `embedding_failed`: what was sent stopped it. */
  readonly stopCode?: ErrorCode;
}

/** Milliseconds that a worker has to end by itself. */
const GRACE = 2_000;

interface Call extends CallOptions {
  /** Without its id. */
  readonly request: object;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: WorkspaceError) => void;
}

interface Running extends Call {
  readonly id: number;
  readonly timer: NodeJS.Timeout | undefined;
}

/**
 * Calls to a worker thread, one at a time and in order, so that a call's time is its own and a call that
 * kills the worker fails alone. The worker starts with the first call, starts again with the
 * next call after it stopped, and keeps the process alive only while a call runs.
 * Errors: what the worker answered; the call's `stopCode` when the worker stopped during it or was stopped
 * because it took too long; `model_unavailable` when it stops too often, and after `close`.
 */
export class WorkerChannel {
  readonly #options: ChannelOptions;
  readonly #waiting: Call[] = [];
  #worker: Worker | undefined;
  #running: Running | undefined;
  #stops: { readonly at: number; readonly reason: string }[] = [];
  #lastId = 0;
  #closed = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  call(request: object, options: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...options, request, resolve, reject });
      this.#next();
    });
  }

  /**
   * Ends the worker as long as nothing is asked of it; the next call starts another. False, and nothing
   * happens, while one is served, or when there is none.
   */
  rest(): boolean {
    const worker = this.#worker;
    if (!worker || this.#running || this.#waiting.length > 0) return false;
    this.#worker = undefined; // so that its end does not count as a stop
    endInTime(worker, GRACE);
    return true;
  }

  /** Ends the worker; calls that wait or come later fail. It may finish its call within `grace` milliseconds. */
  async close(grace = GRACE): Promise<void> {
    this.#closed = true;
    for (const call of this.#waiting.splice(0)) call.reject(closedError());
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.ref();
    endInTime(worker, grace);
    await exited;
  }

  #next(): void {
    while (!this.#running) {
      const call = this.#waiting.shift();
      if (!call) return;
      const refusal = this.#closed ? closedError() : this.#tooManyStops();
      if (refusal) call.reject(refusal);
      else this.#run(call);
    }
  }

  #run(call: Call): void {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#lastId += 1);
    const timer =
      call.timeout > 0
        ? setTimeout(() => this.#stop(worker, `a call took over ${call.timeout} ms`), call.timeout)
        : undefined;
    this.#running = { ...call, id, timer };
    worker.ref();
    worker.postMessage({ ...call.request, id });
  }

  #start(): Worker {
    const worker = this.#options.start();
    worker.on('message', (reply: ReplyMessage) => this.#settle(reply));
    worker.on('error', (error: Error) => this.#stop(worker, error.message));
    worker.on('exit', (code) => this.#stop(worker, `it ended with code ${code}`));
    return worker;
  }

  #settle(reply: ReplyMessage): void {
    if (reply.id !== this.#running?.id) return;
    const call = this.#release();
    if ('value' in reply) call?.resolve(reply.value);
    else
      call?.reject(new WorkspaceError(reply.error.code, reply.error.message, nextOf(reply.error)));
    this.#next();
  }

  /** Takes the running call off, and lets the process end if nothing follows; whoever closes waits for the worker's end. */
  #release(): Running | undefined {
    const call = this.#running;
    clearTimeout(call?.timer);
    this.#running = undefined;
    if (!this.#closed) this.#worker?.unref();
    return call;
  }

  #stop(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return; // an error is followed by an exit
    this.#worker = undefined;
    void worker.terminate();
    const call = this.#release();
    call?.reject(this.#closed ? closedError() : stoppedError(reason, call.stopCode));
    if (this.#closed) return;
    this.#stops.push({ at: Date.now(), reason });
    this.#options.onStop(reason);
    this.#next();
  }

  #tooManyStops(): WorkspaceError | undefined {
    const { most, within } = this.#options.restarts;
    this.#stops = this.#stops.filter(({ at }) => at > Date.now() - within);
    const last = this.#stops.at(-1);
    if (!last || this.#stops.length < most) return undefined;
    return new WorkspaceError(
      'model_unavailable',
      `The embedding worker stopped ${this.#stops.length} times within ${within} ms, the last time because ${last.reason}.`,
      {
        next: 'It is started again by the first call after that time. Check memory and the model.',
      },
    );
  }
}

function endInTime(worker: Worker, grace: number): void {
  worker.postMessage({ call: 'close' });
  const timer = setTimeout(() => void worker.terminate(), grace).unref();
  worker.once('exit', () => clearTimeout(timer));
}

const nextOf = ({ next }: { readonly next?: string }) => (next === undefined ? {} : { next });

const stoppedError = (reason: string, code: ErrorCode = 'embedding_failed'): WorkspaceError =>
  new WorkspaceError(code, `The embedding worker stopped: ${reason}.`, {
    next: 'Try again: it is started anew by the next call.',
  });

const closedError = (): WorkspaceError =>
  new WorkspaceError('model_unavailable', 'The embedder is closed.', {
    next: 'Make a new one; a closed embedder stays closed.',
  });
