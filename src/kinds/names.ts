import type { AnyRecord, Kind } from './kind.ts';
import { folded, LOOSE, loosely } from './name-forms.ts';

/** Longest name that is kept, in UTF-16 units. */
const LONGEST = 300;

/** A number as a record holds it: `0012`, `12`, `ADR-0012`. */
const NUMBER = /^(?:(?:adr|madr|rfc)[-_ ]{0,2}#?|#)?0*(\d{1,6})$/;
/** An id or title that is nothing but a decision's number. */
const NUMBER_WORD = /^(?:adr|madr|rfc)[-_ ]{0,2}#?0*(\d{1,6})$/;
/** A file that stands for its folder. */
const OF_FOLDER = /(?:^|\/)(?:readme|index)\.[a-z0-9]+$/;
/** Files of these names are in every folder: without its ending such a name tells nothing. */
const COMMON =
  /^(?:readme|index|license|licence|changelog|contributing|template|overview|notes?|todo|doc|docs|main|adr)$/;

/**
 * What a record is called by people who know which one they want: its id, its title, its number
 * (also within its repository), its path, its file's name, and the folder that it is the README of.
 * In the form in which `nameForms` asks.
 */
export function namesOf(kind: Kind, record: AnyRecord): readonly string[] {
  const { number, path } = kind.lifecycle ?? {};
  const [ids, titles, numbers, repos, places] = [
    ...[record[kind.primaryKey], record[kind.title], record[number ?? '']],
    ...[record[kind.facets.repo ?? ''], record[path ?? '']],
  ].map((value) => textIn(value).map(folded)) as [string[], string[], string[], string[], string[]];
  const digits = numbers.flatMap((each) => NUMBER.exec(each)?.[1] ?? []);
  const names = [
    ...[...ids, ...titles].flatMap(withLooser),
    ...digits.flatMap((each) => [`#${each}`, ...repos.map((repo) => `${repo}#${each}`)]),
    ...places.flatMap((place) => [place, ...repos.map((repo) => `${repo}:${place}`)]),
    ...places.flatMap((place) => placeNames(place, digits)),
  ];
  return [...new Set(names)].filter((name) => name !== '' && name.length <= LONGEST);
}

const textIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
    (item): item is string => typeof item === 'string',
  );

/** As it is, and as somebody writes it who leaves zeros or a number before it out: `dec-001`, `~dec-1`. */
function withLooser(name: string): readonly string[] {
  const [loose, number] = [loosely(name), NUMBER_WORD.exec(name)?.[1]];
  return [
    name,
    ...(loose === name ? [] : [`${LOOSE}${loose}`]),
    ...(number === undefined ? [] : [`#${number}`]),
  ];
}

function placeNames(path: string, digits: readonly string[]): readonly string[] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const stem = file.replace(/\.[a-z0-9]+$/, '');
  const folder = OF_FOLDER.test(path) ? [path.slice(0, -file.length - 1)] : [];
  return [file, ...(COMMON.test(stem) ? [] : [stem]), ...folder, ...seriesNames(stem, digits)];
}

/** `odh-adr-operator-0009` of `odh-adr-operator-0009-manifests`, where 9 is the record's number. */
function seriesNames(stem: string, digits: readonly string[]): readonly string[] {
  const [, before = '', number = ''] = /^([a-z][a-z_ -]*?[-_ ])0*(\d{1,6})(?!\d)/.exec(stem) ?? [];
  return digits.includes(number) ? [`${LOOSE}${before}${number}`] : [];
}
