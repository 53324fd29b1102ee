import type { Growth, Summary } from '#src/store/store';

import type { GrowthLimits, GrowthReport, GrowthWarning } from './growth-types.ts';

/** 003's "When to migrate to PostgreSQL", and its alert of 50 MB; of history, what two million small changes take. */
export const GROWTH_LIMITS: GrowthLimits = {
  rows: 100_000,
  structured_bytes: 50 * 1024 ** 2,
  history_bytes: 200 * 1024 ** 2,
  writers: 5,
};

/** What has grown past a limit, with what to do about it. Pure. */
export function growthReport(
  { records }: Pick<Summary, 'records'>,
  { structured, history, writers }: Growth,
  limits: GrowthLimits = GROWTH_LIMITS,
): GrowthReport {
  const rows = sumOf(records);
  const bytes = structured ? sumOf(structured) : null;
  return {
    rows,
    structured_bytes: bytes,
    history_bytes: history ?? null,
    writers,
    limits,
    warnings: [
      ...(rows > limits.rows ? [manyRows(rows, limits, records)] : []),
      ...(bytes !== null && bytes > limits.structured_bytes
        ? [largeTables(bytes, limits, structured ?? {})]
        : []),
      ...(history !== undefined && history > limits.history_bytes
        ? [longHistory(history, limits)]
        : []),
      ...(writers.length >= limits.writers ? [manyWriters(writers, limits)] : []),
    ],
  };
}

type Amounts = Readonly<Record<string, number>>;

/** True today: there is one engine. */
const NO_OTHER_ENGINE =
  'A larger home (PostgreSQL) is planned and not there yet; nothing stops working meanwhile.';

const manyRows = (rows: number, limits: GrowthLimits, records: Amounts): GrowthWarning => ({
  code: 'many_rows',
  sentence: `There are ${number(rows)} records, more than the ${number(limits.rows)} that one file is meant for.`,
  next: `Write them out with \`workspace export\`, then delete what is no longer needed: most are ${largest(records, number)}. ${NO_OTHER_ENGINE}`,
});

const largeTables = (bytes: number, limits: GrowthLimits, tables: Amounts): GrowthWarning => ({
  code: 'large_tables',
  sentence: `The tables take ${megabytes(bytes)}, more than the ${megabytes(limits.structured_bytes)} that one file is meant for.`,
  next: `Write the records out with \`workspace export\`, then delete what is no longer needed: the largest are ${largest(tables, megabytes)}. ${NO_OTHER_ENGINE}`,
});

const longHistory = (bytes: number, limits: GrowthLimits): GrowthWarning => ({
  code: 'long_history',
  sentence: `What records were before takes ${megabytes(bytes)}, more than ${megabytes(limits.history_bytes)}.`,
  next: 'Nothing of it is forgotten unless you say so: `workspace changes --forget-before <day>` drops older values.',
});

const manyWriters = (writers: readonly string[], limits: GrowthLimits): GrowthWarning => ({
  code: 'many_writers',
  sentence: `${number(writers.length)} agents have written within a minute; from ${number(limits.writers)} on they may wait for each other.`,
  next: `Let them share one server (\`workspace serve\`, and --url for each), which lines their writes up, and write many records in one request. ${NO_OTHER_ENGINE}`,
});

const SHOWN = 3;
/** Part of the whole under which it helps nobody to look at a kind. */
const WORTH_NAMING = 0.05;

const largest = (amounts: Amounts, word: (amount: number) => string): string =>
  Object.entries(amounts)
    .filter(([, amount]) => amount >= WORTH_NAMING * sumOf(amounts))
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([kind, amount]) => `${kind} (${word(amount)})`)
    .join(', ');

const sumOf = (amounts: Amounts): number => Object.values(amounts).reduce((a, b) => a + b, 0);

const number = (amount: number): string => amount.toLocaleString('en-US');
const megabytes = (amount: number): string => `${(amount / 1024 ** 2).toFixed(1)} MB`;
