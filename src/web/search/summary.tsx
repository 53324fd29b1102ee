import { MODES, type Mode, type ModeUsed, type SearchResponse } from '#src/search/types';
import type { View } from '#src/web/visit';
import { counted, figure } from '#src/web/words';

import { searchAddress, type SearchState } from './search-state.ts';

interface SummaryProps {
  readonly found: SearchResponse;
  readonly state: SearchState;
  readonly parameters: URLSearchParams;
}

/** How much there is and by what it is ranked, with the other ways to rank it. */
export const Summary = ({ found, state, parameters }: SummaryProps): View => (
  <header class="summary">
    <h1>{headlineOf(found)}</h1>
    <p class="muted took">
      {USED[found.mode_used]} · {Math.max(1, Math.round(found.took_ms))} ms
    </p>
    {state.q === '' ? null : (
      <nav class="modes" aria-label="Rank by">
        {MODES.map((mode) => (
          <a
            href={searchAddress(parameters, { mode: mode === MODES[0] ? undefined : mode })}
            aria-current={mode === (state.options.mode ?? MODES[0]) ? 'true' : undefined}
          >
            {NAMES[mode]}
          </a>
        ))}
      </nav>
    )}
  </header>
);

const NAMES: Readonly<Record<Mode, string>> = {
  hybrid: 'Both',
  keyword: 'Words',
  semantic: 'Meaning',
};

const USED: Readonly<Record<ModeUsed, string>> = {
  hybrid: 'by words and meaning',
  keyword: 'by words',
  semantic: 'by meaning',
  filter: 'newest first',
};

/** Ranking by meaning leaves nobody out: all in scope are ranked, and few are meant. */
function headlineOf({ total, mode_used: mode }: SearchResponse): string {
  if (total === 0) return 'No results';
  const isRanked = mode === 'hybrid' || mode === 'semantic';
  return isRanked ? `Best of ${figure(total)}` : counted(total, 'result');
}
