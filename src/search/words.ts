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
  /** First letters of the forms: a word that begins otherwise is not even stemmed. */
  readonly starts: ReadonlySet<string>;
  /** Beginnings of words that are still being typed. */
  readonly prefixes: readonly string[];
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{So}]|[\p{L}\p{N}\p{M}]+/gu;
const MARKS = /\p{M}+/gu;
const LATIN = /^[a-z]+$/;
const ASCII = /^[\x20-\x7e]+$/;

/**
 * Letters that stemming leaves alone. Porter's rules change endings only, and no word of
 * three letters or more loses its second letter.
 */
const START = 2;

export const queryWords = (
  texts: readonly string[],
  unfinished: readonly string[] = [],
): QueryWords => {
  const forms = new Set(
    texts.flatMap((text) => [...text.matchAll(WORD)].map(([word]) => formOf(word))),
  );
  const prefixes = unfinished.map(folded);
  const starts = [...forms, ...prefixes].map((form) => form.slice(0, START));
  return { forms, starts: new Set(starts), prefixes };
};

/** Where words of the query stand in a text: case, accents and English endings folded, as the keyword index does. */
export function matchesIn(text: string, { forms, starts, prefixes }: QueryWords): readonly Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
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
