import type { Field, FieldType, Operator } from '#src/kinds/field';
import { kindOf, type KindName } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Comparison, Filter, Scalar } from '#src/store/store';

import { checkComparison, inFull, type FilterScope, type Scope } from './filter-comparison.ts';
import { periodOf, type Period } from './period.ts';
import type { QualifierItem, QualifierValue } from './qualifier-tokens.ts';

/** A field as a query names it, in the kinds that it is asked of. */
export interface AskedField {
  readonly name: string;
  readonly scope: FilterScope;
  /** What the name means in each kind that knows it; at least one. */
  readonly fields: readonly Field[];
}

/** Undefined when none of the kinds knows the name. */
export function askedField(name: string, given: Scope): AskedField | undefined {
  const scope = inFull(given);
  const fields = scope.kinds.flatMap((kind) => resolveFilter(kindOf(kind), name) ?? []);
  return fields.length > 0 ? { name, scope, fields } : undefined;
}

const COMPARATORS = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' } as const;
export type DateOperator = 'eq' | (typeof COMPARATORS)[keyof typeof COMPARATORS];

/** The filter that a qualifier's value asks for: any of its items. Codes: unknown_operator, invalid_query. */
export const valueFilter = (asked: AskedField, { comparator, items }: QualifierValue): Filter =>
  anyOf(
    asked,
    items.map((item) =>
      comparator ? ordered(asked, COMPARATORS[comparator], item.text) : itemFilter(asked, item),
    ),
  );

/** As `valueFilter`, with the operator that the qualifier's name stands for (`after:`). */
export const orderedFilter = (asked: AskedField, op: DateOperator, value: QualifierValue): Filter =>
  anyOf(
    asked,
    value.items.map(({ text }) => ordered(asked, op, `${value.comparator ?? ''}${text}`)),
  );

/** Names of enumerated values that the text may mean, in their own spelling: `high`, `in-progress`. */
export function spellingsOf({ fields }: AskedField, text: string): readonly string[] {
  const wanted = loose(text);
  const known = fields.flatMap(({ values = [] }) => values);
  return [...new Set(known.filter((value) => loose(value) === wanted))];
}

const loose = (text: string): string => text.toLowerCase().replace(/[-\s]/g, '_');

type Reading = (asked: AskedField, item: QualifierItem) => Filter | undefined;

const RANGE = /^(.+?)\.\.(.+)$/s;
const ORDERED: ReadonlySet<FieldType> = new Set(['timestamp', 'integer', 'number']);

/** `*` alone: whatever it is, but something. */
const anything: Reading = (asked, { text, quoted }) =>
  !quoted && text === '*' ? { field: asked.name, op: 'null', value: false } : undefined;

/** `2025-01-01..2025-03-31`, `3..5`, with `*` for an open end. */
const range: Reading = (asked, { text, quoted }) => {
  const [, from, to] = RANGE.exec(text) ?? [];
  const ranged = asked.fields.some(({ type }) => ORDERED.has(type));
  if (quoted || !ranged || from === undefined || to === undefined) return undefined;
  const ends = [
    ...(from === '*' ? [] : [ordered(asked, 'gte', from)]),
    ...(to === '*' ? [] : [ordered(asked, 'lte', to)]),
  ];
  return ends.length > 1 ? { and: ends } : ends[0];
};

/** `path:docs/adr/*`. */
const beginning: Reading = (asked, { text, quoted }) =>
  !quoted && text.length > 1 && text.endsWith('*') && can(asked, 'starts')
    ? check(asked, 'starts', text.slice(0, -1))
    : undefined;

/** Nobody types a whole title or text, as equality would want it. */
const prose: Reading = (asked, { text }) =>
  asked.scope.kinds.some((kind) => isProse(kind, asked.name))
    ? check(asked, 'contains', text)
    : undefined;

const enumerated: Reading = (asked, { text }) => {
  const spellings = spellingsOf(asked, text);
  return spellings.length === 0
    ? undefined
    : anyOf(
        asked,
        spellings.map((spelling) => check(asked, 'eq', spelling)),
      );
};

const literal: Reading = (asked, { text }) =>
  can(asked, 'eq') ? ordered(asked, 'eq', text) : check(asked, 'contains', text);

const READINGS = [anything, range, beginning, prose, enumerated, literal];

function itemFilter(asked: AskedField, item: QualifierItem): Filter {
  for (const reading of READINGS) {
    const filter = reading(asked, item);
    if (filter) return filter;
  }
  return { or: [] };
}

const can = ({ fields }: AskedField, op: Operator): boolean =>
  fields.some(({ operators }) => operators.includes(op));

function isProse(name: KindName, asked: string): boolean {
  const kind = kindOf(name);
  const field = resolveFilter(kind, asked)?.name ?? '';
  return field !== kind.primaryKey && [kind.title, ...(kind.passages?.text ?? [])].includes(field);
}

/** What an operator asks of a year or a month. */
const OF_PERIOD: Readonly<
  Record<DateOperator, (period: Period) => readonly (readonly [Operator, string])[]>
> = {
  eq: ({ first, last }) => [
    ['gte', first],
    ['lte', last],
  ],
  gt: ({ last }) => [['gt', last]],
  gte: ({ first }) => [['gte', first]],
  lt: ({ first }) => [['lt', first]],
  lte: ({ last }) => [['lte', last]],
};

function ordered(asked: AskedField, op: DateOperator, text: string): Filter {
  const period = asked.fields.some(({ type }) => type === 'timestamp') ? periodOf(text) : undefined;
  if (!period) return check(asked, op, text);
  const parts = OF_PERIOD[op](period).map(([each, day]) => check(asked, each, day));
  return parts.length > 1 ? { and: parts } : (parts[0] as Comparison);
}

const check = ({ name, scope }: AskedField, op: Operator, text: string): Comparison =>
  checkComparison({ field: name, op, value: { text } }, scope, { parameter: 'q' });

/** Several values of one field are asked for in one comparison where the field can be asked so. */
function anyOf(asked: AskedField, filters: readonly Filter[]): Filter {
  const [first, ...rest] = filters;
  if (first && rest.length === 0) return first;
  const values = filters.flatMap((each): readonly Scalar[] =>
    'field' in each && each.op === 'eq' ? [each.value].flat() : [],
  );
  return values.length === filters.length && can(asked, 'in')
    ? { field: asked.name, op: 'in', value: values }
    : { or: filters };
}
