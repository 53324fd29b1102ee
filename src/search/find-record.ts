import { noSuchRecord } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { Records, Stored } from '#src/store/store';

/**
 * A record by its id, or by the name that it is shown with where no two records share one: a
 * session's `session_id` differs from its id in records from elsewhere. Code: not_found.
 */
export async function findRecord(
  store: Pick<Records, 'get' | 'list'>,
  kind: KindName,
  id: string,
): Promise<Stored> {
  const stored = (await store.get(kind, id)) ?? (await findNamed(store, kind, id));
  if (!stored) throw noSuchRecord(kind, id);
  return stored;
}

async function findNamed(
  store: Pick<Records, 'get' | 'list'>,
  kind: KindName,
  name: string,
): Promise<Stored | undefined> {
  const { title, unique, primaryKey } = kindOf(kind);
  if (!unique.some((fields) => fields.length === 1 && fields[0] === title)) return undefined;
  const where = { field: title, op: 'eq', value: name } as const;
  const { items } = await store.list({ kind, where, sort: [], limit: 1, fields: [primaryKey] });
  return items[0] && store.get(kind, String(items[0][primaryKey]));
}
