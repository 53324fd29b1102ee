/*
 * How fast it is. Run it again with:
 *
 *   npm run build && npm run bench                     everything, about ten minutes on two cores
 *   npm run bench -- --quick                           smaller and shorter, under a minute
 *   npm run bench -- --only search                     one part: indexing, search, filters, rivals, busy, startup, lists, statistics, requests, observing, watch or throughput
 *   npm run bench -- --only throughput --passages 100000   with a curve of the memory, 2 minutes
 *   npm run bench -- --only rivals --sizes 1000,100000 beside LanceDB and Orama, at so many passages
 *   npm run bench -- --only rivals --rivals FOLDER     the same, with the two as they are installed in a folder
 *   npm run bench -- --json bench.json                 the same figures as JSON, besides
 *
 * Nothing is asserted here: machines differ, and this one may be busy. What says something are the
 * ratios, whose two sides are measured in turn within the same run. All databases are temporary.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { openBench, type Bench, type BenchOptions, type Part } from './bench.ts';
import { busyPart } from './busy.ts';
import { filtersPart } from './filters.ts';
import { indexingPart } from './indexing.ts';
import { listsPart } from './lists.ts';
import { observingPart } from './observing.ts';
import { renderReport, significant, type Report } from './report.ts';
import { requestsPart } from './requests.ts';
import { rivalsPart } from './rivals.ts';
import { searchPart } from './search.ts';
import { startupPart } from './startup.ts';
import { statisticsPart } from './statistics.ts';
import { watchPart } from './watching.ts';
import { throughputPart } from './throughput.ts';
import { startWatchdog } from './watchdog.ts';

/** In this order: writes come after what a database's size matters to. */
const PARTS: readonly Part[] = [
  indexingPart,
  searchPart,
  filtersPart,
  rivalsPart,
  busyPart,
  startupPart,
  listsPart,
  statisticsPart,
  requestsPart,
  observingPart,
  watchPart,
  throughputPart,
];
const LIMIT = 30 * 60_000;
/** Passages. */
const SIZES = { usual: [1_000, 10_000, 100_000], quick: [1_000] } as const;

interface Options {
  readonly bench: BenchOptions;
  readonly parts: readonly Part[];
  readonly json?: string;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
      passages: { type: 'string' },
      sizes: { type: 'string' },
      rivals: { type: 'string' },
    },
  });
  const parts = PARTS.filter(({ name }) => values.only === undefined || name === values.only);
  if (parts.length === 0)
    throw new Error(
      `There is no part '${values.only}'; there are ${PARTS.map(nameOf).join(', ')}.`,
    );
  const { quick, json, rivals } = values;
  const passages = values.passages === undefined ? undefined : Number(values.passages);
  if (passages !== undefined && !(Number.isInteger(passages) && passages > 0))
    throw new Error(`--passages takes a whole number, not '${values.passages}'.`);
  const sizes = values.sizes?.split(',').map(Number) ?? SIZES[quick ? 'quick' : 'usual'];
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 100))
    throw new Error(`'${values.sizes ?? ''}' are no numbers of passages from 100.`);
  return {
    bench: { quick, sizes, passages, ...(rivals !== undefined && { rivals: resolve(rivals) }) },
    parts,
    ...(json !== undefined && { json }),
  };
}

const nameOf = ({ name }: Part): string => name;

const machine = () => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  node: process.version,
  load: significant(loadavg()[0] ?? 0),
});

async function* runPart(part: Part, bench: Bench): AsyncGenerator<Report> {
  try {
    const reports = part.run(bench);
    yield* Symbol.asyncIterator in reports ? reports : await reports;
  } catch (error) {
    process.exitCode = 1;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    yield { title: part.name, facts: { failed: reason }, lines: [] };
  }
}

async function main(): Promise<void> {
  const { bench: options, parts, json } = readOptions();
  const { quick } = options;
  const began = Date.now();
  const bench = openBench(options);
  const callOff = startWatchdog({ limit: LIMIT, folder: bench.folder });
  const reports: Report[] = [];
  const facts = machine();
  try {
    const { cores, processor, node, load } = facts;
    console.log(`${cores} cores (${processor}), Node ${node}, load ${load} at the start\n`);
    for (const part of parts)
      for await (const report of runPart(part, bench)) {
        reports.push(report);
        console.log(renderReport(report));
      }
  } finally {
    await bench.close();
    await callOff();
  }
  const seconds = Math.round((Date.now() - began) / 1_000);
  console.log(`${seconds} s in all, load ${significant(loadavg()[0] ?? 0)} at the end`);
  if (json !== undefined)
    writeFileSync(
      json,
      `${JSON.stringify({ machine: facts, quick, seconds, reports }, null, 2)}\n`,
    );
}

// Without these, a Ctrl-C would leave the databases behind.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

await main();
