import { kindOf, searchableKinds, type KindName } from '#src/kinds/index';
import type { SearchResponse } from '#src/search/types';
import { plural, spoken } from '#src/web/words';

/** What the text of a question was taken for beside its words: `only decisions`, `status open`. Empty for plain words. */
export function understoodIn({ understood }: SearchResponse): readonly string[] {
  const { kinds, filter, lifecycle, as_of: day } = understood ?? {};
  return [
    ...(kinds && kinds.length < searchableKinds.length ? [kindsShown(kinds)] : []),
    ...(lifecycle ? [`lifecycle ${lifecycle}`] : []),
    ...(day === undefined ? [] : [`as of ${day}`]),
    ...partsOf(filter ?? {}),
  ];
}

/** Kinds that are named one by one; of more, those that were left out. */
const FEW = 6;

function kindsShown(kinds: readonly KindName[]): string {
  const missing = searchableKinds.filter((kind) => !kinds.includes(kind));
  return kinds.length > FEW && missing.length <= FEW
    ? `any kind but ${labels(missing)}`
    : `only ${labels(kinds) || 'kinds that are not there'}`;
}

const labels = (kinds: readonly KindName[]): string =>
  kinds.map((kind) => plural(kindOf(kind).label)).join(', ');

/** What a filter as a body holds it asks for; all of it. */
const partsOf = (filter: object): readonly string[] =>
  Object.entries(filter).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'not') return [`not (${together([value])})`];
    const branches = Array.isArray(value) ? (value as readonly unknown[]) : [];
    if (key === 'and') return [together(branches)];
    if (key === 'or') return [`(${branches.map((each) => together([each])).join(' or ')})`];
    return [value === null ? `no ${spoken(key)}` : `${spoken(key)} ${shown(value)}`];
  });

const together = (filters: readonly unknown[]): string =>
  filters.flatMap((each) => partsOf(Object(each) as object)).join(' and ');

const SIGNS: Readonly<Record<string, string>> = {
  ...{ lt: '<', lte: '≤', gt: '>', gte: '≥', ne: 'is not', nin: 'is not', starts: 'begins with' },
};

/** `> 2025-12-31` */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(' or ');
  if (typeof value !== 'object' || value === null) return spoken(String(value));
  return Object.entries(value)
    .map(([operator, operand]) => `${SIGNS[operator] ?? operator} ${shown(operand)}`)
    .join(' and ');
}
