/** Cuts a text into parts that give it again when put together. `room` is the size of a passage in tokens. */
type Splitter = (text: string, room: number) => readonly string[];

const PARAGRAPH = /[^]*?(?:\n[^\S\n]*\n\s*|$)/g;
/** Ends of sentences and of lines. Intl.Segmenter knows more languages and is 20 times slower than the tokeniser. */
const SENTENCE = /[^]*?(?:[.!?…]["'”’)\]]*\s+|[。！？]["'”’」』）]*\s*|\n\s*|$)/g;
const WORD = /\s*\S+\s*|\s+/g;

const parts = (pattern: RegExp, text: string): readonly string[] =>
  text.match(pattern)?.filter((part) => part !== '') ?? [];

/**
 * Neighbouring words, as many as have `room` characters together: a token has at least one
 * character, so they nearly always fit, and one count serves them all.
 */
const wordRuns: Splitter = (text, room) => {
  const runs: string[] = [];
  let run = '';
  for (const word of parts(WORD, text)) {
    if (run !== '' && run.length + word.length > room) {
      runs.push(run);
      run = '';
    }
    run += word;
  }
  return run === '' ? runs : [...runs, run];
};

const characterRuns: Splitter = (text, room) => {
  const runs: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = wholeCharacter(text, start, start + room);
    runs.push(text.slice(start, end));
    start = end;
  }
  return runs;
};

const halves: Splitter = (text) => {
  const middle = wholeCharacter(text, 0, Math.ceil(text.length / 2));
  return [text.slice(0, middle), text.slice(middle)].filter((part) => part !== '');
};

/** The nearest end to `end` that cuts no surrogate pair, and lies behind `start`. */
function wholeCharacter(text: string, start: number, end: number): number {
  if (end >= text.length) return text.length;
  const insidePair =
    /[\uDC00-\uDFFF]/.test(text.charAt(end)) && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  if (!insidePair) return end;
  return end - 1 > start ? end - 1 : end + 1;
}

/** From coarse to fine; the last one is used again until a part is a single character. */
export const splitters: readonly Splitter[] = [
  (text) => parts(PARAGRAPH, text),
  (text) => parts(SENTENCE, text),
  wordRuns,
  characterRuns,
  halves,
];
