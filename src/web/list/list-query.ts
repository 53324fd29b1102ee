import type { UrlFilters } from '#src/client/types';

/** Parameters of a list page that are no filters; those of the API's lists mean the same here. */
const OWN = new Set([
  'sort',
  'cursor',
  'limit',
  'fields',
  'saved',
  'add_field',
  'add_op',
  'add_value',
]);

/** What the address of a list page says. Filters are written as the API takes them. */
export interface ListQuery {
  readonly filters: UrlFilters;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit?: string;
  /** Columns, by fields. */
  readonly fields?: string;
  /** Id of the record that was just written. */
  readonly saved?: string;
}

/** Empty parameters are those of form controls that nobody filled in, and say nothing. */
export function readListQuery(parameters: URLSearchParams): ListQuery {
  const given = [...parameters].filter(([, value]) => value.trim() !== '');
  const last = (name: string) => given.findLast(([each]) => each === name)?.[1];
  const own = Object.fromEntries(
    (['sort', 'cursor', 'limit', 'fields', 'saved'] as const).flatMap((name) => {
      const value = last(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return { filters: [...given.filter(([name]) => !OWN.has(name)), ...addedFilter(last)], ...own };
}

/** The three controls of "another filter" as one filter. */
function addedFilter(last: (name: string) => string | undefined): UrlFilters {
  const [field, op, value] = [last('add_field'), last('add_op') ?? 'eq', last('add_value')];
  if (field === undefined || value === undefined) return [];
  return [[op === 'eq' ? field : `${field}__${op}`, value]];
}

/** The address that says the same with nothing left empty; a form's address is redirected to it. */
export function listHref(kind: string, { filters, ...own }: ListQuery): string {
  const query = new URLSearchParams(
    filters.map(([name, value]): [string, string] => [name, value]),
  );
  for (const [name, value] of Object.entries(own))
    if (typeof value === 'string') query.append(name, value);
  const text = query.toString().replaceAll('%2C', ',');
  return `/list/${encodeURIComponent(kind)}${text === '' ? '' : `?${text}`}`;
}

/** All that matches as CSV, from the API, which takes the same filters. */
export function csvHref(kind: string, { filters, sort, fields }: ListQuery): string {
  const query = new URLSearchParams([
    ...filters.map(([name, value]): [string, string] => [name, value]),
    ...Object.entries({ sort, fields, format: 'csv' }).filter(isGiven),
  ]);
  return `/api/${kind}?${query.toString()}`;
}

const isGiven = (entry: [string, string | undefined]): entry is [string, string] =>
  entry[1] !== undefined;

/** Whether an address has something that its own list would not say that way. */
export const isTidy = (parameters: URLSearchParams): boolean =>
  [...parameters].every(([name, value]) => value.trim() !== '' && !name.startsWith('add_'));

/** Other filters begin on the first page, and what was just written is not news any more. */
const fresh = ({ cursor: _, saved: __, ...query }: ListQuery): ListQuery => query;

export const withFilters = (query: ListQuery, filters: UrlFilters): ListQuery => ({
  ...fresh(query),
  filters,
});

export const without = (query: ListQuery, position: number): ListQuery =>
  withFilters(
    query,
    query.filters.filter((_, at) => at !== position),
  );

export const sortedBy = (query: ListQuery, sort: string): ListQuery => ({ ...fresh(query), sort });

export const atCursor = ({ saved: _, ...query }: ListQuery, cursor: string): ListQuery => ({
  ...query,
  cursor,
});

export const firstPage = (query: ListQuery): ListQuery => fresh(query);

/** The values that a filter by equality asks for: `status=open,closed`. */
export const chosenValues = (filters: UrlFilters, name: string): readonly string[] =>
  filters
    .filter(([each]) => each === name || each === `${name}__in`)
    .flatMap(([, value]) => value.split(','))
    .map((value) => value.trim())
    .concat(filters.filter(([each]) => each === `${name}__eq`).map(([, value]) => value));

/** The same list with one more, or one less, of the values that a filter asks for. */
export function toggled(query: ListQuery, name: string, value: string): ListQuery {
  const chosen = chosenValues(query.filters, name);
  const values = chosen.includes(value)
    ? chosen.filter((each) => each !== value)
    : [...chosen, value];
  return withFilters(query, [...notBy(query.filters, name), ...equality(name, values)]);
}

/** Filters that are no choice of values of `name`. */
export const notBy = (filters: UrlFilters, name: string): UrlFilters =>
  filters.filter(([each]) => ![name, `${name}__in`, `${name}__eq`].includes(each));

/** The filter that leaves the records with one value of a field, or with none. */
export const withValue = (name: string, value: string | null): UrlFilters =>
  value === null ? [[`${name}__null`, 'true']] : equality(name, [value]);

/** A comma separates values, and one within a value can only be asked for alone. */
function equality(name: string, values: readonly string[]): UrlFilters {
  const alone = values.filter((value) => value.includes(','));
  if (alone.length > 0) return [[`${name}__eq`, alone.at(-1) ?? '']];
  return values.length === 0 ? [] : [[name, values.join(',')]];
}
