import { randomUUID } from 'node:crypto';

import { WorkspaceError } from '#src/errors';
import type { IndexStatus, KeywordMatches, RecordRow, Selection } from '#src/store/store';

import { namedIn } from './exact.ts';
import type { KeptOrders, Order } from './kept-orders.ts';
import { byLegs, legsOf, refuseWhenUnwanted, selecting, withWorkingLegs } from './legs.ts';
import type { ReadChains } from './lifecycle.ts';
import { listed } from './listing.ts';
import { mentionedIn } from './mentions.ts';
import { keyOf, type PageStart } from './page-cursor.ts';
import { keywordMatches } from './rank-legs.ts';
import { rank } from './rank.ts';
import { scopeOf } from './scope-of.ts';
import type { Question, SearchDeps } from './search.ts';
import type { Stopwatch } from './stopwatch.ts';

export interface Orders extends SearchDeps {
  readonly readChains: ReadChains;
  readonly kept: KeptOrders;
}

/** A question, and the place of its answer that is asked for. */
export interface Asked {
  readonly question: Question;
  readonly start: PageStart;
  readonly index: IndexStatus;
  readonly stopwatch: Stopwatch;
}

/** The order that a page is taken from. */
export interface Ordered extends Order {
  /** What was stored when it was ranked; later pages name it. */
  readonly revision: string;
  /** Fingerprint of the space that it came from, which may have been dropped since; absent when there was none. */
  readonly space?: string | undefined;
  /** Records that do not match any longer, since something was written. */
  readonly gone?: ReadonlySet<RecordRow>;
}

/**
 * Pages of one answer come from one order, whatever is written or dropped between them: the one that is
 * kept, or the same again while nothing was. Codes: cursor_outdated when it can be neither, degraded.
 */
export async function orderOf(orders: Orders, asked: Asked): Promise<Ordered> {
  const { store, kept } = orders;
  const { start, index } = asked;
  const { revision, space } = start;
  const now = await store.searchRevision();
  if (revision === undefined) return rankedAt(orders, asked, now);
  const known = kept.get(keyOf(start));
  if (!known && (revision !== now || space !== index.space)) throw outdated();
  if (!known) return rankedAt(orders, asked, now);
  if (revision === now) return { ...known, revision, space };
  return { ...known, revision, space, gone: await goneFrom(orders, asked, known) };
}

/** Should something be written while it is ranked, it is the order of no revision, and stands for itself. */
async function rankedAt(orders: Orders, asked: Asked, before: string): Promise<Ordered> {
  const order = await ranked(orders, asked);
  const { space } = asked.index;
  const after = await orders.store.searchRevision();
  if (after === before) return { ...order, revision: before, space };
  if (asked.start.revision !== undefined) throw outdated();
  return { ...order, revision: `${after} ${randomUUID()}`, space };
}

/** The model computes in its thread while all else is looked up that needs no vector. */
async function ranked(orders: Orders, asked: Asked): Promise<Order> {
  const { store, readChains } = orders;
  const { question, start, index, stopwatch } = asked;
  const wishing = awaitedLater(legsOf(question, start, index));
  const chains = await readChains(question.as_of);
  const selection = await selected(orders, asked);
  const exact = await namedIn(store, selection, question.name);
  const text = exact.length > 0 ? undefined : question.name;
  const { rows: mentioned, subject } = await mentionedIn(store, selection, { text, chains });
  const matches = awaitedLater(keywordLeg(store, { question, selection, stopwatch }));
  await matches.catch(() => undefined); // whoever ranks by it is told
  const wished = await stopwatch.time('embed', () => wishing);
  refuseWhenUnwanted(question, start, wished);
  const { legs, result: ranking } = await withWorkingLegs(
    { question, index, legs: wished },
    ({ mode, vector }) =>
      mode === 'filter'
        ? listed(store, selection)
        : rank(byLegs(store), {
            ...{ selection, exact, mentioned, mode, keywords: question.keywords, stopwatch },
            ...{ matches },
            ...(vector && { vector }),
            ...(question.exclude !== undefined && { exclude: question.exclude }),
          }),
  );
  return { legs, selection, ranking, chains, exact, subject };
}

/** Should something else fail first, nobody waits for it any more. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

type Matched = Pick<Asked, 'question' | 'stopwatch'> & Pick<Order, 'selection'>;

/** The keyword leg, unless nobody asks for it. */
const keywordLeg = async (
  store: SearchDeps['store'],
  { question: { mode, listing, keywords }, selection, stopwatch }: Matched,
): Promise<KeywordMatches | undefined> =>
  mode === 'semantic' || listing
    ? undefined
    : stopwatch.time('keyword', () => keywordMatches(byLegs(store), selection, keywords));

const selected = async (
  { store, readChains }: Orders,
  { question, stopwatch }: Asked,
): Promise<Selection> => {
  const chains = await readChains(question.as_of);
  return stopwatch.time('select', () =>
    selecting(question, () => store.select(scopeOf(question, chains))),
  );
};

/** What was deleted, or changed so that the question's scope leaves it out. */
async function goneFrom(
  orders: Orders,
  asked: Asked,
  { ranking }: Order,
): Promise<ReadonlySet<RecordRow>> {
  const { rows } = await selected(orders, asked);
  const left = new Set(rows);
  return new Set(ranking.rows.filter((row) => !left.has(row)));
}

const outdated = (): WorkspaceError =>
  new WorkspaceError(
    'cursor_outdated',
    'Something was written since the first page, and the order of that page is no longer kept.',
    { next: 'Ask again without a cursor.' },
  );
