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
  readonly repos: ReadonlySet<string>;
}

type Names = (record: LifecycleRecord) => readonly string[];

/** Each index is made when it is first asked: most references are paths or numbers. */
export function namedRecords(records: readonly LifecycleRecord[]): NamedRecords {
  const [byId, byUrl] = [lookup(records, idOf), lookup(records, urlOf)];
  const [byPath, byFile] = [lookup(records, pathOf), lookup(records, fileNamesOf)];
  const [byNumber, byTitle] = [lookup(records, numberOf), lookup(records, titlesOf)];
  return {
    byId,
    byUrl: (url) => byUrl(plainUrl(url)),
    byPath: (path) => byPath(path.toLowerCase()),
    byFile: (name) => byFile(name.toLowerCase()),
    byNumber: (digits) => byNumber(plainNumber(digits)),
    byTitle: (title) => byTitle(plainTitle(title)),
    repos: new Set(records.flatMap(({ repos }) => repos)),
  };
}

function lookup(
  records: readonly LifecycleRecord[],
  names: Names,
): (name: string) => readonly LifecycleRecord[] {
  let index: ReadonlyMap<string, readonly LifecycleRecord[]> | undefined;
  return (name) => (index ??= indexOf(records, names)).get(name) ?? [];
}

function indexOf(
  records: readonly LifecycleRecord[],
  names: Names,
): ReadonlyMap<string, readonly LifecycleRecord[]> {
  const index = new Map<string, LifecycleRecord[]>();
  for (const record of records)
    for (const name of names(record)) {
      const known = index.get(name);
      if (known) known.push(record);
      else index.set(name, [record]);
    }
  return index;
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
  return [name, stem];
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

/** A relative path as it is seen from a record's own place. */
export const seenFrom = ({ path }: LifecycleRecord, target: string): string =>
  join(path === null ? '' : dirname(path), target);

/** The letters between `ADR-` and the number: some folders count several series. */
export const seriesOf = ({ path }: LifecycleRecord): string =>
  /(?:adr|madr|rfc)s?[-_ ]+([a-z]{1,20})[-_ ]+\d/i.exec(basename(path ?? ''))?.[1]?.toLowerCase() ??
  '';

export const folderOf = ({ path }: LifecycleRecord): string | null =>
  path === null ? null : dirname(path);
