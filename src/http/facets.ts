import { z } from 'zod';

import { FACET_NAMES, FACET_VALUES, type FacetName } from '#src/search/facet-types';
import type { FacetRequest } from '#src/search/facet-types';
import { didYouMean } from '#src/search/nearest-name';

import { amountIn, invalidParameter, LIMIT, one } from './parameters.ts';

/** Parameters of every route whose answer can be counted. */
export const FACET_PARAMETERS = ['facets', 'facet_limit'] as const;

/** The same in a body. */
export const FACET_BODY = {
  facets: z
    .union([z.boolean(), z.string(), z.array(z.string())], {
      error: `True, false, or names of facets belong here: ${FACET_NAMES.join(', ')}.`,
    })
    .optional(),
  facet_limit: z.int().min(LIMIT.least).max(LIMIT.most).optional(),
};
type FacetBody = Readonly<z.output<z.ZodObject<typeof FACET_BODY>>>;

/** `?facets=true` for all, or `?facets=kind,status`; undefined when none are asked for. Code: invalid_query. */
export const facetsInUrl = (parameters: URLSearchParams): FacetRequest | undefined =>
  facetsIn({
    facets: one(parameters, 'facets'),
    facet_limit: amountIn(parameters, 'facet_limit', { fallback: FACET_VALUES, most: LIMIT.most }),
  });

/** `{"facets": true}`, `{"facets": ["kind", "status"]}`. Code: invalid_query. */
export function facetsIn({ facets, facet_limit: limit }: FacetBody): FacetRequest | undefined {
  const by = namesIn(facets);
  return by.length === 0 ? undefined : { by, ...(limit !== undefined && { limit }) };
}

function namesIn(given: FacetBody['facets'] = false): readonly FacetName[] {
  if (String(given) === 'true') return FACET_NAMES;
  if (String(given) === 'false') return [];
  const names = (Array.isArray(given) ? given : String(given).split(',')).map((name) =>
    name.trim(),
  );
  return [...new Set(names.filter(Boolean).map(facetCalled))];
}

function facetCalled(name: string): FacetName {
  const known = FACET_NAMES.find((facet) => facet === name);
  if (known) return known;
  const detail = `'${name.slice(0, 40)}' is none of true, ${FACET_NAMES.join(', ')}.`;
  throw invalidParameter('facets', detail + didYouMean(name, FACET_NAMES));
}
