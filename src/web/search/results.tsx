import type { SearchResponse } from '#src/search/types';
import type { View, Visit } from '#src/web/visit';
import { Empty } from '#web/parts';

import type { Answer } from './answer.ts';
import { Fault } from './fault.tsx';
import { Filters } from './filters.tsx';
import { HitList } from './hit-list.tsx';
import { Remarks } from './remarks.tsx';
import { searchAddress } from './search-state.ts';
import { Summary } from './summary.tsx';

export interface ResultsProps {
  readonly visit: Visit;
  readonly answer: Answer;
}

/** An answer with what led to it: filters, remarks, hits, and the way to more of them. */
export const Results = ({ visit, answer: { state, found, fault } }: ResultsProps): View => {
  const { searchParams } = visit.url;
  if (fault) return <Fault fault={fault} parameters={searchParams} />;
  if (!found) return <p class="muted">Type to search.</p>;
  return (
    <div class="results">
      <Filters found={found} state={state} parameters={searchParams} />
      <section class="hits" aria-label="Results">
        <Summary found={found} state={state} parameters={searchParams} />
        <Remarks found={found} />
        {found.hits.length === 0 ? <NoHits /> : <HitList hits={found.hits} />}
        <Pages found={found} parameters={searchParams} />
      </section>
    </div>
  );
};

const NoHits = (): View => (
  <Empty title="Nothing matches">Try other words, or fewer filters.</Empty>
);

interface PagesProps {
  readonly found: SearchResponse;
  readonly parameters: URLSearchParams;
}

const Pages = ({ found: { next_cursor: next }, parameters }: PagesProps): View => (
  <nav class="pages" aria-label="Pages of results">
    {parameters.has('cursor') ? <a href={searchAddress(parameters, {})}>First page</a> : null}
    {next === null ? null : (
      <a rel="next" href={searchAddress(parameters, { cursor: next })}>
        Next page
      </a>
    )}
  </nav>
);
