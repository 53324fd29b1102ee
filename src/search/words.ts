import { stemmer } from 'stemmer';

/** A word of a text, in the form in which two spellings of it are the same, and where it stands. */
export interface Word {
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a query, ready to be found in texts. */
export interface QueryWords {
  readonly forms: ReadonlySet<string>;
  /** First letters of the words and of their forms: a word that begins otherwise is not even stemmed. */
  readonly starts: ReadonlySet<string>;
  /** Beginnings of words that are still being typed. */
  readonly prefixes: readonly string[];
  /** Where they stand in texts that were looked through: a passage may be a section and a snippet, too. */
  readonly seen: Map<string, readonly Word[]>;
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{So}]|[\p{L}\p{N}\p{M}]+/gu;
/** The same in plain text, which is looked through in a third of the time. */
const PLAIN_WORD = /[A-Za-z0-9]+/g;
const PLAIN = /^[\x00-\x7f]*$/;
const MARKS = /\p{M}+/gu;
const LATIN = /^[a-z]+$/;
const ASCII = /^[\x20-\x7e]+$/;

/**
 * Letters that stemming leaves alone: Porter's rules change endings only. Some words of three or
 * four letters lose their second one ("eyed" becomes "ei"), which is why words count beside their forms.
 */
const START = 2;

export const queryWords = (
  texts: readonly string[],
  unfinished: readonly string[] = [],
): QueryWords => {
  const words = texts.flatMap((text) => [...text.matchAll(WORD)].map(([word]) => folded(word)));
  const forms = new Set(words.map(formOf));
  const prefixes = unfinished.map(folded);
  const starts = [...words, ...forms, ...prefixes].map((form) => form.slice(0, START));
  return { forms, starts: new Set(starts), prefixes, seen: new Map() };
};

/** Where words of the query stand in a text: case, accents and English endings folded, as the keyword index does. */
export function matchesIn(text: string, words: QueryWords): readonly Word[] {
  const known = words.seen.get(text) ?? lookedThrough(text, words);
  words.seen.set(text, known);
  return known;
}

function lookedThrough(text: string, { forms, starts, prefixes }: QueryWords): readonly Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(PLAIN.test(text) ? PLAIN_WORD : WORD)) {
    const [word] = match;
    if (ASCII.test(word) && !starts.has(word.slice(0, START).toLowerCase())) continue;
    const form = formOf(word);
    const begun = prefixes.some((prefix) => folded(word).startsWith(prefix));
    if (begun || forms.has(form))
      found.push({ form, start: match.index, end: match.index + word.length });
  }
  return found;
}

function formOf(word: string): string {
  const plain = folded(word);
  return LATIN.test(plain) ? stemmer(plain) : plain;
}

const folded = (word: string): string =>
  ASCII.test(word)
    ? word.toLowerCase()
    : word.normalize('NFKD').replace(MARKS, '').toLowerCase().replaceAll('ß', 'ss');
