import { join } from 'node:path';

import type { Envelope } from '#src/client/types';

import { openBareWrites } from './bare.ts';
import type { Bench, Part } from './bench.ts';
import { post, request } from './http.ts';
import { measure, type Variant } from './measure.ts';
import { recordMaker } from './records.ts';
import { lineOf, type Report } from './report.ts';

/** Reading and writing records over HTTP, the indexer at work as in a server. */
export const requestsPart: Part = {
  name: 'requests',
  run: async (bench) => [await measureRequests(bench)],
};

const BATCH = 100;

async function measureRequests(bench: Bench): Promise<Report> {
  const size = bench.quick ? 1_000 : 10_000;
  const { url, facts } = await bench.dataset(size);
  const reads = await measure(readsOf(url), { rounds: bench.quick ? 40 : 200 });
  const bare = openBareWrites(join(bench.folder, 'bare.db'));
  const make = recordMaker(bench.text);
  const batch = (round: number) => Array.from({ length: BATCH }, (_, at) => make.task(round + at));
  const tasks = `${url}/api/workspace_tasks`;
  const single = await measure(
    {
      post: (round) => post<Envelope>(tasks, make.task(round)),
      bare: (round) => bare.insert([JSON.stringify(make.task(round))]),
    },
    { rounds: bench.quick ? 30 : 100 },
  );
  const many = await measure(
    {
      post: (round) => post(tasks, batch(round)),
      bare: (round) => bare.insert(batch(round).map((task) => JSON.stringify(task))),
    },
    { rounds: bench.quick ? 5 : 20, warmUp: 2 },
  ).finally(() => bare.close());
  const floor = lineOf('GET /health', reads.health);
  const insert = lineOf('bare INSERT, committed', single.bare);
  const inserts = lineOf('bare 100 INSERTs, committed', many.bare);
  return {
    title: `requests: ${size.toLocaleString('en')} records`,
    facts,
    lines: [
      floor,
      lineOf('GET one', reads.one, { against: floor }),
      lineOf('GET list, 50 by default order', reads.plain, { against: floor }),
      lineOf('GET list, 50 filtered and sorted', reads.sorted, { against: floor }),
      lineOf('GET list, 50 by an element of a list', reads.element, { against: floor }),
      insert,
      lineOf('POST one', single.post, { against: insert }),
      inserts,
      lineOf('POST 100 at once', many.post, { against: inserts }),
    ],
  };
}

function readsOf(url: string) {
  const tasks = `${url}/api/workspace_tasks`;
  const ids = Array.from(
    { length: 100 },
    (_, index) => `WS-TASK-${String(index + 1).padStart(3, '0')}`,
  );
  const days = Array.from(
    { length: 28 },
    (_, index) => `2023-02-${String(index + 1).padStart(2, '0')}`,
  );
  return {
    health: () => request(`${url}/health`),
    one: (round) => request(`${tasks}/${ids[round % ids.length]}`),
    plain: () => request(tasks),
    sorted: (round) =>
      request(
        `${tasks}?status=pending,blocked&created__gte=${days[round % days.length]}&sort=-priority,created`,
      ),
    element: (round) =>
      request(`${tasks}?repos_affected__has=repo-${21 + (round % 79)}&sort=title`),
  } satisfies Record<string, Variant>;
}
