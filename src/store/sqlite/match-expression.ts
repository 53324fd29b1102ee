import type { Term } from '#src/store/store';

import { indexText } from './index-text.ts';

/*
 * User text never reaches FTS5 raw: 8 of 12 ordinary queries (`ADR-016`, `src/db/index.ts`,
 * `SQLite?`) are syntax errors there. A term is spaced out as the index is, quoted, and so
 * becomes a phrase of tokens; nothing in it is an operator any more.
 */

/** Longest term in UTF-16 units; longer ones are cut, so that a megabyte without spaces costs nothing. */
const MAX_TERM = 400;
const HAS_TOKEN = /[\p{L}\p{N}\p{Co}\p{So}]/u;

/** FTS5 expressions of the terms that hold a token, each once. */
export const phrasesOf = (terms: readonly Term[]): readonly string[] => [
  ...new Set(terms.map(phrase).filter((text) => text !== '')),
];

/** FTS5 expression for any of some phrases. */
export const joinedByOr = (phrases: readonly string[]): string => phrases.join(' OR ');

/** FTS5 expression for any of the terms; empty when none of them holds a token. */
export const anyOf = (terms: readonly Term[]): string => joinedByOr(phrasesOf(terms));

/** FTS5 reads a star after the quotes as "or longer" of the phrase's last token. */
function phrase({ text, prefix }: Term): string {
  const spaced = indexText(text.slice(0, MAX_TERM)).replaceAll('"', ' ').replaceAll('\0', ' ');
  if (!HAS_TOKEN.test(spaced)) return '';
  return `"${spaced.trim()}"${prefix ? ' *' : ''}`;
}
