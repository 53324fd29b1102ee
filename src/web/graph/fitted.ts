/** Of letters of the interface's fonts, as shares of the font's size: what wide fonts need. */
const WIDTHS = { narrow: 0.36, wide: 1, capital: 0.72, other: 0.6 } as const;

const NARROW = /[\s.,:;!|'"()[\]ijlftrI/-]/;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60mwMW@\p{Extended_Pictographic}]/u;
const CAPITAL = /\p{Lu}/u;
const CUT = '…';

function widthOf(letter: string): number {
  if (WIDE.test(letter)) return WIDTHS.wide;
  if (NARROW.test(letter)) return WIDTHS.narrow;
  return CAPITAL.test(letter) ? WIDTHS.capital : WIDTHS.other;
}

/** As much of a text as fits into a line of a drawing, which has no way to cut it itself. Pure. */
export function fitted(text: string, room: number, size: number): string {
  const [line = ''] = fittedLines(text, { room, size, most: 1 });
  return line;
}

export interface Fitting {
  /** Width of a line, and size of its letters, in units of the drawing. */
  readonly room: number;
  readonly size: number;
  /** Lines at most. */
  readonly most: number;
}

/** The same on several lines, broken between words where that is possible. */
export function fittedLines(text: string, { room, size, most }: Fitting): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== '' && lines.length < most) {
    const isLast = lines.length === most - 1;
    const whole = beginning(rest, room / size);
    if (whole.length === rest.length) return [...lines, rest];
    if (isLast) return [...lines, `${beginning(rest, room / size - 1).trimEnd()}${CUT}`];
    const cut = /[\s/_-](?=[^\s/_-]*$)/.exec(whole)?.index ?? 0;
    const line = cut > whole.length / 2 ? whole.slice(0, cut + 1) : whole;
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

/** The longest beginning that needs no more room; `room` as a multiple of the font's size. */
function beginning(text: string, room: number): string {
  let used = 0;
  let length = 0;
  for (const letter of text) {
    used += widthOf(letter);
    if (used > room) break;
    length += letter.length;
  }
  return text.slice(0, length);
}
