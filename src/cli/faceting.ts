import type { Command, Option } from 'commander';

import type { FacetOptions } from '#src/client/types';
import { FACET_NAMES, FACET_VALUES, type FacetName } from '#src/search/facet-types';

import { namesOption, numberOption } from './options.ts';

/** Options that count what matches, as commander gives them. */
export interface FacetingOptions {
  readonly facets?: boolean | undefined;
  readonly facet?: readonly FacetName[] | undefined;
  readonly facetLimit?: number | undefined;
}

/** Two options for one parameter: a name after the first would be taken from the words of a question. */
export const withFacetOptions = (command: Command): Command =>
  options().reduce(
    (grown, option) => grown.addOption(option),
    command.option('--facets', `count all that matches by ${FACET_NAMES.join(', ')}`),
  );

const options = (): readonly Option[] => [
  namesOption('--facet <names>', 'count it by these alone, separated by commas'),
  numberOption(
    '--facet-limit <n>',
    `values that are counted of each, 1 to 1000 (default: ${FACET_VALUES})`,
  ),
];

/** The same as the client takes them. */
export const facetingOf = ({ facets, facet, facetLimit }: FacetingOptions): FacetOptions => ({
  ...(facets && { facets }),
  ...(facet && { facets: facet }),
  ...(facetLimit !== undefined && { facet_limit: facetLimit }),
});
