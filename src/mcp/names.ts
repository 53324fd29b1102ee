import { kindNames, kindOf, resolveKind, searchableKinds, type KindName } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';

/** The name that an agent reads and writes for a kind: its short one, where it has one. A service may know other kinds than this program. */
export const nameOf = (kind: string): string => namedKind(kind)?.short[0] ?? kind;

export const allNames: readonly string[] = kindNames.map(nameOf);
export const searchableNames: readonly string[] = searchableKinds.map(nameOf);

/** `task pending, in_progress; issue open, …`: the states of the kinds that people work with, by kind. */
export function knownStatuses(names: readonly KindName[]): string {
  const lines = names.flatMap((name) => {
    const { fields, facets } = kindOf(name);
    const values = fields[facets.status ?? '']?.values ?? [];
    return values.length === 0 ? [] : [`${nameOf(name)} ${values.join(', ')}`];
  });
  return lines.join('; ');
}

/** The kind of a name, where this program knows it; the service may know others. */
export function namedKind(name: string): Kind | undefined {
  const known = resolveKind(name);
  return known && kindOf(known);
}
