import type { KindName } from '#src/kinds/index';
import { FACETS, type AnyRecord, type Facet, type Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';

/** A record as it is told beside others: what it is called, and its facets, of any type, where it has them. */
export interface RecordItem extends Readonly<Partial<Record<Facet, unknown>>> {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
}

/** Fields that an item is made of. */
export const itemFields = (kind: Kind): readonly string[] => [
  ...new Set([kind.primaryKey, kind.title, ...Object.values(kind.facets)]),
];

export function itemOf(kind: Kind, record: AnyRecord): RecordItem {
  const facets = FACETS.flatMap((facet) => {
    const value = record[kind.facets[facet] ?? ''] ?? null;
    return value === null ? [] : [[facet, value] as const];
  });
  return {
    kind: kind.name as KindName,
    id: String(record[kind.primaryKey]),
    title: titleOf(kind, record),
    ...Object.fromEntries(facets),
  };
}
