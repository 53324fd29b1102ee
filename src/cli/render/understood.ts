import type { SearchResponse } from '#src/search/types';

import { oneLine } from './text.ts';

/** What the query's text was taken for, and what of it was not; nothing for plain words. */
export function renderUnderstood({ understood, remarks = [] }: SearchResponse): readonly string[] {
  const { kinds, filter, text = '' } = understood ?? {};
  const parts = [
    ...(kinds ? [`kind ${kinds.join(', ') || 'none'}`] : []),
    ...Object.entries(filter ?? {}).map(([field, value]) => `${field} ${shown(value)}`),
  ];
  const words = text === '' ? '' : `; searched for: ${text}`;
  const scope = parts.length === 0 ? [] : [`Only ${parts.join(' · ')}${words}`];
  return [...scope, ...remarks].map(oneLine);
}

/** `date gt 2025-12-31`: operators as the filter of a command has them. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(' or ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([operator, operand]) => `${operator} ${shown(operand)}`)
    .join(' and ');
}
