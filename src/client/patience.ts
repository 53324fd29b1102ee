import type { FetchLike } from './transport.ts';

export interface Patience {
  /** Gives up every request. */
  readonly signal?: AbortSignal;
  /** Milliseconds until an answer begins, beside what the request itself waits for. */
  readonly timeout: number;
  /** How often a request is sent again that could not be taken up just now. */
  readonly retries: number;
}

/** `fetch` that gives up in time, and comes again when it is told when to. */
export const patient =
  (fetch: FetchLike, { signal, timeout, retries }: Patience): FetchLike =>
  async (url, init) => {
    const signals = [signal, init.signal].filter((each) => each !== undefined && each !== null);
    const limit = timeout + waitIn(url);
    for (let left = retries; ; left -= 1) {
      const response = await inTime(limit, signals, (either) =>
        fetch(url, { ...init, signal: either }),
      );
      const pause = pauseOf(response);
      if (pause === undefined || left <= 0) return response;
      await response.body?.cancel();
      await passed(pause, signals);
    }
  };

/** What is not taken up has changed nothing, so that any request may be sent again. */
function pauseOf({ status, headers }: Response): number | undefined {
  const after = headers.get('Retry-After') ?? '';
  const seconds = /^\d{1,3}$/.test(after) ? Number(after) : Infinity;
  return status === 503 && seconds <= LONGEST_PAUSE ? seconds * SECOND : undefined;
}

const SECOND = 1_000;
/** Seconds; who is to come later than that is told so instead. */
const LONGEST_PAUSE = 10;

/** Milliseconds that the service was asked to wait: for changes, or for the index. */
function waitIn(url: string): number {
  const query = new URL(url).searchParams;
  return Number(query.get('wait_timeout') ?? query.get('wait') ?? 0) * SECOND || 0;
}

/** Once an answer has begun it may take its time: it can be an export. */
async function inTime<T>(
  limit: number,
  signals: readonly AbortSignal[],
  step: (either: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${limit / SECOND} s`)), limit);
  try {
    return await step(AbortSignal.any([...signals, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}

const passed = (pause: number, signals: readonly AbortSignal[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const given = AbortSignal.any([...signals]);
    const stop = (): void => {
      clearTimeout(timer);
      reject(given.reason as Error);
    };
    const timer = setTimeout(() => {
      given.removeEventListener('abort', stop);
      resolve();
    }, pause);
    given.addEventListener('abort', stop, { once: true });
    if (given.aborted) stop();
  });
