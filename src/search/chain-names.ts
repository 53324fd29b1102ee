import { basename, dirname, extname, join } from 'node:path/posix';

import type { LifecycleRecord } from './chain-records.ts';

/** Every name under which others may speak of a record. */
export interface NamedRecords {
  byId(id: string): readonly LifecycleRecord[];
  byUrl(url: string): readonly LifecycleRecord[];
  /** By its whole path in a repository. */
  byPath(path: string): readonly LifecycleRecord[];
  /** By its file's name, with or without its extension. */
  byFile(name: string): readonly LifecycleRecord[];
  byNumber(digits: string): readonly LifecycleRecord[];
  byTitle(title: string): readonly LifecycleRecord[];
  isRepo(name: string): boolean;
}

type Names = (record: LifecycleRecord) => readonly string[];

/** A way to name records: under which names one goes, and how a name that others write is spelt among these. */
interface Naming {
  readonly of: Names;
  readonly spelt: (name: string) => string;
}

const idOf: Names = ({ id }) => [id];
const urlOf: Names = ({ url }) => (url === null ? [] : [plainUrl(url)]);
const pathOf: Names = ({ path }) => (path === null ? [] : [path.toLowerCase()]);
const numberOf: Names = ({ number }) => (number === null ? [] : [plainNumber(number)]);

/** A decision in a folder of its own (`2023-12-19-token-handling/README.md`) goes by the folder's name. */
const fileNamesOf: Names = ({ path }) => {
  if (path === null) return [];
  const name = basename(path).toLowerCase();
  const stem = name.slice(0, name.length - extname(name).length);
  if (stem === 'readme' || stem === 'index') return [basename(dirname(path)).toLowerCase()];
  return [...new Set([name, stem])];
};

const titlesOf: Names = ({ title }) => [...new Set([plainTitle(title), plainTitle(bare(title))])];

/** Titles begin with numbers that others leave out: `ADR-0012: …`, `12. …`. */
export const bare = (title: string): string =>
  title.replace(/^\s*(?:(?:adr|rfc|madr)s?[-_ #]{0,3})?\d{1,5}\s*[-.:)|–—]?\s+/i, '');

const plainTitle = (title: string): string =>
  (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** `0012` and `12` are one. */
export const plainNumber = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

const plainUrl = (url: string): string =>
  url
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '')
    .toLowerCase();

const lower = (name: string): string => name.toLowerCase();

export const NAMINGS = {
  id: { of: idOf, spelt: (id) => id },
  url: { of: urlOf, spelt: plainUrl },
  path: { of: pathOf, spelt: lower },
  file: { of: fileNamesOf, spelt: lower },
  number: { of: numberOf, spelt: plainNumber },
  title: { of: titlesOf, spelt: plainTitle },
} as const satisfies Readonly<Record<string, Naming>>;
export type NamingName = keyof typeof NAMINGS;

type Find = (naming: NamingName, name: string) => readonly LifecycleRecord[];

/** The lookups over anything that finds records by a naming and a spelt name. */
export function lookupsBy(find: Find): Omit<NamedRecords, 'isRepo'> {
  const by = (naming: NamingName) => (name: string) => find(naming, NAMINGS[naming].spelt(name));
  return {
    ...{ byId: by('id'), byUrl: by('url'), byPath: by('path') },
    ...{ byFile: by('file'), byNumber: by('number'), byTitle: by('title') },
  };
}

/** A relative path as it is seen from a record's own place. */
export const seenFrom = ({ path }: LifecycleRecord, target: string): string =>
  join(path === null ? '' : dirname(path), target);

/** The letters between `ADR-` and the number: some folders count several series. */
export const seriesOf = ({ path }: LifecycleRecord): string =>
  path === null
    ? ''
    : (/(?:adr|madr|rfc)s?[-_ ]+([a-z]{1,20})[-_ ]+\d/i.exec(basename(path))?.[1]?.toLowerCase() ??
      '');

export const folderOf = ({ path }: LifecycleRecord): string | null =>
  path === null ? null : dirname(path);
