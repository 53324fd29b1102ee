import type { RelatedResponse } from '#src/client/relations';
import type { Field } from '#src/kinds/field';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { recordPath } from '#src/web/words';

interface Referring {
  readonly kind: Kind;
  readonly record: AnyRecord;
  readonly related: RelatedResponse;
}

/**
 * Pages of the records that a field names, by what it says. A record may be named by its id, or by a
 * number or a path: then it is known where there is one name and one record. Pure.
 */
export function referencedPages(
  { kind, record, related }: Referring,
  { name }: Field,
): ReadonlyMap<string, string> {
  const spec = kind.relations.references?.[name];
  if (!spec) return new Map();
  const relation = spec.out ?? name.replace(/_id$/, '');
  const items = related.groups
    .filter((group) => group.relation === relation)
    .flatMap((group) => group.items);
  const values = [record[name] ?? []].flat().map(String);
  const pages = new Map(items.map((item) => [item.id, recordPath(item)]));
  const [only, ...more] = items;
  const [value, ...others] = values;
  if (only && value !== undefined && more.length + others.length === 0)
    pages.set(value, recordPath(only));
  return pages;
}
