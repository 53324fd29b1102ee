import type { Config } from '#src/config';
import type { Log } from '#src/http/deps';
import type { Metrics, SlowLog } from '#src/http/observing/types';

/** What a server measures of itself. */
export interface Observing {
  readonly metrics: Metrics;
  /** Absent when nothing is ever slow. */
  readonly slow?: SlowLog;
}

/** Loaded by servers only: a command starts sooner without it, and nobody would read what it counts. */
export async function createObserving(
  { slowQuery: after }: Pick<Config, 'slowQuery'>,
  log: Log | undefined,
): Promise<Observing> {
  const [{ createMetrics }, { createSlowLog }] = await Promise.all([
    import('#src/http/observing/metrics'),
    import('#src/http/observing/slow'),
  ]);
  const metrics = createMetrics({ ofProcess: true });
  if (after === 0) return { metrics };
  return { metrics, slow: createSlowLog({ after, log, count: metrics.slow }) };
}
