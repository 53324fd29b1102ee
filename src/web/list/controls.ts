import type { Field, FieldType } from '#src/kinds/field';
import type { UrlFilters } from '#src/client/types';
import type { Kind } from '#src/kinds/kind';
import { filterNames, resolveFilter } from '#src/kinds/resolve-field';
import { timeOf } from '#src/operations/statistics-dimensions';

/** A control of a list's form. Its name is a filter as the API takes it. */
export interface Control {
  readonly name: string;
  readonly label: string;
  readonly shape: 'text' | 'day' | 'choice';
  /** Of a choice: its values, with what people call them. */
  readonly values?: readonly (readonly [value: string, label: string])[];
  /** What the address says now. */
  readonly value: string;
}

const CHOICES: Readonly<Partial<Record<FieldType, (field: Field) => Control['values']>>> = {
  enum: ({ values = [] }) => values.map((value) => [value, value.replaceAll('_', ' ')] as const),
  boolean: () => [
    ['true', 'yes'],
    ['false', 'no'],
  ],
};

/**
 * What a kind's list can be filtered by with a form: words of its title, days from and to, and
 * choices that are no facet (facets are links with counts, beside the list).
 */
export function controlsOf(kind: Kind, filters: UrlFilters): readonly Control[] {
  const control = (part: Omit<Control, 'value'>): Control => ({
    ...part,
    value:
      filters.findLast(([name, value]) => name === part.name && canShow(part, value))?.[1] ?? '',
  });
  const time = timeOf(kind);
  const isDay = time !== undefined && kind.fields[time]?.type === 'timestamp';
  return [
    control({ name: `${kind.title}__contains`, label: wordsOf(kind.title), shape: 'text' }),
    ...(isDay
      ? [
          control({ name: `${time}__gte`, label: `${wordsOf(time)} from`, shape: 'day' }),
          control({ name: `${time}__lte`, label: 'to', shape: 'day' }),
        ]
      : []),
    ...choicesOf(kind).map(({ field, values }) =>
      control({ name: field.name, label: wordsOf(field.name), shape: 'choice', values }),
    ),
  ];
}

/** A moment does not fit into a control for days, nor several values into one choice. */
function canShow({ shape, values }: Omit<Control, 'value'>, value: string): boolean {
  if (shape === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(value);
  return shape === 'text' || (values ?? []).some(([known]) => known === value);
}

export const wordsOf = (name: string): string => name.replaceAll('_', ' ').trim();

function choicesOf(kind: Kind) {
  const facets = new Set<string>(Object.values(kind.facets));
  return Object.values(kind.fields).flatMap((field) => {
    const values = CHOICES[field.type]?.(field);
    return values && !facets.has(field.name) ? [{ field, values }] : [];
  });
}

/** Filters that a form must send along, for no control of it shows them. */
export function keptFilters(filters: UrlFilters, controls: readonly Control[]): UrlFilters {
  const shown = new Map(controls.map(({ name, value }) => [name, value]));
  return filters.filter(([name, value]) => shown.get(name) !== value);
}

/** What "another filter" can ask for: every name that a filter of the kind may use. */
export const filterFields = (kind: Kind): readonly string[] =>
  filterNames(kind).filter((name) => name !== 'kind');

/** Whether a name of a filter means a moment. */
export const isMoment = (kind: Kind, name: string): boolean => {
  const field = resolveFilter(kind, name);
  return field?.type === 'timestamp' || field?.moment !== undefined;
};
