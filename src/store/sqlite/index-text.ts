/*
 * What the keyword index is given. Its tokenizer cuts at spaces and punctuation, which
 * Chinese, Japanese and Korean text does not have: such characters, and symbols such as
 * emoji, become tokens of their own, and a query for several of them a phrase.
 */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{So}]/gu;
const SHARP_S = /[ßẞ]/g;
const VARIATION_SELECTORS = /[\uFE00-\uFE0F\u200D]/g;

/**
 * Text as the index holds it; queries pass through the same function. Compatibility forms are
 * folded first: file names of macOS come decomposed, and Japanese keyboards type wide letters.
 * The tokenizer folds case letter by letter, so that it knows `ß` and `ss` as two words.
 */
export const indexText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(VARIATION_SELECTORS, '')
    .replace(SHARP_S, 'ss')
    .replace(UNSPACED, ' $& ');

const IDENTIFIER = /[A-Za-z][A-Za-z0-9]*/g;
const HUMP = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** The words within camelCase and PascalCase identifiers, once each: `parseTimestamp` adds `parse Timestamp`. */
export function identifierParts(text: string): string {
  const parts = new Set<string>();
  for (const [identifier] of text.matchAll(IDENTIFIER)) {
    if (!/[a-z][A-Z]|[A-Z]{2}[a-z]/.test(identifier)) continue;
    for (const [part] of identifier.matchAll(HUMP)) parts.add(part);
  }
  return [...parts].join(' ');
}
