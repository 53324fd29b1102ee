import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { dayOfName } from '#indexer/sources/adr-date';
import { numberOfName, numberOfTitle } from '#indexer/sources/adr-number';
import { plainNumber } from '#src/search/chain-names';

import { mostCommon } from './naming.ts';

/** Which headings a file has, and where it says its state. */
export interface Style {
  readonly sections: 'madr' | 'nygard';
  readonly facts: 'front matter' | 'bullets' | 'status section';
  /** `*` or `-`. */
  readonly bullet: string;
  /** What stands around the number in the heading; undefined when it has none. */
  readonly heading:
    { readonly before: string; readonly width: number; readonly after: string } | undefined;
}

/** Files that are read for the style of a folder. */
const READ = 20;

/** As most of the latest files of the folder are written; MADR with front matter in an empty one. */
export async function styleOf(folder: string, names: readonly string[]): Promise<Style> {
  const latest = names.filter(isDecisionName).toSorted().slice(-READ);
  const read = latest.map(async (name) => {
    const file = name.endsWith('.md') ? name : join(name, 'README.md');
    return { name, text: await readFile(join(folder, file), 'utf8').catch(() => '') };
  });
  return styleIn((await Promise.all(read)).filter(({ text }) => text !== ''));
}

const isDecisionName = (name: string): boolean =>
  numberOfName(name) !== undefined || dayOfName(name) !== undefined;

interface Text {
  readonly name: string;
  readonly text: string;
}

/** Pure. */
export function styleIn(files: readonly Text[]): Style {
  const sections = mostCommon(files.flatMap(({ text }) => sectionsIn(text) ?? []));
  const facts = mostCommon(files.flatMap(({ text }) => factsIn(text) ?? []));
  const bullet = mostCommon(files.flatMap(({ text }) => BULLET.exec(text)?.[1] ?? []));
  const heading = mostCommon(files.map(headingIn));
  const [before, width, after] = heading?.split('\n') ?? [];
  const nygard = sections === 'nygard';
  return {
    sections: nygard ? 'nygard' : 'madr',
    facts: (facts as Style['facts'] | undefined) ?? (nygard ? 'status section' : 'front matter'),
    bullet: bullet ?? '*',
    heading:
      after === undefined ? undefined : { before: before ?? '', width: Number(width), after },
  };
}

const sectionsIn = (text: string): Style['sections'] | undefined =>
  /^## (?:context and problem statement|decision outcome)/im.test(text)
    ? 'madr'
    : /^## decision\s*$/im.test(text)
      ? 'nygard'
      : undefined;

const BULLET = /^([*-]) +\**status\**:/im;

const factsIn = (text: string): Style['facts'] | undefined =>
  /^---\n(?:(?!---\n).*\n)*?status:/i.test(text)
    ? 'front matter'
    : BULLET.test(text)
      ? 'bullets'
      : /^## status\s*$/im.test(text)
        ? 'status section'
        : undefined;

/** What stands before the number in the heading, its digits, and what stands behind; nothing without one. */
function headingIn({ name, text }: Text): string {
  const title = /^# +(.+?)\s*$/m.exec(text)?.[1] ?? '';
  const number = numberOfTitle(title)?.number;
  const own = numberOfName(name)?.number;
  if (number === undefined || own === undefined || plainNumber(number) !== plainNumber(own))
    return '';
  const [, before = '', after = ''] = new RegExp(`^(.*?)${number}(\\W*)`).exec(title) ?? [];
  const width = number.startsWith('0') ? number.length : 1;
  return [before, width, after].join('\n');
}
