import { stemmer } from 'stemmer';

/** A word of a text, in the form in which two spellings of it are the same, and where it stands. */
export interface Word {
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{So}]|[\p{L}\p{N}\p{M}]+/gu;
const MARKS = /\p{M}+/gu;
const ASCII = /^[a-z]+$/;

/** The words of a text as the keyword index sees them: case, accents and English endings folded. */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    yield { form: formOf(word), start: match.index, end: match.index + word.length };
  }
}

function formOf(word: string): string {
  const folded = word.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return ASCII.test(folded) ? stemmer(folded) : folded;
}
