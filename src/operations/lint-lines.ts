import { basename } from 'node:path/posix';

import { kindOf, type KindName } from '#src/kinds/index';
import type { Records } from '#src/store/store';

import type { Fault } from './lint-rules.ts';

/** Files whose texts are held at a time. */
const GROUP = 50;

type Lines = ReadonlyMap<Fault, number>;

/** The lines that the faults are about, from 1, for those in whose file a line says it. */
export async function linesOf(
  records: Pick<Records, 'list'>,
  faults: readonly Fault[],
): Promise<Lines> {
  const inFiles = faults.filter(({ of, about }) => of.path !== null && about !== undefined);
  const lines = new Map<Fault, number>();
  for (const kind of new Set(inFiles.map(({ of }) => of.kind))) {
    const own = inFiles.filter(({ of }) => of.kind === kind);
    for (let from = 0; from < own.length; from += GROUP)
      for (const [fault, line] of await linesOfGroup(records, kind, own.slice(from, from + GROUP)))
        lines.set(fault, line);
  }
  return lines;
}

async function linesOfGroup(
  records: Pick<Records, 'list'>,
  name: KindName,
  faults: readonly Fault[],
): Promise<readonly (readonly [Fault, number])[]> {
  const { primaryKey, passages } = kindOf(name);
  const [text = primaryKey] = passages?.text ?? [];
  const { items } = await records.list({
    kind: name,
    where: { field: primaryKey, op: 'in', value: [...new Set(faults.map(({ of }) => of.id))] },
    sort: [],
    limit: faults.length,
    fields: [primaryKey, text],
  });
  const texts = new Map(items.map((item) => [item[primaryKey], item[text]]));
  return faults.flatMap((fault) => {
    const content = texts.get(fault.of.id);
    const line = typeof content === 'string' ? lineOf(content, fault.about) : undefined;
    return line === undefined ? [] : [[fault, line] as const];
  });
}

const RELATING = /supers?[ce]e?d|replace|obsolete/i;
const STATUS = /^\W*(?:\d+\.\s*)?stat(?:us|e)\b/i;

/** The first line that says it; of several with a reference the one that relates. */
export function lineOf(text: string, about: Fault['about']): number | undefined {
  const lines = text.split('\n');
  const says =
    about === 'status' ? (line: string) => STATUS.test(line) : mentions(about?.reference);
  const relating = lines.findIndex((line) => says(line) && RELATING.test(line));
  const at = relating >= 0 ? relating : lines.findIndex(says);
  return at < 0 ? undefined : at + 1;
}

/** A path as it is seen from anywhere, a number however it is spelt, or the words. */
function mentions(reference = ''): (line: string) => boolean {
  const number = /^[a-z-]*?#?0*(\d{1,5})$/i.exec(reference)?.[1];
  if (number !== undefined) {
    const spelt = new RegExp(String.raw`(?<!\d)0*${number}(?!\d)`);
    return (line) => spelt.test(line);
  }
  const name = reference.includes('/') ? basename(reference) : reference;
  return (line) => name !== '' && line.toLowerCase().includes(name.toLowerCase());
}
