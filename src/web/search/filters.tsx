import { resolveKind } from '#src/kinds/index';
import type { FacetAnswer, FacetValue } from '#src/search/facet-types';
import type { SearchResponse } from '#src/search/types';
import { capital, figure, kindTitle, spoken } from '#src/web/words';
import type { View } from '#src/web/visit';

import { narrowedAddress, widenedAddress, type SearchState } from './search-state.ts';

interface FiltersProps {
  readonly found: SearchResponse;
  readonly state: SearchState;
  readonly parameters: URLSearchParams;
}

/** What narrows this search already, and what could. Every one of them is a link. */
export const Filters = ({ found, state, parameters }: FiltersProps): View => {
  const facets = Object.entries(found.facets ?? {}).filter(([, facet]) =>
    narrows(facet, found.total),
  );
  return (
    <aside class="filters" aria-label="Filters">
      {state.narrowing.length === 0 ? null : (
        <ul class="chips" aria-label="Active filters">
          {state.narrowing.map(([name, value]) => (
            <li>
              <a
                class="chip"
                href={widenedAddress(parameters, [name, value])}
                aria-label={`Remove the filter ${filterShown(name, value)}`}
              >
                {filterShown(name, value)}
              </a>
            </li>
          ))}
        </ul>
      )}
      {facets.length === 0 ? null : (
        <details class="fold">
          <summary>Filter</summary>
          <div class="facets">
            {facets.map(([name, answer]) => (
              <FacetList name={name} answer={answer} parameters={parameters} />
            ))}
          </div>
        </details>
      )}
    </aside>
  );
};

/** A value that all have leaves nobody out. */
const narrows = ({ values }: FacetAnswer, total: number): boolean =>
  values.some(({ count }) => count < total);

/** Kinds by what people call them. */
function valueShown(name: string, value: string): string {
  const kind = name === 'kind' ? resolveKind(value) : undefined;
  return kind === undefined ? spoken(value) : kindTitle(kind);
}

/** `date >= 2025-01-01` of `date__gte=2025-01-01`. */
function filterShown(name: string, value: string): string {
  const [field = name, operator = 'eq'] = name.split('__');
  return `${spoken(field)}${SIGNS[operator] ?? ` ${operator} `}${valueShown(field, value)}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  ...{ eq: ': ', in: ': ', ne: ' is not ', nin: ' is not ', lt: ' < ', lte: ' ≤ ', gt: ' > ' },
  ...{
    gte: ' ≥ ',
    has: ': ',
    contains: ' contains ',
    starts: ' begins with ',
    null: ' is absent: ',
  },
};

interface FacetProps {
  readonly name: string;
  readonly answer: FacetAnswer;
  readonly parameters: URLSearchParams;
}

const FacetList = ({ name, answer, parameters }: FacetProps): View => (
  <section class="facet">
    <h2>{capital(name)}</h2>
    <ul>
      {answer.values.map((value) => (
        <Value {...value} name={name} parameters={parameters} />
      ))}
      {answer.none.count > 0 && answer.none.query !== null ? (
        <Value {...answer.none} name={name} value="none" parameters={parameters} />
      ) : null}
    </ul>
    {answer.other.values > 0 ? (
      <p class="muted">and {figure(answer.other.values)} more values</p>
    ) : null}
  </section>
);

type ValueProps = FacetValue & { readonly name: string; readonly parameters: URLSearchParams };

const Value = ({ name, value, count, query, parameters }: ValueProps): View => (
  <li>
    {query === null ? (
      <span>{valueShown(name, String(value))}</span>
    ) : (
      <a href={narrowedAddress(parameters, query)}>{valueShown(name, String(value))}</a>
    )}
    <span class="count">{figure(count)}</span>
  </li>
);
