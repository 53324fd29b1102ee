import type { Snippet } from './types.ts';
import { matchesIn, type QueryWords, type Word } from './words.ts';

/** UTF-16 units. */
const SNIPPET_LENGTH = 240;

export interface Window {
  readonly start: number;
  readonly end: number;
  /** Distinct query words within. */
  readonly found: number;
}

/** The stretch of at most `length` units, cut between words, that holds most distinct words of the query; the first of equals. */
export function bestWindow(text: string, words: QueryWords, length: number): Window {
  const matches = matchesIn(text, words);
  if (text.length <= length) return { start: 0, end: text.length, found: distinct(matches) };
  let best: Window = { ...atWords(text, 0, length), found: 0 };
  matches.forEach((first, index) => {
    const inside = new Set<string>();
    for (let at = index; at < matches.length; at += 1) {
      const match = matches[at] as Word;
      if (match.end - first.start > length) break;
      inside.add(match.form);
    }
    if (inside.size > best.found)
      best = { ...around(text, first.start, length), found: inside.size };
  });
  return best;
}

const distinct = (matches: readonly Word[]): number =>
  new Set(matches.map(({ form }) => form)).size;

/** Leaves a fifth of the room before the first match, so that it is read in its sentence. */
const around = (text: string, match: number, length: number): Omit<Window, 'found'> =>
  atWords(text, Math.max(0, Math.min(match - length / 5, text.length - length)), length);

function atWords(text: string, from: number, length: number): Omit<Window, 'found'> {
  const start = from === 0 ? 0 : unbroken(text, nextSpace(text, Math.floor(from)));
  const limit = Math.min(text.length, start + length);
  const space = limit < text.length ? text.lastIndexOf(' ', limit) : limit;
  return { start, end: space > start ? space : unbroken(text, limit) };
}

/** The place, or the one before it where it would cut a character in two. */
const unbroken = (text: string, at: number): number =>
  (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;

const nextSpace = (text: string, from: number): number => {
  const space = text.slice(from, from + 40).search(/\s/);
  return space < 0 ? from : from + space + 1;
};

/** Marks of Markdown that say nothing in a line of prose. */
const MARKS = /`{3,}[\w-]*|^#{1,6} |^[*-] |\*\*|\s+/gm;

/** A line or two of the text around the query's words, on one line; an ellipsis where it was cut. */
export function snippetOf(text: string, words: QueryWords): Snippet {
  const { start, end } = bestWindow(text, words, SNIPPET_LENGTH);
  const line = text.slice(start, end).replace(MARKS, ' ').replace(/ +/g, ' ').trim();
  const shown = `${start > 0 ? '… ' : ''}${line}${end < text.trimEnd().length ? ' …' : ''}`;
  const highlights = matchesIn(shown, words).map((word) => [word.start, word.end] as const);
  return { text: shown, highlights };
}
