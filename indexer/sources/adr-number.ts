import { basename, extname } from 'node:path/posix';

import { dayOfName } from './adr-date.ts';

/** A decision's number as it is written, zeros included, and the series that it counts in. */
export interface DecisionNumber {
  readonly number: string;
  readonly series?: string;
}

/** `ODH-ADR-Operator-0007-auth`, `adr_12`, `0012-use-sqlite`; where the number ends, the slug begins. */
const NAMED =
  /^(?:[a-z]{1,12}[-_ ]){0,3}?(?:adr|madr|rfc)s?[-_ ]{0,2}#?(?:([a-z]{1,20})[-_ ])?(\d{1,5})(?!\d)/i;
const COUNTED = /^()(\d{1,5})(?=[-_. ]|$)/;
/** `2021-roadmap` begins with a year. */
const YEAR = /^(?:19|20)\d\d$/;

const IN_TITLE =
  /^\[?(?:[a-z]{1,12}[-_ ]){0,3}?(?:adr|madr|rfc)s?(?:[-_]([a-z]{1,20})[-_]|[-_ #]{0,3})(\d{1,5})\]?\s*(?:[:.)|–—-]+\s*|\s+|$)/i;
const COUNTED_TITLE = /^()(\d{1,5})\s*(?:[.):|–—]|\s-)\s*/;

/** The number in a file's or folder's name, or undefined. */
export function numberOfName(path: string): DecisionNumber | undefined {
  const name = basename(path, extname(path));
  if (dayOfName(name) !== undefined) return undefined;
  const match = NAMED.exec(name) ?? COUNTED.exec(name);
  return match && !YEAR.test(match[2] ?? '') ? numberOf(match) : undefined;
}

/** The number that a title begins with: `ADR-0012: …`, `12. …`. */
export function numberOfTitle(title: string): DecisionNumber | undefined {
  const match = IN_TITLE.exec(title) ?? COUNTED_TITLE.exec(title);
  return match ? numberOf(match) : undefined;
}

const numberOf = ([, series, number = '']: RegExpExecArray): DecisionNumber => ({
  number,
  ...(series && { series }),
});

/** A title without the number it begins with; the whole title when nothing else is in it. */
export function withoutNumber(title: string): string {
  const rest = title.replace(IN_TITLE, '').trim();
  if (rest !== title.trim()) return rest || title;
  return title.replace(COUNTED_TITLE, '').trim() || title;
}

/** A file's name without its number, for a title. */
export const withoutNumberInName = (name: string): string =>
  numberOfName(`${name}.md`) ? name.replace(NAMED, '').replace(/^\d{1,5}(?=[-_. ]|$)/, '') : name;
