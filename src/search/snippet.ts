import type { Snippet } from './types.ts';
import { wordsOf } from './words.ts';

/** UTF-16 units. */
const SNIPPET_LENGTH = 240;

/** The forms of the query's words, for `bestWindow` and `snippetOf`. */
export const formsOf = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => [...wordsOf(text)].map(({ form }) => form)));

export interface Window {
  readonly start: number;
  readonly end: number;
  /** Distinct query words within. */
  readonly found: number;
}

/** The stretch of at most `length` units, cut between words, that holds most distinct words of `forms`; the first of equals. */
export function bestWindow(text: string, forms: ReadonlySet<string>, length: number): Window {
  const matches = [...wordsOf(text)].filter(({ form }) => forms.has(form));
  if (text.length <= length)
    return { start: 0, end: text.length, found: new Set(matches.map(({ form }) => form)).size };
  let best: Window = { ...atWords(text, 0, length), found: 0 };
  matches.forEach((first, index) => {
    const inside = new Set<string>();
    for (const match of matches.slice(index)) {
      if (match.end - first.start > length) break;
      inside.add(match.form);
    }
    if (inside.size > best.found)
      best = { ...around(text, first.start, length), found: inside.size };
  });
  return best;
}

/** Leaves a fifth of the room before the first match, so that it is read in its sentence. */
const around = (text: string, match: number, length: number): Omit<Window, 'found'> =>
  atWords(text, Math.max(0, Math.min(match - length / 5, text.length - length)), length);

function atWords(text: string, from: number, length: number): Omit<Window, 'found'> {
  const start = from === 0 ? 0 : nextSpace(text, Math.floor(from));
  const limit = Math.min(text.length, start + length);
  const space = limit < text.length ? text.lastIndexOf(' ', limit) : limit;
  return { start, end: space > start ? space : limit };
}

const nextSpace = (text: string, from: number): number => {
  const space = text.slice(from, from + 40).search(/\s/);
  return space < 0 ? from : from + space + 1;
};

/** Marks of Markdown that say nothing in a line of prose. */
const MARKS = /`{3,}[\w-]*|^#{1,6} |^[*-] |\*\*|\s+/gm;

/** A line or two of the text around the query's words, on one line; an ellipsis where it was cut. */
export function snippetOf(text: string, forms: ReadonlySet<string>): Snippet {
  const { start, end } = bestWindow(text, forms, SNIPPET_LENGTH);
  const line = text.slice(start, end).replace(MARKS, ' ').replace(/ +/g, ' ').trim();
  const shown = `${start > 0 ? '… ' : ''}${line}${end < text.trimEnd().length ? ' …' : ''}`;
  const highlights = [...wordsOf(shown)]
    .filter(({ form }) => forms.has(form))
    .map((word) => [word.start, word.end] as const);
  return { text: shown, highlights };
}
