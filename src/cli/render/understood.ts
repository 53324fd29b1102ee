import { inCommandWords } from '#src/cli/command-words';
import type { KindDescription } from '#src/client/types';
import type { SearchResponse } from '#src/search/types';

import { oneLine } from './text.ts';

/** What the query's text was taken for, and what of it was not; nothing for plain words. */
export function renderUnderstood(
  { understood, remarks = [] }: SearchResponse,
  { kinds: known }: { readonly kinds: readonly KindDescription[] },
): readonly string[] {
  const { kinds, filter, text = '', lifecycle, as_of: day } = understood ?? {};
  const parts = [
    ...(kinds ? [kindsShown(kinds, known)] : []),
    ...(lifecycle ? [`lifecycle ${lifecycle}`] : []),
    ...(day === undefined ? [] : [`as of ${day}`]),
    ...partsOf(filter ?? {}),
  ];
  const words = text === '' ? '' : `; searched for: ${text}`;
  const scope = parts.length === 0 ? [] : [`Only ${parts.join(' · ')}${words}`];
  return [...scope, ...remarks.map(inCommandWords)].map(oneLine);
}

/** Kinds that are named one by one; of more, those that were left out. */
const FEW = 6;

function kindsShown(kinds: readonly string[], known: readonly KindDescription[]): string {
  const all = known.filter(({ searchable }) => searchable).map(({ name }) => name);
  const missing = all.filter((name) => !kinds.includes(name));
  return kinds.length > FEW && missing.length <= FEW
    ? `any kind but ${missing.join(', ')}`
    : `kind ${kinds.join(', ') || 'none'}`;
}

/** What a filter as a body holds it asks for; all of it. */
const partsOf = (filter: object): readonly string[] =>
  Object.entries(filter).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'not') return [`not (${together([value])})`];
    const branches = Array.isArray(value) ? (value as readonly unknown[]) : [];
    if (key === 'and') return [together(branches)];
    if (key === 'or') return [`(${branches.map((each) => together([each])).join(' or ')})`];
    return [value === null ? `no ${key}` : `${key} ${shown(value)}`];
  });

const together = (filters: readonly unknown[]): string =>
  filters.flatMap((each) => partsOf(Object(each) as object)).join(' and ');

/** `date gt 2025-12-31`: operators as the filter of a command has them. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(' or ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([operator, operand]) => `${operator} ${shown(operand)}`)
    .join(' and ');
}
