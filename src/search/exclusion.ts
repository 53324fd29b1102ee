/** What a word after a minus comes to. */
interface Exclusion {
  readonly none?: readonly string[];
  readonly any?: readonly string[];
  readonly remarks?: readonly string[];
}

const NUMBER = /^\d+(?:[.,]\d+)*%?$/;
/** `git commit -m`: an option of a command. */
const OPTION = /^[a-z]$/i;
/** The index knows `c++` and `c#` as `c` only. */
const SIGNED = /^\p{L}+[+#]+$/u;

/**
 * The word of `-word`, unless it would exclude what nobody meant: a negative number and a command's
 * option are words like others, and what the index cannot tell from a shorter word excludes nothing.
 */
export function exclusionOf(word: string): Exclusion {
  if (NUMBER.test(word) || OPTION.test(word))
    return {
      any: [word],
      remarks: [`'-${word}' excludes nothing; to exclude it, write it in quotes: -"${word}".`],
    };
  if (SIGNED.test(word))
    return {
      remarks: [
        `'-${word}' excludes nothing: the index cannot tell '${word}' from '${word.replace(/[+#]+$/, '')}'.`,
      ],
    };
  return { none: [word] };
}
