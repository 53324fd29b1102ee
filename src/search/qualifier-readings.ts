import type { Field } from '#src/kinds/field';
import { kindOf } from '#src/kinds/index';
import { rankOf, ranksOf } from '#src/kinds/rank';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Filter } from '#src/store/store';

import { anyOf, can, check, loose, storedIn, type AskedField } from './asked-field.ts';
import type { QualifierItem, QualifierValue } from './qualifier-tokens.ts';

/** The filter that one value of a qualifier asks for; undefined where it is not meant in this way. Codes: invalid_query. */
export type Reading = (asked: AskedField, item: QualifierItem) => Filter | undefined;

/** A value as records spell it: `repo:Core` is `core`. Undefined where no record has it, or nobody has looked. */
export const stored: Reading = (asked, { text }) => {
  const alike = storedIn(asked)?.filter((value) => loose(value) === loose(text)) ?? [];
  return alike.length === 0
    ? undefined
    : anyOf(
        asked,
        alike.map((value) => ({ field: asked.name, op: 'eq', value })),
      );
};

/** Digits of the longest number that is looked up with zeros before it. */
const WIDEST = 6;
const NUMBER = /^\D{0,20}?0*(\d{1,6})$/;

/** `number:3` is `0003`, as the names of files have it. */
export const numbered: Reading = (asked, { text }) => {
  const digits = NUMBER.exec(text)?.[1];
  const isNumber = asked.scope.kinds.some((name) => {
    const { lifecycle, fields } = kindOf(name);
    return lifecycle?.number === asked.name && fields[asked.name]?.type === 'string';
  });
  if (!isNumber || digits === undefined) return undefined;
  const padded = Array.from({ length: WIDEST + 1 }, (_, width) => digits.padStart(width, '0'));
  return { field: asked.name, op: 'in', value: [...new Set([...padded, text])] };
};

const A_PATH = /^(?:path|.+_path)$/;

/** `path:docs/adr` is what lies under it, from the root or from any folder; `/docs` only from the root, `*.md` by its end. */
export const placed: Reading = (asked, { text }) => {
  const named = asked.fields.every(({ name, type }) => A_PATH.test(name) && type === 'string');
  const place = text.replaceAll('\\', '/').replace(/^\.\//, '');
  const wanted = place.replace(/^[/*]+|\*+$/g, '');
  if (!named || wanted === '') return undefined;
  if (place.startsWith('*')) return check(asked, 'contains', wanted);
  const fromRoot = check(asked, 'starts', wanted);
  return place.startsWith('/')
    ? fromRoot
    : { or: [fromRoot, check(asked, 'contains', `/${wanted}`)] };
};

type Comparator = NonNullable<QualifierValue['comparator']>;

const HOLDS: Readonly<Record<Comparator, (rank: number, asked: number) => boolean>> = {
  '>': (rank, asked) => rank < asked,
  '>=': (rank, asked) => rank <= asked,
  '<': (rank, asked) => rank > asked,
  '<=': (rank, asked) => rank >= asked,
};

/**
 * `severity:>=MEDIUM`: the values of as high a rank, and what an import kept that means as much. Undefined
 * for a field without ranks. Code: invalid_query for a word that is none of its levels.
 */
export function ranked(
  asked: AskedField,
  comparator: Comparator,
  text: string,
): Filter | undefined {
  const levels = asked.fields.filter((field) => ranksOf(field) !== undefined);
  if (levels.length === 0) return undefined;
  const found = levels.flatMap((field) => {
    const level = levelOf(field, text);
    if (level === undefined) return [];
    const words = [...(field.values ?? []), ...(storedIn(asked) ?? [])];
    return words.filter((word) => {
      const rank = levelOf(field, word);
      return rank !== undefined && HOLDS[comparator](rank, level);
    });
  });
  if (levels.every((field) => levelOf(field, text) === undefined)) return check(asked, 'eq', text);
  return { field: asked.name, op: 'in', value: [...new Set(found)] };
}

/** The rank of a word that says one; undefined of any other. */
function levelOf(field: Field, word: string): number | undefined {
  const ranks = ranksOf(field);
  if (!ranks) return undefined;
  const known = ranks.known.find((value) => loose(value) === loose(word)) ?? word;
  const rank = rankOf(ranks, known);
  return rank === ranks.other ? undefined : rank;
}

/** Whether a field takes any word: then a typing error would find nothing, and nobody would hear why. */
export const takesAnything = ({ name, scope }: AskedField): boolean =>
  scope.kinds.some((kind) => {
    const type = resolveFilter(kindOf(kind), name)?.type;
    return type === 'string' || type === 'list';
  });

/** `path:docs/adr/*`. */
export const beginning: Reading = (asked, { text, quoted }) =>
  !quoted && text.length > 1 && text.endsWith('*') && can(asked, 'starts')
    ? check(asked, 'starts', text.slice(0, -1))
    : undefined;
