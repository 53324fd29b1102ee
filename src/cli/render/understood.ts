import type { SearchResponse } from '#src/search/types';

import { oneLine } from './text.ts';

/** What the query's text was taken for, and what of it was not; nothing for plain words. */
export function renderUnderstood({ understood, remarks = [] }: SearchResponse): readonly string[] {
  const { kinds, filter, text = '' } = understood ?? {};
  const parts = [
    ...(kinds ? [`kind ${kinds.join(', ') || 'none'}`] : []),
    ...partsOf(filter ?? {}),
  ];
  const words = text === '' ? '' : `; searched for: ${text}`;
  const scope = parts.length === 0 ? [] : [`Only ${parts.join(' · ')}${words}`];
  return [...scope, ...remarks].map(oneLine);
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
