import type { Range } from './outline.ts';

/** Characters after which a section is cut into paragraph groups: about 1,000 tokens, and the most that a snippet can be drawn from. */
export const SECTION_LIMIT = 4_000;

/** Where a text may be cut, the best places first; each matches what ends a piece. */
const BOUNDARIES: readonly RegExp[] = [/\n[ \t\r]*\n/g, /\n/g, /\s/g];

/** The range in pieces of at most `limit` characters: whole paragraphs if they fit, else lines, words, characters. */
export function cutRange(text: string, range: Range, limit = SECTION_LIMIT): readonly Range[] {
  return cutAt(text, range, { limit, depth: 0 })
    .map((piece) => trimmed(text, piece))
    .filter((piece) => piece.end > piece.start);
}

interface Cut {
  readonly limit: number;
  /** Index into BOUNDARIES. */
  readonly depth: number;
}

function cutAt(text: string, range: Range, cut: Cut): readonly Range[] {
  if (range.end - range.start <= cut.limit) return [range];
  const boundary = BOUNDARIES[cut.depth];
  if (!boundary) return hardCut(text, range, cut.limit);
  const pieces = split(text, range, boundary);
  return grouped(pieces, cut.limit).flatMap((group) =>
    cutAt(text, group, { ...cut, depth: cut.depth + 1 }),
  );
}

function split(text: string, range: Range, boundary: RegExp): readonly Range[] {
  const part = text.slice(range.start, range.end);
  const ends = Array.from(part.matchAll(boundary), (found) => found.index + found[0].length);
  if (ends.at(-1) !== part.length) ends.push(part.length);
  return ends.map((end, at) => ({
    start: range.start + (ends[at - 1] ?? 0),
    end: range.start + end,
  }));
}

/** Neighbours joined while they fit; a piece that is too long stays alone. */
function grouped(pieces: readonly Range[], limit: number): readonly Range[] {
  const groups: Range[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last && piece.end - last.start <= limit)
      groups[groups.length - 1] = { start: last.start, end: piece.end };
    else groups.push(piece);
  }
  return groups;
}

/** Printable ASCII without a space: beyond the limit that is a picture in base64, and nobody's word. */
const DATA = /^[\x21-\x7e]+\s*$/;

function hardCut(text: string, range: Range, limit: number): readonly Range[] {
  if (DATA.test(text.slice(range.start, range.end))) return [];
  const pieces: Range[] = [];
  for (let start = range.start; start < range.end;) {
    const wanted = Math.min(start + limit, range.end);
    const end = wanted < range.end && isHighSurrogate(text, wanted - 1) ? wanted - 1 : wanted;
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}

const isHighSurrogate = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800;

/** The range without white space at its ends. */
export function trimmed(text: string, range: Range): Range {
  let { start, end } = range;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return { start, end };
}

const isSpace = (text: string, at: number): boolean => (text[at] as string).trim() === '';
