import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Store } from '#src/store/store';

import { keyOf, idIn, pages } from './import-lookup.ts';

/** A stored record that no file names. */
export interface Removal {
  readonly kind: KindName;
  readonly id: string;
  readonly etag: string;
  readonly record: AnyRecord;
}

/** The stored records of the kinds that are not among the given ones (`keyOf` of each). */
export async function removals(
  store: Store,
  kinds: readonly KindName[],
  given: ReadonlySet<string>,
): Promise<readonly Removal[]> {
  const found: Removal[] = [];
  for (const kind of new Set(kinds))
    for (const id of await strangers(store, kind, given)) {
      const stored = await store.get(kind, id);
      if (stored) found.push({ kind, id, etag: stored.etag, record: stored.record });
    }
  return found;
}

async function strangers(
  store: Store,
  kind: KindName,
  given: ReadonlySet<string>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const fields = [kindOf(kind).primaryKey];
  for await (const page of pages(store, { kind, fields }))
    ids.push(...page.map((record) => idIn(kind, record)));
  return ids.filter((id) => !given.has(keyOf(kind, id)));
}
