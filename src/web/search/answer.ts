import { isProblem } from '#src/client/transport';
import type { SearchOptions } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import type { SearchResponse } from '#src/search/types';
import type { Visit } from '#src/web/visit';

import { asksSomething, questionOf, stateOf, type SearchState } from './search-state.ts';

/** What a search page has to show: hits, why there are none, or nothing when nothing was asked. */
export interface Answer {
  readonly state: SearchState;
  readonly status: number;
  readonly found?: SearchResponse;
  readonly fault?: WorkspaceError;
}

/** Asks what the address asks. A question that cannot be answered is part of the page; codes that concern who asks are thrown. `instead`: options that count more than the address. */
export async function answerOf(
  { client, url }: Visit,
  instead: SearchOptions = {},
): Promise<Answer> {
  const state = stateOf(url.searchParams);
  if (!asksSomething(state)) return { state, status: 200 };
  try {
    return {
      state,
      status: 200,
      found: await client.search(questionOf(state), { ...state.options, ...instead }),
    };
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code === 'unauthorized') throw error;
    const { cause } = error;
    return { state, status: (isProblem(cause) && cause.status) || 500, fault: error };
  }
}
