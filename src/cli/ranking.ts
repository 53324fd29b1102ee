import type { Command } from 'commander';

import type { FacetOptions, SimilarOptions } from '#src/client/types';
import type { LifecycleRequest, SearchResponse } from '#src/search/types';

import { facetingOf, withFacetOptions, type FacetingOptions } from './faceting.ts';
import { parseFilters } from './input.ts';
import { duringOf, withLifecycleOptions, type LifecycleOptions } from './lifecycle.ts';
import {
  cursorOption,
  explainOption,
  filterOption,
  kindOption,
  limitOption,
  strictOption,
} from './options.ts';
import { renderHits } from './render/hits.ts';
import type { Session } from './session.ts';

/** Options of a command that ranks records, as commander gives them. */
export interface RankingOptions
  extends
    Omit<
      SimilarOptions,
      'filters' | 'filter' | 'kinds' | keyof FacetOptions | keyof LifecycleRequest
    >,
    FacetingOptions,
    LifecycleOptions {
  readonly filter?: readonly string[];
  readonly kind?: readonly string[];
}

export const withRankingOptions = (command: Command): Command =>
  withLifecycleOptions(
    withFacetOptions(
      [
        kindOption(),
        filterOption(),
        limitOption(10),
        cursorOption(),
        strictOption(),
        explainOption(),
      ].reduce((grown, option) => grown.addOption(option), command),
    ),
  );

/** The same as the client takes them; further options of a command go along. */
export const rankingOf = <O extends RankingOptions>({
  filter,
  kind,
  facets,
  facet,
  facetLimit,
  lifecycle,
  asOf,
  ...rest
}: O) => ({
  ...rest,
  ...facetingOf({ facets, facet, facetLimit }),
  ...duringOf({ lifecycle, asOf }),
  ...(kind && { kinds: kind }),
  filters: parseFilters(filter),
});

/** Hits for people, or the whole answer as JSON. */
export async function answerHits(session: Session, found: SearchResponse): Promise<void> {
  if (session.asJson) return session.answer(found, String);
  session.say(renderHits(found, { ...session, kinds: await session.client.kinds() }));
}
