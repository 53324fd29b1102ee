import type { Client } from '#src/client';
import type { Page, UrlFilters } from '#src/client/types';
import { WorkspaceError, type ErrorCode } from '#src/errors';
import type { Kind } from '#src/kinds/kind';
import { FACET_NAMES, type FacetName, type Facets } from '#src/search/facet-types';

import { chosenValues, notBy, type ListQuery } from './list-query.ts';

/** A page of a list, or why there is none. */
export interface Listing {
  readonly page: Page;
  readonly facets: Facets;
  /** The address asks for what no list can answer. */
  readonly fault?: WorkspaceError;
}

/** Of one facet; the rest is counted. */
const VALUES = 8;
const FACETS = FACET_NAMES.filter((name) => name !== 'kind');

/** Faults of the address, which the list says where it would have its rows. */
const FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['invalid_query', 'unknown_field', 'unknown_operator'] as const),
  ...(['invalid_cursor', 'cursor_outdated'] as const),
]);

type Lists = Pick<Client, 'list'>;

/** The records that an address asks for, and what its facets would leave. */
export async function readList(client: Lists, kind: Kind, query: ListQuery): Promise<Listing> {
  try {
    const { filters, sort, cursor, limit } = query;
    const page = await client.list(kind.name, {
      ...{ filters, facets: FACETS, facet_limit: VALUES },
      ...(sort !== undefined && { sort }),
      ...(cursor !== undefined && { cursor }),
      ...(limit !== undefined && { limit: Number(limit) }),
    });
    return { page, facets: { ...page.facets, ...(await otherChoices(client, kind, filters)) } };
  } catch (error) {
    if (!(error instanceof WorkspaceError) || !FAULTS.has(error.code)) throw error;
    const page: Page = { kind: kind.name as Page['kind'], items: [], total: 0, next_cursor: null };
    return { page, facets: {}, fault: error };
  }
}

/** Of a facet with a choice, what the list would have under each other choice: counted without it. */
async function otherChoices(client: Lists, kind: Kind, filters: UrlFilters): Promise<Facets> {
  const chosen = FACETS.filter((name) => chosenValues(filters, name).length > 0);
  const read = chosen.map(async (name): Promise<readonly [FacetName, Facets[FacetName]]> => {
    const options = { filters: notBy(filters, name), limit: 1, facet_limit: VALUES };
    return [name, (await client.list(kind.name, { ...options, facets: [name] })).facets?.[name]];
  });
  return Object.fromEntries(await Promise.all(read));
}
