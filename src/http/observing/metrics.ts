import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import { GAUGES, type Figures } from './gauges.ts';
import type { Metrics } from './types.ts';

interface MetricsOptions {
  /** Whether memory, processor and event loop of this process are told, too. Default false. */
  readonly ofProcess?: boolean;
}

/** Seconds. A list takes a thousandth or two, a hybrid search of 100,000 passages some hundredths. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics({ ofProcess = false }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const { requests, active, problems, followers, writes, vectors, slow } = countersIn(registry);
  return {
    enters: () => during(active),
    answered: ({ method, route, status, door, milliseconds, code }) => {
      const labels = { method, route, status: `${Math.floor(status / 100)}xx`, door };
      requests.observe(labels, milliseconds / 1_000);
      if (code !== undefined) problems.inc({ code });
    },
    remembered: (hits, misses) => {
      vectors.inc({ outcome: 'hit' }, hits);
      vectors.inc({ outcome: 'miss' }, misses);
    },
    slow: (what) => slow.inc({ what }),
    followers: (count) => followers.set(count),
    writes: () => during(writes),
    contentType: registry.contentType,
    text: async (figures) => {
      const counted = await registry.metrics();
      return `${counted}\n${await momentOf(figures).metrics()}`;
    },
  };
}

function during(gauge: Gauge): () => void {
  gauge.inc();
  return () => gauge.dec();
}

/** A registry of its own for each time: what is not known is missing from it, and not what it was before. */
function momentOf(figures: Figures): Registry {
  const registry = new Registry();
  for (const [name, { help, labels }] of Object.entries(GAUGES)) {
    const known = figures[name as keyof Figures];
    if (!known) continue;
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
    for (const { labels: own = {}, value } of known) gauge.set(own, value);
  }
  return registry;
}

function countersIn(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Histogram({
      name: 'workspace_http_request_duration_seconds',
      help: 'Time until an answer begins, by route; of those with ?wait the waiting is part.',
      labelNames: ['method', 'route', 'status', 'door'],
      ...{ buckets: BUCKETS, registers },
    }),
    active: new Gauge({
      name: 'workspace_http_requests_active',
      help: 'Requests whose answer has not begun.',
      registers,
    }),
    problems: new Counter({
      name: 'workspace_http_problems_total',
      help: 'Requests that were answered with a problem, by its code.',
      ...{ labelNames: ['code'], registers },
    }),
    followers: new Gauge({
      name: 'workspace_followers',
      help: 'Requests that wait for changes or the index.',
      registers,
    }),
    writes: new Gauge({
      name: 'workspace_writes_waiting',
      help: 'Batches that are written or wait for their turn.',
      registers,
    }),
    vectors: vectorsIn(registry),
    slow: slowIn(registry),
  };
}

function slowIn(registry: Registry): Counter<'what'> {
  const counter = new Counter({
    name: 'workspace_slow_total',
    help: 'Requests, and steps of the database, that took longer than SLOW_QUERY_MS.',
    ...{ labelNames: ['what'] as const, registers: [registry] },
  });
  for (const what of ['request', 'step']) counter.inc({ what }, 0);
  return counter;
}

/** Both outcomes are there from the start: a rate needs a nought to begin with. */
function vectorsIn(registry: Registry): Counter<'outcome'> {
  const counter = new Counter({
    name: 'workspace_query_vectors_total',
    help: 'Texts of questions whose vector was kept from before (hit), or had to be computed (miss).',
    ...{ labelNames: ['outcome'] as const, registers: [registry] },
  });
  for (const outcome of ['hit', 'miss']) counter.inc({ outcome }, 0);
  return counter;
}
