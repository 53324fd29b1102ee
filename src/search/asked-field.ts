import type { Field, Operator } from '#src/kinds/field';
import { kindOf, type KindName } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Comparison, Filter, Scalar } from '#src/store/store';

import { checkComparison, inFull, type FilterScope, type Scope } from './filter-comparison.ts';

/** A field as a query names it, in the kinds that it is asked of. */
export interface AskedField {
  /** As filters have it. */
  readonly name: string;
  readonly scope: FilterScope;
  /** What the name means in each kind that knows it; at least one. */
  readonly fields: readonly Field[];
}

/** Names that code hosts and trackers have for what is a field or facet here. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ...['label', 'labels', 'tags', 'topic'].map((name) => [name, 'tag'] as const),
  ...['assignee', 'assigned'].map((name) => [name, 'assigned_to'] as const),
  ...['repos', 'repository', 'repositories', 'project'].map((name) => [name, 'repo'] as const),
  ...['created', 'updated', 'dated', 'day'].map((name) => [name, 'date'] as const),
  ...['state', 'standing'].map((name) => [name, 'status'] as const),
  ['prio', 'priority'],
  ['file', 'path'],
]);
/** Where tags are a field of their own in some kind, they are asked for as those of every kind. */
const ALWAYS: ReadonlySet<string> = new Set(['tags']);

export const ALIAS_NAMES: readonly string[] = [...ALIASES.keys()];

/** The field of a name or of an alias of it; undefined when none of the kinds knows it. */
export function askedField(name: string, given: Scope): AskedField | undefined {
  const own = ALWAYS.has(name) ? undefined : fieldNamed(name, given);
  const alias = ALIASES.get(name);
  return own ?? (alias === undefined ? undefined : fieldNamed(alias, given));
}

function fieldNamed(name: string, given: Scope): AskedField | undefined {
  const scope = inFull(given);
  const fields = scope.kinds.flatMap((kind) => resolveFilter(kindOf(kind), name) ?? []);
  return fields.length > 0 ? { name, scope, fields } : undefined;
}

/** Names of enumerated values that the text may mean, in their own spelling: `high`, `in-progress`. */
export function spellingsOf({ fields }: AskedField, text: string): readonly string[] {
  const wanted = loose(text);
  const known = fields.flatMap(({ values = [] }) => values);
  return [...new Set(known.filter((value) => loose(value) === wanted))];
}

/** In which two spellings of a value are one. */
export const loose = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/[-\s]/g, '_');

/** Values that records have in a field of words; undefined of other fields, and where nobody has looked. */
export const storedIn = (asked: AskedField): readonly string[] | undefined =>
  isVocabulary(asked) ? asked.scope.storedIn?.(asked.name, asked.scope.kinds) : undefined;

/** Neither what tells one record from all others, nor its prose: a field of which many records have the same value. */
function isVocabulary({ name, scope }: AskedField): boolean {
  return scope.kinds.some((each) => {
    const kind = kindOf(each);
    const field = resolveFilter(kind, name);
    if (field === undefined || !WORDED.has(field.type) || field.primaryKey) return false;
    const { path, number, url } = kind.lifecycle ?? {};
    return !isProse(each, name) && ![path, number, url].includes(field.name);
  });
}

const WORDED: ReadonlySet<Field['type']> = new Set(['string', 'enum', 'list']);

/** The title of a kind, or a text that is found by its meaning. */
export function isProse(name: KindName, asked: string): boolean {
  const kind = kindOf(name);
  const field = resolveFilter(kind, asked)?.name ?? '';
  return field !== kind.primaryKey && [kind.title, ...(kind.passages?.text ?? [])].includes(field);
}

export const can = ({ fields }: AskedField, op: Operator): boolean =>
  fields.some(({ operators }) => operators.includes(op));

/** Codes: unknown_operator, invalid_query. */
export const check = ({ name, scope }: AskedField, op: Operator, text: string): Comparison =>
  checkComparison({ field: name, op, value: { text } }, scope, { parameter: 'q' });

/** Several values of one field are asked for in one comparison where the field can be asked so. */
export function anyOf(asked: AskedField, filters: readonly Filter[]): Filter {
  const [first, ...rest] = filters;
  if (first && rest.length === 0) return first;
  const values = filters.flatMap((each): readonly Scalar[] =>
    'field' in each && (each.op === 'eq' || each.op === 'in') ? [each.value].flat() : [],
  );
  const plain = filters.every((each) => 'field' in each && (each.op === 'eq' || each.op === 'in'));
  return plain && can(asked, 'in')
    ? { field: asked.name, op: 'in', value: [...new Set(values)] }
    : { or: filters };
}
