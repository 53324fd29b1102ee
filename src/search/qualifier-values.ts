import type { FieldType, Operator } from '#src/kinds/field';
import type { Comparison, Filter } from '#src/store/store';

import { anyOf, can, check, isProse, spellingsOf, type AskedField } from './asked-field.ts';
import { periodOf, type Period } from './period.ts';
import { beginning, numbered, placed, ranked, stored, type Reading } from './qualifier-readings.ts';
import type { QualifierItem, QualifierValue } from './qualifier-tokens.ts';

const COMPARATORS = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' } as const;
export type DateOperator = 'eq' | (typeof COMPARATORS)[keyof typeof COMPARATORS];

/** The filter that a qualifier's value asks for: any of its items. Codes: unknown_operator, invalid_query. */
export const valueFilter = (asked: AskedField, { comparator, items }: QualifierValue): Filter =>
  anyOf(
    asked,
    items.map((item) =>
      comparator
        ? (ranked(asked, comparator, item.text) ??
          ordered(asked, COMPARATORS[comparator], item.text))
        : itemFilter(asked, item),
    ),
  );

/** As `valueFilter`, with the operator that the qualifier's name stands for (`after:`). */
export const orderedFilter = (asked: AskedField, op: DateOperator, value: QualifierValue): Filter =>
  anyOf(
    asked,
    value.items.map(({ text }) => ordered(asked, op, `${value.comparator ?? ''}${text}`)),
  );

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

const READINGS = [
  ...[anything, range, beginning, placed, numbered],
  ...[prose, enumerated, stored, literal],
];

function itemFilter(asked: AskedField, item: QualifierItem): Filter {
  for (const reading of READINGS) {
    const filter = reading(asked, item);
    if (filter) return filter;
  }
  return { or: [] };
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
