import { setImmediate as others } from 'node:timers/promises';
import { basename } from 'node:path/posix';

import { surePairs, type Candidate } from './pairing.ts';

/** A document as far as it is compared. */
export interface Text {
  readonly path: string;
  readonly title: string;
  readonly number?: string | null | undefined;
  readonly content: string;
  /** Only those of one origin can be the same; undefined goes with any. */
  readonly origin: string | undefined;
}

/** Share of a text that must be the same; git's own measure of a rename. */
const ENOUGH = 0.5;
/** By how much a pair must be better than any other. */
const MARGIN = 0.1;
/** What the same name of a file is worth where two are about as similar. */
const SAME_NAME = 0.1;
/** What the same number and title are worth: a decision that was written anew is still that one. */
const SAME_DECISION = 1;

/** Pairs of texts to compare: git leaves it at a thousand files by a thousand, too. */
const MOST_COMPARISONS = 1_000_000;
/** Texts between which others have their turn. */
const TURN = 20;

export interface Pair {
  readonly old: number;
  readonly next: number;
}

/**
 * Which texts became which, by their places in the lists: those that have most of their lines and
 * sentences in common, and decisions that keep number and title. None when there are too many.
 */
export async function similarPairs(
  olds: readonly Text[],
  news: readonly Text[],
): Promise<readonly Pair[]> {
  if (olds.length * news.length > MOST_COMPARISONS) return [];
  const bodies = news.map(({ content }) => bodyOf(content));
  const postings = postingsOf(bodies);
  const candidates: Candidate[] = [];
  for (const [old, text] of olds.entries()) {
    if (old % TURN === TURN - 1) await others();
    const shares = sharesOf(bodyOf(text.content), { bodies, postings });
    news.forEach((other, next) => {
      const score = scoreOf(text, other, shares[next] ?? 0);
      if (score >= ENOUGH) candidates.push({ old, next, score });
    });
  }
  return surePairs(candidates, MARGIN);
}

/** Whether one text is another version of the other. */
export function isSimilar(a: string, b: string): boolean {
  const bodies = [bodyOf(b)];
  const [share = 0] = sharesOf(bodyOf(a), { bodies, postings: postingsOf(bodies) });
  return share >= ENOUGH;
}

function scoreOf(old: Text, next: Text, share: number): number {
  if (old.origin !== undefined && old.origin !== next.origin) return 0;
  const hasTitle = lowered(old.title) === lowered(next.title);
  const areNumbered = Boolean(old.number) && Boolean(next.number);
  const hasNumber = areNumbered && Number(old.number) === Number(next.number);
  if (hasNumber && hasTitle) return SAME_DECISION + share;
  // Decisions of one template have much in common: another number and another title are another one.
  if (share < ENOUGH || (areNumbered && !hasNumber && !hasTitle)) return 0;
  return basename(old.path) === basename(next.path) ? share + SAME_NAME : share;
}

const lowered = (title: string): string => title.trim().toLowerCase();

/** Lines and sentences of a text, with how often each is in it. */
interface Body {
  readonly pieces: ReadonlyMap<string, number>;
  /** Characters of all of them. */
  readonly size: number;
}

/** Prose is often one line per paragraph, markup one per page. */
const BETWEEN_PIECES = /\n|(?<=[.!?;>])[ \t]+|(?<=>)(?=<)/;

function bodyOf(content: string): Body {
  const pieces = new Map<string, number>();
  let size = 0;
  for (const raw of content.split(BETWEEN_PIECES)) {
    const piece = raw.trim();
    if (piece === '') continue;
    pieces.set(piece, (pieces.get(piece) ?? 0) + 1);
    size += piece.length;
  }
  return { pieces, size };
}

interface Posting {
  readonly at: number;
  readonly times: number;
}
type Postings = ReadonlyMap<string, readonly Posting[]>;

function postingsOf(bodies: readonly Body[]): Postings {
  const postings = new Map<string, Posting[]>();
  for (const [at, { pieces }] of bodies.entries())
    for (const [piece, times] of pieces) {
      const known = postings.get(piece);
      if (known) known.push({ at, times });
      else postings.set(piece, [{ at, times }]);
    }
  return postings;
}

/** Of each body, the characters that it has in common with this one, against the longer of the two. */
function sharesOf(
  { pieces, size }: Body,
  { bodies, postings }: { readonly bodies: readonly Body[]; readonly postings: Postings },
): Float64Array {
  const common = new Float64Array(bodies.length);
  for (const [piece, times] of pieces)
    for (const posting of postings.get(piece) ?? [])
      common[posting.at] =
        (common[posting.at] ?? 0) + Math.min(times, posting.times) * piece.length;
  return common.map((characters, at) => characters / Math.max(size, bodies[at]?.size ?? 0, 1));
}
