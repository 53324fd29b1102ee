import type { AnyRecord, Kind } from './kind.ts';

/** Longest text that is looked up as a name, in UTF-16 units; what is longer is a question. */
const LONGEST = 300;

/** `ADR-0012`, `adr 12`, `#12`, `0012`. */
const NUMBER = /^(?:(?:adr|madr|rfc)[-_ ]{0,2}#?|#)?0*(\d{1,6})$/;
/** `meridian-core#12`. */
const NUMBER_IN_REPO = /^([^\s#]+)#0*(\d{1,6})$/;
/** A file's name without its ending counts only where it tells something: `0012-use-sqlite`, not `readme`. */
const TELLING = /[-_\d]/;

/**
 * What a record is called by people who know which one they want: its id, its title, its number
 * (also within its repository), its path and its file's name. In the form in which `nameForms` asks.
 */
export function namesOf(kind: Kind, record: AnyRecord): readonly string[] {
  const { number, path } = kind.lifecycle ?? {};
  const names = [
    ...[record[kind.primaryKey], record[kind.title]].flatMap(textIn).map(folded),
    ...numberNames(textIn(record[number ?? '']), textIn(record[kind.facets.repo ?? ''])),
    ...textIn(record[path ?? '']).flatMap((place) => pathNames(folded(place))),
  ];
  return [...new Set(names)].filter((name) => name !== '' && name.length <= LONGEST);
}

/** The forms in which a record may know a text as its name; none when it is no name. */
export function nameForms(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  const name = folded(text);
  if (name === '') return [];
  const number = NUMBER.exec(name)?.[1];
  const [, repo, inRepo] = NUMBER_IN_REPO.exec(name) ?? [];
  const place = name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  const forms = [
    name,
    place,
    ...(number === undefined ? [] : [`#${number}`]),
    ...(repo === undefined || inRepo === undefined ? [] : [`${repo}#${inRepo}`]),
  ];
  return [...new Set(forms)].filter((form) => form !== '');
}

const folded = (text: string): string =>
  text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

const textIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
    (item): item is string => typeof item === 'string',
  );

function numberNames(numbers: readonly string[], repos: readonly string[]): readonly string[] {
  const digits = numbers.flatMap((number) => NUMBER.exec(folded(number))?.[1] ?? []);
  return digits.flatMap((number) => [
    `#${number}`,
    ...repos.map((repo) => `${folded(repo)}#${number}`),
  ]);
}

function pathNames(path: string): readonly string[] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const stem = file.replace(/\.[a-z0-9]+$/, '');
  return [path, file, ...(TELLING.test(stem) ? [stem] : [])];
}
