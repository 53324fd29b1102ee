import { join } from 'node:path';

import { kindNames, type KindName } from '#src/kinds/index';
import type { Service } from '#src/service';
import { openStore } from '#src/store/sqlite/open';
import { packageRoot } from '#src/package-root';
import { fillStore } from '#test/statistics/generated';
import { listQueries } from '#test/statistics/queries';

import { openBareReads, type BareReads } from './bare.ts';
import type { Bench, Part } from './bench.ts';
import { openService } from './dataset.ts';
import { measure, type Variant } from './measure.ts';
import { lineOf, median, type Line, type Report } from './report.ts';

export type Sizes = Readonly<Partial<Record<KindName, number>>>;

const LARGE: Sizes = {
  workspace_tasks: 2_500,
  cross_repo_issues: 1_500,
  agent_cost_vectors: 1_500,
  architecture_decisions: 1_000,
  tasks: 500,
  task_metadata: 500,
  session_activities: 500,
  defect_recording_logs: 400,
  workspace_sessions: 200,
};
const SMALL = 50;

/** 10,000 records of all kinds, and 10,000 of one. */
export const DATASETS: Readonly<Record<string, Sizes>> = {
  'all kinds': { ...Object.fromEntries(kindNames.map((name) => [name, SMALL])), ...LARGE },
  'tasks alone': { workspace_tasks: 10_000 },
};

/** Requests are answered in this process: what is measured is the service, not the socket. */
export interface Filled {
  readonly title: string;
  readonly sizes: Sizes;
  readonly service: Service;
  readonly bare: BareReads;
  readonly records: number;
  close(): Promise<void>;
}

export async function openFilled(bench: Bench, part: string, title: string): Promise<Filled> {
  const all = DATASETS[title] ?? {};
  const share = bench.quick ? 0.1 : 1;
  const sizes = Object.fromEntries(
    Object.entries(all).map(([name, size]) => [name, Math.ceil(size * share)]),
  );
  const path = join(bench.folder, `${part} ${title}.db`);
  const store = openStore({ path, migrations: join(packageRoot(), 'migrations') });
  await fillStore(store, sizes);
  await store.close();
  const [service, bare] = [await openService(path), openBareReads(path)];
  const records = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  return {
    ...{ title, sizes, service, bare, records },
    close: async () => {
      bare.close();
      await service.close();
    },
  };
}

/** A request in this process, its answer read to the end. */
export const asking =
  ({ service }: Filled, path: string, init?: RequestInit): Variant =>
  async () => {
    const response = await service.app.request(path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  };

/** Every list that people ask for, of every kind. */
export const listsPart: Part = {
  name: 'lists',
  run: async (bench) => {
    const reports: Report[] = [];
    for (const title of Object.keys(DATASETS)) reports.push(await measureLists(bench, title));
    return reports;
  },
};

const SHOWN = 15;
const DEEP = 0.9;

async function measureLists(bench: Bench, title: string): Promise<Report> {
  const filled = await openFilled(bench, 'lists', title);
  try {
    const names = listQueries()
      .filter(({ query }) => (filled.sizes[query.kind] ?? 0) > 0)
      .map(({ name }) => name);
    const lists = Object.fromEntries(names.map((name) => [name, asking(filled, `/api/${name}`)]));
    const deep = await deepPage(filled);
    const samples = await measure<string>(
      { ...lists, ...deep, [BARE]: () => filled.bare.newest('workspace_tasks', 'created') },
      { rounds: bench.quick ? 5 : 20, warmUp: 3 },
    );
    return slowestFirst(`lists: ${title}`, filled, samples);
  } finally {
    await filled.close();
  }
}

const BARE = 'bare SELECT of the 50 newest tasks';

/** The page after nine tenths of the tasks. */
async function deepPage(filled: Filled): Promise<Readonly<Record<string, Variant>>> {
  const { service, sizes } = filled;
  const limit = 1_000;
  let [cursor, left] = ['', Math.floor((sizes.workspace_tasks ?? 0) * DEEP)];
  while (left > 0) {
    const page = `/api/task?fields=id&limit=${Math.min(limit, left)}${cursor}`;
    const { next_cursor } = (await (await service.app.request(page)).json()) as Next;
    cursor = `&cursor=${next_cursor}`;
    left -= limit;
  }
  return { 'workspace_tasks, a page far behind': asking(filled, `/api/task?limit=50${cursor}`) };
}

interface Next {
  readonly next_cursor: string;
}

/** The slowest in a table, against the least that SQL can do; the rest in a sentence. */
export function slowestFirst(
  title: string,
  { records }: Filled,
  { [BARE]: bare = [], ...samples }: Readonly<Record<string, readonly number[]>>,
): Report {
  const floor = lineOf(BARE, bare);
  const lines = Object.entries(samples)
    .map(([name, times]): Line => lineOf(name, times, { against: floor }))
    .sort((a, b) => b.p50 - a.p50);
  const all = lines.map(({ p50 }) => p50);
  return {
    title: `${title}, ${records.toLocaleString('en')} records`,
    facts: {
      queries: lines.length,
      'slowest ms': Math.round((all[0] ?? 0) * 10) / 10,
      'median ms': Math.round(median(all) * 100) / 100,
      'over 100 ms': all.filter((time) => time > 100).length,
    },
    lines: [floor, ...lines.slice(0, SHOWN)],
  };
}
