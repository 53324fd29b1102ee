import { inPairs, type InPairs } from './filter-pairs.ts';
import type { ApiRequest } from './transport.ts';
import type {
  KindDescription,
  ListOptions,
  RecordRef,
  SearchOptions,
  SimilarOptions,
  UrlFilters,
  WriteOptions,
} from './types.ts';
import type { FieldType } from '#src/kinds/field';

type Value = string | number | boolean | readonly string[] | undefined;

/** URL parameters in the order given; what is undefined or empty is left out, a list is joined by commas. */
export function queryOf(
  options: Readonly<Record<string, Value>>,
  filters: UrlFilters = [],
): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !(Array.isArray(value) && value.length === 0))
      query.append(name, String(value));
  for (const [name, value] of filters) query.append(name, value);
  return query;
}

/** Parameters of a list. */
export function listQuery(options: ListOptions): URLSearchParams {
  const { filters, ...rest } = inPairs(options);
  return queryOf(rest, filters);
}

/** An etag is given as an envelope holds it, or as a header does, in quotes. */
export function headersOf({ ifMatch, idempotencyKey }: WriteOptions = {}): Record<string, string> {
  return {
    ...(ifMatch !== undefined && {
      'if-match': /^(?:\*|(?:W\/)?".*")$/.test(ifMatch) ? ifMatch : `"${ifMatch}"`,
    }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

/** Headers and URL parameters of a write that answers records. */
export const writing = (options: WriteOptions = {}): Pick<ApiRequest, 'headers' | 'query'> => ({
  headers: headersOf(options),
  query: queryOf(
    options.waitIndexed === undefined ? {} : { wait: 'indexed', wait_timeout: options.waitIndexed },
  ),
});

/** A question as a link would have it. */
export function searchByUrl(q: string, options: InPairs<SearchOptions>): ApiRequest {
  const { kinds, filters, ...rest } = options;
  return {
    method: 'GET',
    path: ['search'],
    query: queryOf({ q, kind: kinds, ...rest }, filters),
  };
}

/** A long question goes into a body, and so do its filters; `types` are the fields' types. */
export const searchByBody = (
  q: string,
  options: InPairs<SearchOptions>,
  types: FieldTypes,
): ApiRequest => ({
  ...{ method: 'POST', path: ['search'] },
  body: { q, ...bodyOf(options, types) },
});

/** A known record is asked for by its address, with filters as in every URL. */
export function similarToRecord(
  { kind, id }: RecordRef,
  options: InPairs<SimilarOptions>,
): ApiRequest {
  const { kinds, filters, ...rest } = options;
  return {
    method: 'GET',
    path: ['similar', kind, id],
    query: queryOf({ kind: kinds, ...rest }, filters),
  };
}

/** A text goes into a body, since it can be long, and so do its filters; `types` are the fields' types. */
export const similarToText = (
  text: string,
  options: InPairs<SimilarOptions>,
  types: FieldTypes,
): ApiRequest => ({
  ...{ method: 'POST', path: ['similar'] },
  body: { text, ...bodyOf(options, types) },
});

function bodyOf({ filters = [], ...rest }: InPairs<SearchOptions>, types: FieldTypes): object {
  const filter = filters.length > 0 && {
    filter: { and: filters.map((each) => bodyFilter(each, types)) },
  };
  return { ...rest, ...filter };
}

/** Types of fields and facets by name; of a name that several kinds have, the first kind's. */
export type FieldTypes = ReadonlyMap<string, FieldType>;

export function fieldTypes(kinds: readonly KindDescription[]): FieldTypes {
  const types = new Map<string, FieldType>();
  for (const { fields, facets } of kinds)
    for (const { name, type } of fields)
      for (const known of [name, ...namesOf(facets, name)])
        if (!types.has(known)) types.set(known, type);
  return types;
}

const namesOf = (facets: KindDescription['facets'], field: string): readonly string[] =>
  Object.entries(facets).flatMap(([facet, of]) => (of === field ? [facet] : []));

/** `created__gte=2025-11-01` of a URL as `{"created":{"gte":"2025-11-01"}}` of a body. */
export function bodyFilter([name, value]: UrlFilters[number], types: FieldTypes): object {
  const cut = name.lastIndexOf('__');
  const [field, operator] = cut < 1 ? [name, undefined] : [name.slice(0, cut), name.slice(cut + 2)];
  const read = (text: string): unknown => readValue(text, operator, types.get(field));
  if (operator === undefined)
    return { [field]: value.includes(',') ? value.split(',').map(read) : read(value) };
  return {
    [field]: { [operator]: LISTS.has(operator) ? value.split(',').map(read) : read(value) },
  };
}

const LISTS: ReadonlySet<string> = new Set(['in', 'nin']);
const TEXTS: ReadonlySet<string> = new Set(['contains', 'starts']);
const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };

/** JSON has types where a URL has none; what cannot be read stays text, and the service says so. */
function readValue(text: string, operator = 'eq', type: FieldType = 'string'): unknown {
  if (TEXTS.has(operator)) return text;
  if (operator === 'null' || type === 'boolean') return TRUTH[text] ?? text;
  const isNumber = type === 'number' || type === 'integer';
  return isNumber && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}
