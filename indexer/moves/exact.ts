import type { Described, StoredDocument } from '#indexer/sources/stored-document';

import { bytesOf, originIn } from './move.ts';
import { surePairs } from './pairing.ts';

/** Comparisons of files with the same bytes: more of them are copies of nothing much. */
const MOST_COMPARISONS = 250_000;

/** Something that was found under a path. */
type Found = Described & { readonly path: string };

interface ExactMove<T> {
  readonly read: T;
  readonly from: StoredDocument;
}

/**
 * Files whose bytes are those of a document under another path. Where several have the same, the
 * ends of their paths decide (`old/a/README.md` became `new/a/README.md`); where these do not, nobody guesses.
 */
export function exactMoves<T extends Found>(
  olds: readonly StoredDocument[],
  news: readonly T[],
): readonly ExactMove<T>[] {
  const byBytes = groups(news);
  return [...groups(olds)].flatMap(([key, from]) => movesWithin(from, byBytes.get(key) ?? []));
}

function movesWithin<T extends Found>(
  olds: readonly StoredDocument[],
  news: readonly T[],
): readonly ExactMove<T>[] {
  const [from, read] = [olds[0], news[0]];
  if (from && read && olds.length === 1 && news.length === 1)
    return from.path === read.path ? [] : [{ read, from }];
  if (olds.length * news.length > MOST_COMPARISONS) return [];
  const candidates = olds.flatMap((one, old) =>
    news.flatMap((other, next) => {
      const score = commonTail(one.path, other.path);
      return score > 0 ? [{ old, next, score }] : [];
    }),
  );
  return surePairs(candidates, 1).flatMap(({ old, next }) => {
    const [moved, place] = [olds[old], news[next]];
    return moved && place && moved.path !== place.path ? [{ read: place, from: moved }] : [];
  });
}

/** How many segments at the ends of two paths are the same. */
function commonTail(a: string, b: string): number {
  const [one, other] = [a.split('/').reverse(), b.split('/').reverse()];
  const end = one.findIndex((segment, at) => segment !== other[at]);
  return end < 0 ? one.length : end;
}

/** By origin and bytes; what says nothing of its bytes is left out. */
function groups<T extends Described>(documents: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const document of documents) {
    const bytes = bytesOf(document);
    if (bytes === undefined) continue;
    const key = `${originIn(document) ?? ''} ${bytes}`;
    const group = found.get(key);
    if (group) group.push(document);
    else found.set(key, [document]);
  }
  return found;
}
