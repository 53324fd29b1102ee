import type { AnyEmbedder, Embedders } from '#embeddings/embedder';
import type { IndexStatus, Lifecycles, Names, SearchIndex, Store } from '#src/store/store';

import { arrangedPage, type ArrangedPage } from './arrange-page.ts';
import { chainOf } from './chain-of.ts';
import { timelineOf } from './decision-timeline.ts';
import { explanationOf } from './explain.ts';
import { facetsOf } from './facets.ts';
import { bestFirst } from './exact.ts';
import { createHealth, type Health } from './health.ts';
import { hitsOf } from './hits.ts';
import { createKeptOrders } from './kept-orders.ts';
import { refuseWhenUnwanted } from './legs.ts';
import { createChainReader } from './lifecycle.ts';
import { orderOf, type Orders } from './order.ts';
import { decodePage, encodePage, keyOf } from './page-cursor.ts';
import type { RankRequest } from './rank.ts';
import { wantedKinds } from './scope-of.ts';
import { similarQuestion } from './similar.ts';
import { isGone, spaceToAsk } from './space.ts';
import { createStopwatch } from './stopwatch.ts';
import { textQuestion } from './text-question.ts';
import { toldOf, type SearchTold } from './told.ts';
import type { Mode, Search, SearchRequest, SearchResponse, Understood } from './types.ts';
import type { VectorAnswer } from './vector-leg.ts';
import { queryWords, type QueryWords } from './words.ts';

export interface SearchDeps {
  readonly store: SearchIndex &
    Lifecycles &
    Names &
    Pick<Store, 'indexStatus' | 'spaces' | 'get' | 'facets' | 'counts'>;
  /** Of the models of all spaces. Absent when there is none: then keywords answer, and every answer says so. */
  readonly embedder?: AnyEmbedder | Embedders;
  /** Milliseconds that a question waits for its vector before keywords answer alone; see `queryVector`. */
  readonly patience?: number;
  /** Told after each answer; it asks how that came to be only when it wants to know. */
  readonly onAnswer?: ((milliseconds: number, told: () => SearchTold) => void) | undefined;
  /** Records in the orders that are kept for later pages; default two million, the last order always. */
  readonly keptRecords?: number;
}

interface Engine extends Orders {
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
  const readChains = createChainReader(given.store);
  const kept = createKeptOrders(given.keptRecords);
  const deps: Engine = { ...given, readChains, kept, health };
  return {
    search: async (request) => answerAnew(deps, await textQuestion(deps, request)),
    similar: async (request) => answerAnew(deps, await similarQuestion(deps, request)),
    chain: (of) => chainOf(deps, of),
    timeline: async (request) => timelineOf(await deps.readChains(request.as_of), request),
    faults: async () => health.faults(),
  };
}

/** Asks again when the space was dropped while it answered: each answer comes from one space as a whole. */
async function answerAnew(engine: Engine, question: Question): Promise<SearchResponse> {
  try {
    return await answer(engine, question);
  } catch (error) {
    if (isGone(error)) return answer(engine, question);
    throw error;
  }
}

async function answer(engine: Engine, question: Question): Promise<SearchResponse> {
  const { store, kept, health } = engine;
  const began = performance.now();
  const stopwatch = createStopwatch();
  const start = decodePage(identityOf(question), question.cursor);
  const index = await spaceToAsk(engine, start.space);
  const order = await orderOf(engine, { question, start, index, stopwatch });
  const { legs, ranking, selection, exact, subject, revision, space, gone } = order;
  if (question.cursor === undefined) health.note(legs);
  const { mode, degraded } = legs;
  refuseWhenUnwanted(question, start, legs);
  const { page, next, rows, pairs } = arrangedPage(ranking, order.chains, {
    ...{ at: start.at, limit: question.limit ?? DEFAULT_LIMIT },
    pinned: bestFirst([...exact, ...subject], ranking),
    ...(gone && { gone }),
  });
  const place = { of: start.of, mode, revision, space };
  if (next !== undefined && !gone) kept.keep(keyOf(place), order);
  const facets = await countsOf(store, question, { rows, pairs });
  const chains = gone ? await engine.readChains(question.as_of) : order.chains;
  const words = wordsOf(question);
  const hits = await stopwatch.time('hits', () =>
    hitsOf(store, ranking, { page, words, chains, exact, explain: question.explain }),
  );
  const explain = () => explanationOf({ ranking, selection, index, laps: stopwatch.laps });
  const total = rows.length - pairs.length;
  engine.onAnswer?.(performance.now() - began, () =>
    toldOf(question, { mode, total, ...explain() }),
  );
  const remarks = [
    ...(question.remarks ?? []),
    ...(legs.remarks ?? []),
    ...(gone ? [OLDER_ORDER] : []),
  ];
  return {
    query: question.query,
    mode_used: mode,
    degraded,
    ...(question.as_of !== undefined && { as_of: question.as_of }),
    ...(question.understood && { understood: question.understood }),
    ...((question.remarks || remarks.length > 0) && { remarks }),
    index: { space, pending: index.pending, failed: index.failed },
    total,
    ...facets,
    ...(question.explain && { explain: explain() }),
    hits,
    next_cursor: next === undefined ? null : encodePage({ ...place, at: next }),
    took_ms: Math.round((performance.now() - began) * 100) / 100,
  };
}

const OLDER_ORDER =
  'Something was written since the first page: its order is kept, without what no longer matches, and what is new is not in it.';

/** Facets over exactly the records that the total counts. */
async function countsOf(
  store: SearchDeps['store'],
  { facets: asked, kinds }: Question,
  of: Pick<ArrangedPage, 'rows' | 'pairs'>,
): Promise<Pick<SearchResponse, 'facets'>> {
  if (!asked) return {};
  const { facets } = await facetsOf(store, of, { ...asked, kinds: wantedKinds(kinds) });
  return { facets };
}

/** What must be the same on every page of an answer. */
const identityOf = (question: Question): unknown => [
  ...[question.query, question.mode, question.kinds, question.where, question.exclude],
  ...[question.lifecycle, question.as_of, question.keywords.any.some(({ prefix }) => prefix)],
  question.name === undefined, // the same words may be searched for, or be a text to compare with
];

const wordsOf = ({ keywords: { any, all } }: Question): QueryWords =>
  queryWords(
    [...any, ...all].map(({ text }) => text),
    any.flatMap(({ text, prefix }) => (prefix ? [text] : [])),
  );
