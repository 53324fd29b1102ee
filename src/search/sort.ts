import { WorkspaceError } from '#src/errors';
import type { FieldType } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { fieldNames, resolveField } from '#src/kinds/resolve-field';
import { didYouMean } from '#src/search/nearest-name';
import type { SortKey } from '#src/store/store';

const MOST_KEYS = 8;
/** Types whose values have no order. */
export const UNORDERED: ReadonlySet<FieldType> = new Set(['list', 'object', 'json']);

/** Reads `-created,title`: fields or facets, `-` for descending; the kind's own order when there is no text. Codes: unknown_field, invalid_query. */
export function parseSort(text: string | undefined, kind: Kind): readonly SortKey[] {
  const keys = (text?.trim() || kind.sort).split(',').map((part) => sortKey(part.trim(), kind));
  const unique = keys.filter(
    ({ field }, index) => keys.findIndex((key) => key.field === field) === index,
  );
  if (unique.length <= MOST_KEYS) return unique;
  throw fault('invalid_query', `A sort has at most ${MOST_KEYS} fields, not ${unique.length}.`);
}

function sortKey(part: string, kind: Kind): SortKey {
  const descending = part.startsWith('-');
  const name = part.replace(/^[-+]/, '');
  const field = resolveField(kind, name);
  if (!field) throw unknown(name, kind);
  if (UNORDERED.has(field.type))
    throw fault('invalid_query', `'${name}' is of type ${field.type}, which has no order.`);
  return { field: field.name, descending };
}

function unknown(name: string, kind: Kind): WorkspaceError {
  const sortable = fieldNames(kind).filter(
    (each) => !UNORDERED.has(resolveField(kind, each)?.type ?? 'object'),
  );
  const detail = `'${name.slice(0, 60)}' is no field of ${kind.name}.${didYouMean(name, sortable)}`;
  return fault('unknown_field', detail, `Sort by ${sortable.join(', ')}.`);
}

function fault(
  code: 'unknown_field' | 'invalid_query',
  detail: string,
  next?: string,
): WorkspaceError {
  return new WorkspaceError(code, detail, {
    issues: [{ parameter: 'sort', detail }],
    ...(next !== undefined && { next }),
  });
}
