import type { Embedder } from '#embeddings/embedder';
import { WorkspaceError } from '#src/errors';
import { searchableKinds, type KindName } from '#src/kinds/index';
import type { IndexStatus, SearchIndex, Store } from '#src/store/store';

import { hitsOf } from './hits.ts';
import { decodePage, encodePage, type PageStart } from './page-cursor.ts';
import { parseQuery } from './query.ts';
import { rank, type RankRequest } from './rank.ts';
import { similarQuestion } from './similar.ts';
import type { Degradation, Mode, Search, SearchRequest, SearchResponse } from './types.ts';
import { queryVector, type VectorAnswer } from './vector-leg.ts';
import { queryWords } from './words.ts';

export interface SearchDeps {
  readonly store: SearchIndex & Pick<Store, 'indexStatus' | 'get'>;
  /** Absent when no model can be loaded: then keywords answer, and every answer says so. */
  readonly embedder?: Embedder;
  /** Milliseconds that a question waits for its vector before keywords answer alone; see `queryVector`. */
  readonly patience?: number;
}

const DEFAULT_LIMIT = 10;

/** A question after its text was read: what both `search` and `similar` come down to. */
export interface Question extends Omit<SearchRequest, 'q' | 'mode'> {
  /** Shown in the answer. */
  readonly query: string;
  readonly mode: Mode;
  readonly keywords: RankRequest['keywords'];
  readonly exclude?: number;
  vector(index: IndexStatus): Promise<VectorAnswer>;
}

export function createSearch(deps: SearchDeps): Search {
  return {
    search: async (request) => answer(deps, textQuestion(deps, request)),
    similar: async (request) => answer(deps, await similarQuestion(deps, request)),
  };
}

function textQuestion(deps: SearchDeps, request: SearchRequest): Question {
  const { q, mode = 'hybrid', ...rest } = request;
  if (q.trim() === '')
    throw new WorkspaceError('empty_query', 'The query is empty.', {
      next: 'Ask in words, or list records by filters alone with GET /api/{kind}.',
    });
  const { keywords, meaning } = parseQuery(q);
  return {
    ...rest,
    query: q,
    mode,
    keywords,
    vector: (index) => queryVector({ ...deps, index }, meaning),
  };
}

async function answer({ store }: SearchDeps, question: Question): Promise<SearchResponse> {
  const began = performance.now();
  const identity = identityOf(question);
  const start = decodePage(identity, question.cursor);
  const index = await store.indexStatus();
  const { vector, degraded } = await legOf(question, start, index);
  refuseWhenStrict(question, degraded);
  const mode = vector ? question.mode : 'keyword';
  const ranking = await rank(store, requestOf(question, mode, vector));
  const end = start.at + (question.limit ?? DEFAULT_LIMIT);
  const words = queryWords(
    [...question.keywords.any, ...question.keywords.all].map(({ text }) => text),
  );
  const hits = await hitsOf(store, ranking, { page: ranking.order.slice(start.at, end), words });
  return {
    query: question.query,
    mode_used: mode,
    degraded,
    index: { space: index.space, pending: index.pending, failed: index.failed },
    total: ranking.order.length,
    hits,
    next_cursor: end < ranking.order.length ? encodePage(identity, { at: end, mode }) : null,
    took_ms: Math.round((performance.now() - began) * 100) / 100,
  };
}

/** What must be the same on every page of an answer. */
const identityOf = ({ query, mode, kinds, where, exclude }: Question): unknown => [
  query,
  mode,
  kinds,
  where,
  exclude,
];

/** The vector leg as far as the question, and the pages before this one, want and allow it. */
async function legOf(
  question: Question,
  start: PageStart,
  index: IndexStatus,
): Promise<{ vector?: RankRequest['vector']; degraded: readonly Degradation[] }> {
  if (question.mode === 'keyword') return { degraded: [] };
  if (start.mode === 'keyword') return without('The first page was answered by keywords alone.');
  const found = await question.vector(index);
  if (!('reason' in found)) return { vector: found, degraded: [] };
  if (start.mode === undefined) return without(found.reason);
  throw new WorkspaceError(
    'degraded',
    `The pages before were ranked by meaning too, which this one cannot be: ${found.reason}`,
    { next: 'Try again later, or ask again without a cursor.' },
  );
}

const without = (reason: string): { readonly degraded: readonly Degradation[] } => ({
  degraded: [{ leg: 'vector', reason }],
});

function refuseWhenStrict({ strict }: Question, degraded: readonly Degradation[]): void {
  const [first] = degraded;
  if (!strict || !first) return;
  throw new WorkspaceError('degraded', `The ${first.leg} leg cannot answer: ${first.reason}`, {
    next: 'Leave strict out to be answered by keywords alone.',
  });
}

const requestOf = (
  { kinds, where, keywords, exclude }: Question,
  mode: Mode,
  vector: RankRequest['vector'],
): RankRequest => ({
  scope: {
    kinds: wanted(kinds),
    ...(where && { where }),
    require: { all: keywords.all, none: keywords.none },
  },
  keywords,
  mode,
  ...(vector && { vector }),
  ...(exclude !== undefined && { exclude }),
});

function wanted(kinds: readonly KindName[] | undefined): readonly KindName[] {
  const asked = kinds && kinds.length > 0 ? kinds : searchableKinds;
  const mute = asked.find((name) => !searchableKinds.includes(name));
  if (mute === undefined) return asked;
  throw new WorkspaceError('invalid_query', `Records of ${mute} have no text to search in.`, {
    next: `List them with filters, or search in ${searchableKinds.join(', ')}.`,
  });
}
