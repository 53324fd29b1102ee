import type { Embedder } from '#embeddings/embedder';
import { WorkspaceError } from '#src/errors';
import { searchableKinds, type KindName } from '#src/kinds/index';
import type {
  IndexStatus,
  Lifecycles,
  Names,
  RecordRow,
  SearchIndex,
  Store,
  TextScope,
} from '#src/store/store';

import { arrangedPage } from './arrange-page.ts';
import type { Chains } from './chains.ts';
import { explanationOf } from './explain.ts';
import { facetsOf } from './facets.ts';
import { bestFirst, namedIn } from './exact.ts';
import { createHealth, type Health } from './health.ts';
import { hitsOf } from './hits.ts';
import { byLegs, legsOf, refuseWhenUnwanted, selecting, withWorkingLegs } from './legs.ts';
import { createChainReader, withinLifecycle, type ReadChains } from './lifecycle.ts';
import { listed } from './listing.ts';
import { decodePage, encodePage } from './page-cursor.ts';
import { rank, type RankRequest } from './rank.ts';
import { similarQuestion } from './similar.ts';
import { createStopwatch } from './stopwatch.ts';
import { textQuestion } from './text-question.ts';
import type { Mode, Search, SearchRequest, SearchResponse, Understood } from './types.ts';
import type { VectorAnswer } from './vector-leg.ts';
import { queryWords, type QueryWords } from './words.ts';

export interface SearchDeps {
  readonly store: SearchIndex &
    Lifecycles &
    Names &
    Pick<Store, 'indexStatus' | 'get' | 'facets' | 'counts'>;
  /** Absent when no model can be loaded: then keywords answer, and every answer says so. */
  readonly embedder?: Embedder;
  /** Milliseconds that a question waits for its vector before keywords answer alone; see `queryVector`. */
  readonly patience?: number;
}

interface Engine extends SearchDeps {
  readonly readChains: ReadChains;
  readonly health: Health;
}

const DEFAULT_LIMIT = 10;

/** A question after its text was read: what both `search` and `similar` come down to. */
export interface Question extends Omit<SearchRequest, 'q' | 'mode' | 'qualifiers' | 'prefix'> {
  /** Shown in the answer. */
  readonly query: string;
  readonly mode: Mode;
  readonly keywords: RankRequest['keywords'];
  readonly exclude?: number;
  /** There are no words to rank by: the scope is listed, newest first. */
  readonly listing?: boolean;
  /** A text that may be the name of a record, which then comes first. */
  readonly name?: string;
  readonly understood?: Understood;
  readonly remarks?: readonly string[];
  vector(index: IndexStatus): Promise<VectorAnswer>;
}

export function createSearch(given: SearchDeps): Search {
  const health = createHealth(given);
  const deps: Engine = { ...given, readChains: createChainReader(given.store), health };
  return {
    search: async (request) => answer(deps, await textQuestion(deps, request)),
    similar: async (request) => answer(deps, await similarQuestion(deps, request)),
    faults: async () => health.faults(),
  };
}

async function answer(
  { store, readChains, health }: Engine,
  question: Question,
): Promise<SearchResponse> {
  const began = performance.now();
  const stopwatch = createStopwatch();
  const identity = identityOf(question);
  const start = decodePage(identity, question.cursor);
  const index = await store.indexStatus();
  const wished = await stopwatch.time('embed', () => legsOf(question, start, index));
  refuseWhenUnwanted(question, start, wished);
  const chains = await readChains(question.as_of);
  const selection = await stopwatch.time('select', () =>
    selecting(question, () => store.select(inChains(scopeOf(question), question, chains))),
  );
  const exact = await namedIn(store, selection, question.name);
  const { legs, result: ranking } = await withWorkingLegs(
    { question, index, legs: wished },
    ({ mode, vector }) =>
      mode === 'filter'
        ? listed(store, selection)
        : rank(byLegs(store), {
            ...{ selection, exact, mode, keywords: question.keywords, stopwatch },
            ...(vector && { vector }),
            ...(question.exclude !== undefined && { exclude: question.exclude }),
          }),
  );
  if (question.cursor === undefined) health.note(legs);
  const { mode, degraded } = legs;
  refuseWhenUnwanted(question, start, legs);
  const end = start.at + (question.limit ?? DEFAULT_LIMIT);
  const words = wordsOf(question);
  const { page, counted } = arrangedPage(ranking, chains, {
    ...{ start: start.at, end },
    pinned: bestFirst(exact, ranking),
  });
  const facets = await countsOf(store, question, counted);
  const hits = await stopwatch.time('hits', () =>
    hitsOf(store, ranking, { page, words, chains, exact, explain: question.explain }),
  );
  return {
    query: question.query,
    mode_used: mode,
    degraded,
    ...(question.understood && { understood: question.understood }),
    ...(question.remarks && { remarks: question.remarks }),
    index: { space: index.space, pending: index.pending, failed: index.failed },
    total: counted.length,
    ...facets,
    ...(question.explain && {
      explain: explanationOf({ ranking, selection, index, laps: stopwatch.laps }),
    }),
    hits,
    next_cursor: end < counted.length ? encodePage(identity, { at: end, mode }) : null,
    took_ms: Math.round((performance.now() - began) * 100) / 100,
  };
}

/** Facets over exactly the rows that the total counts. */
async function countsOf(
  store: SearchDeps['store'],
  { facets: asked, kinds }: Question,
  rows: readonly RecordRow[],
): Promise<Pick<SearchResponse, 'facets'>> {
  if (!asked) return {};
  const { facets } = await facetsOf(store, { rows }, { ...asked, kinds: wanted(kinds) });
  return { facets };
}

/** What must be the same on every page of an answer. */
const identityOf = (question: Question): unknown => [
  ...[question.query, question.mode, question.kinds, question.where, question.exclude],
  ...[question.lifecycle, question.as_of, question.keywords.any.some(({ prefix }) => prefix)],
];

const wordsOf = ({ keywords: { any, all } }: Question): QueryWords =>
  queryWords(
    [...any, ...all].map(({ text }) => text),
    any.flatMap(({ text, prefix }) => (prefix ? [text] : [])),
  );

const scopeOf = ({ kinds, where, keywords }: Question): TextScope => ({
  kinds: wanted(kinds),
  ...(where && { where }),
  require: { all: keywords.all, none: keywords.none },
});

/** Within the lifecycle that was asked for; what is like a record is not the other record of the same decision. */
function inChains(scope: TextScope, question: Question, chains: Chains): TextScope {
  const twin = chains.twins.get(question.exclude ?? NaN);
  const others = twin === undefined ? scope : { ...scope, without: [twin] };
  return withinLifecycle(others, question, chains);
}

function wanted(kinds: readonly KindName[] | undefined): readonly KindName[] {
  const asked = kinds && kinds.length > 0 ? kinds : searchableKinds;
  const mute = asked.find((name) => !searchableKinds.includes(name));
  if (mute === undefined) return asked;
  throw new WorkspaceError('invalid_query', `Records of ${mute} have no text to search in.`, {
    next: `List them with filters, or search in ${searchableKinds.join(', ')}.`,
  });
}
