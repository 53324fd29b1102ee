import { extname } from 'node:path';

import { dayOfName } from '#indexer/sources/adr-date';
import { numberOfName } from '#indexer/sources/adr-number';

/** How the files of a folder are called. */
export type Naming =
  | {
      readonly by: 'number';
      /** `ADR-`. */
      readonly before: string;
      /** Digits, with zeros before. */
      readonly width: number;
      /** Between the number and the words. */
      readonly after: string;
    }
  /** `20240131-words.md`, `2024-01-31-words/README.md`. */
  | { readonly by: 'day'; readonly dashes: boolean; readonly inFolders: boolean };

const USUAL: Naming = { by: 'number', before: '', width: 4, after: '-' };

/** As most files of the folder are called; `0001-words.md` in an empty one. */
export function namingOf(names: readonly string[]): Naming {
  const dated = names.filter((name) => dayOfName(name) !== undefined);
  const numbered = names.flatMap((name) => numberedName(name) ?? []);
  if (dated.length > numbered.length) {
    const dashes = dated.filter((name) => /^\d{4}-/.test(name)).length * 2 >= dated.length;
    const inFolders = dated.filter((name) => extname(name) === '').length * 2 > dated.length;
    return { by: 'day', dashes, inFolders };
  }
  const style = mostCommon(numbered.map(({ before, after }) => `${before}\n${after}`));
  if (style === undefined) return USUAL;
  const [before = '', after = '-'] = style.split('\n');
  const digits = numbered.filter((each) => each.before === before).map((each) => each.number);
  const width = digits.some((each) => each.startsWith('0'))
    ? Number(mostCommon(digits.map((each) => String(each.length))))
    : 1;
  return { by: 'number', before, width, after };
}

function numberedName(
  name: string,
): { readonly before: string; readonly number: string; readonly after: string } | undefined {
  const number = numberOfName(name)?.number;
  if (number === undefined) return undefined;
  const [, before, after] = new RegExp(`^(.*?)${number}([-_. ]?)`).exec(name) ?? [];
  return before === undefined
    ? undefined
    : { before, number, after: after === '.' ? '-' : (after ?? '-') };
}

/** The first of the most frequent values. */
export function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** What a name is made of. */
export interface Named {
  readonly title: string;
  readonly number: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** Relative to the folder. */
export function nameOf(naming: Naming, { title, number, day }: Named): string {
  if (naming.by === 'day') {
    const stem = `${naming.dashes ? day : day.replaceAll('-', '')}-${slugOf(title, '-')}`;
    return naming.inFolders ? `${stem}/README.md` : `${stem}.md`;
  }
  const { before, after } = naming;
  const words = slugOf(title, after === '_' ? '_' : '-');
  return `${before}${numeral(naming, number)}${after || '-'}${words}.md`;
}

/** `0012`, as the folder writes it. */
export const numeral = (naming: Naming, number: number): string =>
  String(number).padStart(naming.by === 'number' ? naming.width : 1, '0');

const MARKS = /\p{M}+/gu;
/** Bytes of a name that every file system takes, and that people still read. */
const LONGEST = 80;

/** A title in lower case, its words joined; letters of any script stay. */
export function slugOf(title: string, joint: string): string {
  const plain = title.normalize('NFKD').replace(MARKS, '').normalize('NFC').toLowerCase();
  const words = plain.replaceAll(/['’]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const kept: string[] = [];
  for (const word of words)
    if (Buffer.byteLength([...kept, word].join(joint)) <= LONGEST) kept.push(word);
    else break;
  return kept.join(joint) || [...(words[0] ?? 'decision')].slice(0, LONGEST / 4).join('');
}
