import type { Snippet } from '#src/search/types';

/** Words that are named at most. */
const MOST = 8;

/** The words of a snippet that match, each once, in the case in which it comes first. */
export function matchedWords({ text, highlights }: Snippet): readonly string[] {
  const words = new Map<string, string>();
  for (const [start, end] of highlights) {
    const word = text.slice(start, end);
    if (!words.has(word.toLowerCase())) words.set(word.toLowerCase(), word);
  }
  return [...words.values()].slice(0, MOST);
}
