/**
 * Text on a terminal, whose cells are not UTF-16 units: a Chinese character takes two, a combining
 * accent none (Unicode TR 11, by script and emoji presentation; ambiguous widths count one).
 */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Everything that could move the cursor or change the terminal, but for the newline. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Stored text made harmless: a record may not send escape sequences to somebody's terminal. */
export const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROL, ' ');

/** `plain`, on one line. */
export const oneLine = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();

/** Cells that a text takes on a line. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Cut to a width, with an ellipsis when something is missing. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += WIDE.test(segment) ? 2 : 1;
    if (used > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Lines of at most `width` cells, broken at spaces; a longer word stays whole. */
export const wrap = (text: string, width: number): readonly string[] =>
  wrapWords(
    text
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => ({ shown: word, width: widthOf(word) })),
    width,
  );

/** A word with its marks, and the cells that it takes without them. */
export interface Word {
  readonly shown: string;
  readonly width: number;
}

/** As `wrap`, for words that carry escape sequences. */
export function wrapWords(words: readonly Word[], width: number): readonly string[] {
  const lines: string[] = [];
  let [current, used] = ['', 0];
  for (const word of words) {
    const longer = used + 1 + word.width;
    if (used === 0) [current, used] = [word.shown, word.width];
    else if (longer <= width) [current, used] = [`${current} ${word.shown}`, longer];
    else {
      lines.push(current);
      [current, used] = [word.shown, word.width];
    }
  }
  return used === 0 ? lines : [...lines, current];
}

/** `1 task`, `3 tasks`, `2 documents`. */
export const count = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en-US')} ${amount === 1 ? noun : pluralOf(noun)}`;

/** `ch`, `sh`, `s`, `x` and `z` take another syllable: switches. */
function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:[sxz]|[cs]h)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** `3.4 MB`, in steps of 1024. */
export function bytes(amount: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, amount)) / 10));
  const scaled = amount / 1024 ** step;
  return `${step === 0 ? Math.round(scaled) : scaled.toFixed(1)} ${UNITS[step]}`;
}

/** `0.8 s`, `75 s`, from milliseconds. */
export const seconds = (milliseconds: number): string =>
  `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
