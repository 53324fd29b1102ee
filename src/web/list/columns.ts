import type { Field, FieldType } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { resolveField } from '#src/kinds/resolve-field';

/** Columns beside the title when nobody chose any. */
const USUAL = 4;

/** Types that fill a column only when nothing better is there, and those that never do by themselves. */
const NEVER: ReadonlySet<FieldType> = new Set(['object', 'json']);
const LATER: ReadonlySet<FieldType> = new Set(['string', 'list']);

/**
 * The columns of a kind's list: its title, then what tells its records apart (state, severity,
 * priority, type, repository, date), then other short fields; or the fields of `chosen`, separated
 * by commas, those that the kind does not have left out.
 */
export function columnsOf(kind: Kind, chosen?: string): readonly Field[] {
  const named = (chosen ?? '').split(',').flatMap((name) => resolveField(kind, name.trim()) ?? []);
  const title = fieldsOf(kind, [kind.title]);
  if (named.length > 0) return unique([...title, ...named]);
  const facets = ORDER.map((facet) => kind.facets[facet]);
  const told = fieldsOf(kind, facets);
  return unique([...title, ...told, ...fillers(kind)]).slice(0, Math.max(USUAL, told.length) + 1);
}

/** What is looked at first; the date at the end, where the eye finds it. */
const ORDER = ['status', 'severity', 'priority', 'repo', 'type', 'date'] as const;

const fieldsOf = (kind: Kind, names: readonly (string | undefined)[]): readonly Field[] =>
  names.flatMap((name) => (name === undefined ? [] : (kind.fields[name] ?? [])));

const unique = (fields: readonly Field[]): readonly Field[] => [...new Set(fields)];

/** Short fields: numbers, choices and moments before texts. Prose and what programs keep is on the record's own page. */
function fillers(kind: Kind): readonly Field[] {
  const prose = new Set([...(kind.passages?.text ?? []), 'metadata', kind.primaryKey]);
  const short = Object.values(kind.fields).filter(
    ({ name, type }) => !NEVER.has(type) && !prose.has(name),
  );
  return short.toSorted((a, b) => Number(LATER.has(a.type)) - Number(LATER.has(b.type)));
}

/** Types whose values have an order, so that a list can be sorted by them. */
export const isSortable = ({ type }: Field): boolean => !NEVER.has(type) && type !== 'list';

/** What a click on a heading asks for: the other direction of the field that the list is sorted by, or its usual one. */
export function nextSort(field: Field, sort: string): string {
  const [first = ''] = sort.split(',');
  if (first === field.name) return `-${field.name}`;
  if (first === `-${field.name}`) return field.name;
  return field.type === 'timestamp' || field.moment ? `-${field.name}` : field.name;
}

/** For `aria-sort`. */
export function sortState(field: Field, sort: string): 'ascending' | 'descending' | undefined {
  const [first = ''] = sort.split(',');
  if (first === field.name) return 'ascending';
  return first === `-${field.name}` ? 'descending' : undefined;
}

/** The field in which a list changes a record's state; undefined where the states are not ours to choose. */
export function stateField(kind: Kind): Field | undefined {
  const field = kind.facets.status === undefined ? undefined : kind.fields[kind.facets.status];
  return field?.type === 'enum' ? field : undefined;
}
