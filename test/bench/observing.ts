import type { LogLevel } from '#src/config';
import { createApp } from '#src/http/app';
import type { AppDeps } from '#src/http/deps';
import { listen, type Listener } from '#src/http/listen';
import { createMetrics } from '#src/http/observing/metrics';
import { createSlowLog } from '#src/http/observing/slow';
import { createLog } from '#src/log';
import { createSearch } from '#src/search/search';
import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';

import type { Bench, Part } from './bench.ts';
import { request } from './http.ts';
import { measure, type Variant } from './measure.ts';
import { lineOf, median, significant, type Line, type Report } from './report.ts';

/** What it costs to count, to look for what is slow, and to log each request, against doing none of it. */
export const observingPart: Part = {
  name: 'observing',
  run: async (bench) => [await measureObserving(bench)],
};

/** Requests of one measurement: a single one is too short to tell two of them apart. */
const BURST = 20;

const PATHS = {
  'GET /health': '/health',
  'GET one': '/api/workspace_tasks/WS-TASK-001',
  'GET list of 50': '/api/workspace_tasks',
  'GET search by keyword': '/api/search?q=lock&mode=keyword',
} as const;

async function measureObserving(bench: Bench): Promise<Report> {
  const { database, facts } = await bench.dataset(bench.quick ? 1_000 : 10_000);
  const sides = {
    bare: await serveBare(database),
    counted: await serveObserved(database, 'warn'),
    logged: await serveObserved(database, 'info'),
  };
  const rounds = { rounds: bench.quick ? 30 : 100 };
  const lines: Line[] = [];
  try {
    for (const [name, path] of Object.entries(PATHS)) {
      const bare = burstsOf(sides.bare, path);
      const counted = burstsOf(sides.counted, path);
      const logged = burstsOf(sides.logged, path);
      const variants = { bare: bare.run, counted: counted.run, logged: logged.run };
      const found = await measure(variants, rounds);
      const against = lineOf(`${name}, ${BURST} times`, found.bare, { note: noteOf(bare) });
      lines.push(
        against,
        lineOf('… counted', found.counted, { against, note: noteOf(counted) }),
        lineOf('… counted and logged', found.logged, { against, note: noteOf(logged) }),
      );
    }
    const scrapes = await measure({ all: () => text(`${sides.counted.url}/metrics`) }, rounds);
    lines.push(lineOf('GET /metrics, once', scrapes.all));
  } finally {
    for (const side of Object.values(sides)) await side.close();
  }
  return { title: 'observing', facts, lines };
}

type Side = Pick<Listener, 'url' | 'close'>;

interface Bursts {
  readonly run: Variant;
  /** Microseconds of the processor for each burst, client and server together: a busy machine does not change them much. */
  readonly processor: number[];
}

function burstsOf({ url }: Side, path: string): Bursts {
  const processor: number[] = [];
  const run = async (): Promise<void> => {
    const before = process.cpuUsage();
    for (let at = 0; at < BURST; at += 1) await request(url + path);
    const { user, system } = process.cpuUsage(before);
    processor.push(user + system);
  };
  return { run, processor };
}

const noteOf = ({ processor }: Bursts): string => {
  const each = median(processor) / BURST;
  return `${significant(each / 1_000)} ms of processor each, ${Math.round(1e6 / each)} requests/s`;
};

const text = async (url: string): Promise<string> => (await fetch(url)).text();

const serveBare = (path: string): Promise<Side> => served(openStore({ path, migrations }), {});

/** As a server with that LOG_LEVEL, whose lines nobody writes down. */
async function serveObserved(path: string, level: LogLevel): Promise<Side> {
  const log = await createLog({
    ...{ level, secrets: ['a-token-of-26-characters-x'] },
    destination: { write: () => undefined },
  });
  const metrics = createMetrics({ ofProcess: true });
  const slow = createSlowLog({ after: 500, log, count: metrics.slow });
  return served(openStore({ path, migrations, slow }), { log, metrics, slow });
}

const migrations = 'migrations';

async function served(
  store: Store,
  observers: Pick<AppDeps, 'log' | 'metrics' | 'slow'>,
): Promise<Side> {
  const search = createSearch({ store, onAnswer: observers.slow?.searched });
  const embedderState = () => ({ state: 'ready', model: 'none' }) as const;
  const app = createApp({ store, search, embedderState, version: 'bench', ...observers });
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    url,
    close: async () => {
      await close();
      await store.close();
    },
  };
}
