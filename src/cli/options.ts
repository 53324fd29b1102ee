import { InvalidArgumentError, Option, type Command } from 'commander';

/** Option parsers and help shared by the commands. */
function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number of 0 or more.');
  return Number(text);
}

function decimal(text: string): number {
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(text))
    throw new InvalidArgumentError('Give a number of 0 or more: 90, 0.5.');
  return Number(text);
}

/** An option that may be given several times. */
const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** `task,decision` or several options. */
const collectNames = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(',').filter(Boolean),
];

export const filterOption = (): Option =>
  new Option(
    '-f, --filter <field=value>',
    'only records that match: status=open, priority=HIGH,MEDIUM, created__gte=2025-11-01 (repeatable)',
  ).argParser(collect);

export const kindOption = (): Option =>
  new Option('-k, --kind <kinds>', 'only these kinds, separated by commas').argParser(collectNames);

export const limitOption = (fallback: number): Option =>
  new Option('-n, --limit <n>', `how many, 1 to 1000 (default: ${fallback})`).argParser(
    wholeNumber,
  );

export const fieldsOption = (): Option =>
  new Option(
    '--fields <fields>',
    'only these fields, separated by commas (default: all with --json, else what a line holds)',
  ).argParser(collectNames);

export const cursorOption = (): Option =>
  new Option('--cursor <cursor>', 'the next page: the cursor that the last page ended with');

/** Names separated by commas, or given several times. */
export const namesOption = (flag: string, help: string): Option =>
  new Option(flag, help).argParser(collectNames);

/** A whole number, or with `any` one that may have a fraction. */
export const numberOption = (flag: string, help: string, sort: 'whole' | 'any' = 'whole'): Option =>
  new Option(flag, help).argParser(sort === 'whole' ? wholeNumber : decimal);

export const strictOption = (): Option =>
  new Option('--strict', 'fail (exit 5) rather than answer with one kind of ranking missing');

export const explainOption = (): Option =>
  new Option(
    '--explain',
    'say how each score came to be, by which plan, and how long each step took',
  );

export const fileOption = (): Option =>
  new Option('--file <path>', 'JSON from a file, or from standard input with -');

/** Puts examples under a command's help. */
export const withExamples = (command: Command, ...examples: readonly string[]): Command =>
  command.addHelpText(
    'after',
    `\n${examples.length > 1 ? 'Examples' : 'Example'}:\n${examples.map((e) => `  $ ${e}`).join('\n')}`,
  );
