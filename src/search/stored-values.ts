import { kindOf, type KindName } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Store } from '#src/store/store';

/** A field or facet whose values are asked for, in kinds. */
export interface Vocabulary {
  readonly field: string;
  readonly kinds: readonly KindName[];
}

export type ValueStore = Pick<Store, 'facets' | 'searchRevision'>;

/** The same for the same field and kinds. */
export const vocabularyName = ({ field, kinds }: Vocabulary): string => [field, ...kinds].join(' ');

type Values = ReadonlyMap<string, readonly string[]>;

/** Vocabularies that are kept of a file. */
const MOST = 64;

/** Kept until something is written: looking 10,000 records through takes 8 ms, which every `repo:core` would cost. */
const kept = new WeakMap<
  object,
  { readonly revision: string; readonly values: Map<string, readonly string[]> }
>();

/** The values that records have, by the names of the vocabularies. */
export async function valuesOf(
  store: ValueStore,
  wanted: ReadonlyMap<string, Vocabulary>,
): Promise<Values> {
  if (wanted.size === 0) return wanted as ReadonlyMap<string, never>;
  const revision = await store.searchRevision();
  const last = kept.get(store);
  const usable = last?.revision === revision && last.values.size <= MOST;
  const values = usable ? last.values : new Map<string, readonly string[]>();
  kept.set(store, { revision, values });
  for (const [name, vocabulary] of wanted)
    if (!values.has(name)) values.set(name, await read(store, vocabulary));
  return values;
}

async function read(store: ValueStore, { field, kinds }: Vocabulary): Promise<readonly string[]> {
  const having = kinds.filter((kind) => resolveFilter(kindOf(kind), field));
  const values = await Promise.all(having.map(async (kind) => valuesIn(store, kind, field)));
  return [...new Set(values.flat())];
}

async function valuesIn(
  store: ValueStore,
  kind: KindName,
  field: string,
): Promise<readonly string[]> {
  const { by } = await store.facets({ of: { kind }, by: [{ name: 'value', field }] });
  return (by['value'] ?? []).flatMap(({ value }) => (value === null ? [] : [String(value)]));
}
