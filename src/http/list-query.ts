import type { Context } from 'hono';

import { kindOf, type KindName } from '#src/kinds/index';
import { parseUrlFilter } from '#src/search/filter';
import { parseSort } from '#src/search/sort';
import { filterOver } from '#src/search/stored-filter';
import type { Filter, SortKey } from '#src/store/store';

import type { AppDeps } from './deps.ts';
import { FACET_PARAMETERS } from './facets.ts';
import { isFormat } from './list-format.ts';
import { fieldsIn, flagIn, kindInPath, one, parametersOf } from './parameters.ts';

/** Parameters of a list that are no filters; a field of such a name is asked as `limit__eq`. */
export const RESERVED: ReadonlySet<string> = new Set([
  'sort',
  'limit',
  'cursor',
  'fields',
  'pretty',
  'bom',
  ...FACET_PARAMETERS,
]);

/** Which records a URL asks for, and in which order: what a cursor belongs to. */
export interface Asked {
  readonly kind: KindName;
  readonly sort: readonly SortKey[];
  readonly where?: Filter;
}

export interface ListAsked {
  readonly parameters: URLSearchParams;
  readonly list: Asked;
  /** All when undefined. */
  readonly fields: readonly string[] | undefined;
  /** Whether a CSV is to begin with a byte order mark. */
  readonly bom: boolean;
}

/** Codes: unknown_kind, unknown_field, unknown_operator, invalid_query. */
export async function listAskedIn(c: Context, { store }: AppDeps): Promise<ListAsked> {
  const [kind, parameters] = [kindInPath(c), parametersOf(c)];
  const filters = [...parameters].filter(([name, value]) => !isFormat(name, value));
  const where = await filterOver(store, [kind], (scope) =>
    parseUrlFilter(filters, scope, RESERVED),
  );
  const sort = parseSort(one(parameters, 'sort'), kindOf(kind));
  const fields = fieldsIn(parameters, kindOf(kind));
  const bom = flagIn(parameters, 'bom') ?? false;
  return { parameters, list: { kind, sort, ...(where && { where }) }, fields, bom };
}
