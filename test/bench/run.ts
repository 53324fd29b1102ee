/*
 * How fast it is. Run it again with:
 *
 *   npm run build && npm run bench                     everything, 3 to 4 minutes on two cores
 *   npm run bench -- --quick                           smaller and shorter, under a minute
 *   npm run bench -- --only search                     one part: indexing, search, filters, startup, lists, statistics or requests
 *   npm run bench -- --json bench.json                 the same figures as JSON, besides
 *
 * Nothing is asserted here: machines differ, and this one may be busy. What says something are the
 * ratios, whose two sides are measured in turn within the same run. All databases are temporary.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { openBench, type Bench, type Part } from './bench.ts';
import { filtersPart } from './filters.ts';
import { indexingPart } from './indexing.ts';
import { listsPart } from './lists.ts';
import { renderReport, significant, type Report } from './report.ts';
import { requestsPart } from './requests.ts';
import { searchPart } from './search.ts';
import { startupPart } from './startup.ts';
import { statisticsPart } from './statistics.ts';
import { startWatchdog } from './watchdog.ts';

/** In this order: writes come after what a database's size matters to. */
const PARTS: readonly Part[] = [
  indexingPart,
  searchPart,
  filtersPart,
  startupPart,
  listsPart,
  statisticsPart,
  requestsPart,
];
const LIMIT = 10 * 60_000;

interface Options {
  readonly quick: boolean;
  readonly parts: readonly Part[];
  readonly json?: string;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const parts = PARTS.filter(({ name }) => values.only === undefined || name === values.only);
  if (parts.length === 0)
    throw new Error(
      `There is no part '${values.only}'; there are ${PARTS.map(nameOf).join(', ')}.`,
    );
  return { quick: values.quick, parts, ...(values.json !== undefined && { json: values.json }) };
}

const nameOf = ({ name }: Part): string => name;

const machine = () => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  node: process.version,
  load: significant(loadavg()[0] ?? 0),
});

async function runPart(part: Part, bench: Bench): Promise<readonly Report[]> {
  try {
    return await part.run(bench);
  } catch (error) {
    process.exitCode = 1;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ title: part.name, facts: { failed: reason }, lines: [] }];
  }
}

async function main(): Promise<void> {
  const { quick, parts, json } = readOptions();
  const began = Date.now();
  const bench = openBench(quick);
  const callOff = startWatchdog({ limit: LIMIT, folder: bench.folder });
  const reports: Report[] = [];
  const facts = machine();
  try {
    const { cores, processor, node, load } = facts;
    console.log(`${cores} cores (${processor}), Node ${node}, load ${load} at the start\n`);
    for (const part of parts)
      for (const report of await runPart(part, bench)) {
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
