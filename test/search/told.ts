import { chainGraph } from '#src/search/chain-graph';
import { chainsOf, type Chains } from '#src/search/chains';
import type { KindName } from '#src/kinds/index';
import type { LifecycleReading, RecordHead } from '#src/store/store';

/** A record by its fields; its row is its place in the list. */
export interface Told {
  readonly id: string;
  readonly kind?: KindName;
  readonly [field: string]: unknown;
}

export const adr = (id: string, more: object = {}): Told => ({
  id,
  ...{ kind: 'documents', repo: 'core', doc_type: 'adr', status: 'accepted' },
  ...more,
});
export const row = (id: string, more: object = {}): Told => ({
  id,
  ...{ kind: 'architecture_decisions', status: 'accepted' },
  ...more,
});

export const reading = (told: readonly Told[], links: LifecycleReading['links'] = []) => ({
  records: told.map(({ kind = 'documents', ...record }, at): RecordHead => {
    const title = [record['title'], record['decision'], record.id].find(Boolean) as string;
    return { row: at, kind, id: record.id, title, record };
  }),
  links,
});

export const chains = (told: readonly Told[], day?: string): Chains =>
  chainsOf(chainGraph(reading(told)), day);

/** `A>B` for every record B that is below the head A, and `!C` for one that is over without a head. */
export function shape({ standings, records }: Chains): readonly string[] {
  const idOf = (at: number) => records.get(at)?.id ?? '?';
  return [...standings]
    .filter(([at, { head, holds }]) => head !== at || !holds)
    .map(([at, { head }]) => (head === at ? `!${idOf(at)}` : `${idOf(head)}>${idOf(at)}`))
    .sort();
}
