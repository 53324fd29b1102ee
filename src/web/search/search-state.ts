import type { SearchOptions, UrlFilters } from '#src/client/types';
import { searchableKinds } from '#src/kinds/index';
import { LIFECYCLES, MODES } from '#src/search/types';

/** What a search page asks for; all of it is in its address. */
export interface SearchState {
  /** As it was typed. */
  readonly q: string;
  readonly options: SearchOptions;
  /** Of `options`: what narrows, as pairs of the address. */
  readonly narrowing: UrlFilters;
}

/** Parameters of the address that are no filters. */
const OWN: ReadonlySet<string> = new Set(['q', 'cursor', 'prefix', 'mode', 'kind', 'lifecycle']);
const DAY = 'as_of';
export const PAGE_SIZE = 20;

/** Reads an address; whether its filters mean something is for the service to say. */
export function stateOf(parameters: URLSearchParams): SearchState {
  const given = (name: string): string | undefined => parameters.get(name)?.trim() || undefined;
  const choice = <T extends string>(name: string, choices: readonly T[]): T | undefined =>
    choices.find((each) => each === given(name));
  const filters = [...parameters].filter(([name, value]) => isFilter(name) && value !== '');
  const kinds = parameters.getAll('kind').flatMap((kinds) => kinds.split(',').filter(Boolean));
  const [mode, lifecycle] = [choice('mode', MODES), choice('lifecycle', LIFECYCLES)];
  const [day, cursor] = [given(DAY), given('cursor')];
  return {
    q: given('q') ?? '',
    narrowing: [...parameters].filter(([name, value]) => isNarrowing(name) && value !== ''),
    options: {
      ...{ filters, kinds, limit: PAGE_SIZE, facets: true, facet_limit: FACET_VALUES },
      explain: true,
      ...(parameters.get('prefix') === 'true' && { prefix: true }),
      ...(mode && { mode }),
      ...(lifecycle && { lifecycle }),
      ...(day !== undefined && { as_of: day }),
      ...(cursor !== undefined && { cursor }),
    },
  };
}

/** Values of one facet that are shown. */
const FACET_VALUES = 8;

const isFilter = (name: string): boolean => !OWN.has(name) && name !== DAY;
const isNarrowing = (name: string): boolean =>
  isFilter(name) || name === 'kind' || name === DAY || name === 'lifecycle';

/** The question as the service takes it: filters alone list what they leave, which only a filter in the text can ask for. */
export const questionOf = ({ q, narrowing }: SearchState): string =>
  q === '' && narrowing.length > 0 ? ANYTHING : q;

/** Lists all that can be found, newest first. */
export const ANYTHING = `kind:${searchableKinds.join(',')}`;

/** Whether there is anything to search for. */
export const asksSomething = ({ q, narrowing }: SearchState): boolean =>
  q !== '' || narrowing.length > 0;

/** The address of the same search with more or other parameters (undefined takes one away), from its first page on. */
export function searchAddress(
  parameters: URLSearchParams,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams([...parameters].filter(([name]) => !PASSING.has(name)));
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  return addressWith(next);
}

/** The same, narrowed by what a facet says: `status=open`. */
export const narrowedAddress = (parameters: URLSearchParams, query: string): string =>
  searchAddress(parameters, Object.fromEntries(new URLSearchParams(query)));

/** The same without one of its filters. */
export function widenedAddress(
  parameters: URLSearchParams,
  [name, value]: UrlFilters[number],
): string {
  const next = new URLSearchParams([...parameters].filter(([each]) => !PASSING.has(each)));
  next.delete(name, value);
  return addressWith(next);
}

/** Of the page at hand, and of words that are still being typed. */
const PASSING: ReadonlySet<string> = new Set(['cursor', 'prefix']);

const addressWith = (parameters: URLSearchParams): string =>
  parameters.size === 0 ? '/' : `/?${parameters.toString()}`;
