import type { Snippet } from '#src/search/types';
import type { View } from '#src/web/visit';

/** A text with the words that match. */
export const Marked = (snippet: Snippet): View => (
  <>{piecesOf(snippet).map(({ text, isMatch }) => (isMatch ? <mark>{text}</mark> : text))}</>
);

interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The whole text, cut where a highlight begins or ends; ranges that overlap count once. */
export function piecesOf({ text, highlights }: Snippet): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const take = (end: number, isMatch: boolean): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), isMatch });
    at = Math.max(at, end);
  };
  for (const [start, end] of [...highlights].sort(([a], [b]) => a - b)) {
    take(start, false);
    take(end, true);
  }
  take(text.length, false);
  return pieces;
}
