import { resolveKind, type KindName } from './index.ts';

/** Longest text that is looked up as a name, in UTF-16 units; what is longer is a question. */
const LONGEST = 300;

/** `ADR-0012`, `adr 12`, `#12`, `0012`. */
const NUMBER = /^(?:(?:adr|madr|rfc)[-_ ]{0,2}#?|#)?0*(\d{1,6})$/;
/** `meridian-core#12`. */
const NUMBER_IN_REPO = /^([^\s#]+)#0*(\d{1,6})$/;
/** `decision DEC-001`, `doc:DOC-12`, `documents/DOC-12`. */
const OF_A_KIND = /^([a-z][a-z_-]{1,40})(\s*[:/]\s*|\s+)(\S.*)$/;
/** The number that a heading or title begins with: `## 2. `, `ADR-0002: `, `[12] - `. */
const COUNTED =
  /^(?:#{1,6}\s+)?(?:\[?(?:(?:[a-z]{1,12}[-_ ]){0,3}(?:adr|madr|rfc)[-_ #]{0,2})?\d{1,6}\]?\s*[.:)|–—-]\s+)?(?=\S)/;
const EDGES = /^[\s"'`“”‘’«»([{<]+|[\s"'`“”‘’«»)\]}>.,;:!?…]+$/g;
/** `dec-001`: the number at the end of an id, and what stands before it. */
const COUNTING = /^(\S*[-_#])0+(\d{1,9})$/;
/** Where a hit's line goes on with headings: `core:docs/a.md › Context`. */
const HEADINGS = /\s›\s.*$/s;

/** How a record may know a text. */
export interface NameForm {
  /** One of the names that it has. */
  readonly name: string;
  /** Another one of its names ends so: the rest of a path whose file is `name`. */
  readonly ends?: string;
  /** It is of this kind. */
  readonly kind?: KindName;
}

/** Two spellings of a name that people take for the same, in one form: case, spaces, wide letters, ligatures, `ß`. */
export const folded = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase().replaceAll('ß', 'ss');

/** A folded name without its number's zeros, without the number before a title, without punctuation around it. */
export function loosely(name: string): string {
  const bare = name.replace(EDGES, '');
  const [, before, digits] = COUNTING.exec(bare) ?? [];
  return digits === undefined ? bare.replace(COUNTED, '') : `${before ?? ''}${digits}`;
}

/** How a name is kept in which something was left out, so that what is called exactly so goes before. */
export const LOOSE = '~';

/**
 * The forms in which a record may know a text as its name, the most literal first: those of a later
 * group count only where no record has one of an earlier group. None when it is no name.
 */
export function nameForms(text: string): readonly (readonly NameForm[])[] {
  if (text.length > LONGEST) return [];
  const name = folded(text).replace(HEADINGS, '');
  if (name === '') return [];
  const bare = name.replace(EDGES, '');
  return [
    literalForms(name),
    [...literalForms(bare), ...endOfPath(placeOf(bare))],
    [...looseForms(bare), ...kindForms(bare)],
  ].filter(({ length }) => length > 0);
}

function literalForms(name: string): readonly NameForm[] {
  const number = NUMBER.exec(name)?.[1];
  const [, repo, inRepo] = NUMBER_IN_REPO.exec(name) ?? [];
  const place = placeOf(name);
  return distinct([
    ...[name, place],
    ...(number === undefined ? [] : [`#${number}`]),
    ...(repo === undefined || inRepo === undefined ? [] : [`${repo}#${inRepo}`]),
  ]);
}

/** A path as documents have it. */
const placeOf = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^(?:\.{0,2}\/)+|\/+$/g, '');

function looseForms(bare: string): readonly NameForm[] {
  const loose = loosely(bare);
  return loose === '' ? [] : distinct([loose, `${LOOSE}${loose}`]);
}

function endOfPath(place: string): readonly NameForm[] {
  const cut = place.lastIndexOf('/');
  return cut < 1 ? [] : [{ name: place.slice(cut + 1), ends: `/${place}` }];
}

/** After a space only what has a digit is the name of a record: `decision log` is two words. */
function kindForms(bare: string): readonly NameForm[] {
  const [, alias = '', between = '', rest = ''] = OF_A_KIND.exec(bare) ?? [];
  const kind = resolveKind(alias) ?? resolveKind(alias.replaceAll('-', '_'));
  if (kind === undefined || (between.trim() === '' && !/^\S*\d\S*$/.test(rest))) return [];
  return [...literalForms(rest), ...endOfPath(placeOf(rest)), ...looseForms(rest)].map((form) => ({
    ...form,
    kind,
  }));
}

const distinct = (names: readonly string[]): readonly NameForm[] =>
  [...new Set(names)].filter((name) => name !== '').map((name) => ({ name }));
