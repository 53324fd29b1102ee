import type { Span } from './embedder.ts';
import { splitters } from './splitters.ts';

/** Sizes of passages, in tokens. They are part of a space's fingerprint. */
export interface Chunking {
  /** Where a passage is closed; the header does not count. */
  readonly target: number;
  /** How much of a passage is repeated at the beginning of the next. */
  readonly overlap: number;
}

/**
 * About one argument of a decision: small enough that its vector is about one thing and the
 * reader sees why it matched, large enough to carry its own context. The header brings the rest,
 * so nothing is repeated.
 */
export const DEFAULT_CHUNKING: Chunking = { target: 200, overlap: 0 };

/** Raised when the same text would be cut elsewhere: also with another `DEFAULT_CHUNKING`. */
export const CHUNKING_VERSION = 1;

/**
 * A token stands for at most this many characters here. English has 4 to 5; but WordPiece
 * makes one unknown token of any word over 100 characters, and a passage is also read by people.
 */
const CHARACTERS_PER_TOKEN = 8;

/** A last passage smaller than this part of the room joins the one before where the window allows. */
const SMALL_TAIL = 1 / 4;

export interface CutOptions extends Partial<Chunking> {
  readonly text: string;
  /** Goes before each passage; it never takes more than `headerRoom(window)` of the window. */
  readonly header: string;
  /** Tokens that header and passage may have together. */
  readonly window: number;
  readonly count: (text: string) => number;
}

/** A piece that is not cut further, with its weight in tokens. */
interface Atom extends Span {
  readonly weight: number;
}

/** Indices into a list of atoms, the end excluded. */
interface Run {
  readonly first: number;
  readonly end: number;
}

/** Tokens of a window that a header may take; what is longer is cut. */
export const headerRoom = (window: number): number => Math.floor(window / 2);

/**
 * Cuts a text into passages of about `target` tokens that fit the window together with their header,
 * at paragraphs if possible, else sentences, words, characters. Spans are in order, begin and end with
 * a character that is not white space, and cover every such character. Each level of the text is counted
 * once, so the work is linear in its length.
 */
export function cutText(options: CutOptions): Span[] {
  const { text, window, count } = options;
  const { target = DEFAULT_CHUNKING.target, overlap = DEFAULT_CHUNKING.overlap } = options;
  const most = window - Math.min(count(options.header), headerRoom(window));
  const room = Math.max(1, Math.min(target, most) - overlap);
  const atoms = atomsOf(text, { room, count });
  const weigh = ({ first, end }: Run) =>
    weightOf(text.slice(atoms[first]?.start, atoms[end - 1]?.end).trim(), { room: most, count });
  const fits = (run: Run) => weigh(run) <= most;
  const runs = joinSmallTail(pack(atoms, { room, fits }), {
    small: (run) => weigh(run) < room * SMALL_TAIL,
    fits,
  });
  return runs
    .map((run) => reachBack(run, { atoms, overlap, fits }))
    .map(({ first, end }) => trim(text, atoms[first]?.start ?? 0, atoms[end - 1]?.end ?? 0));
}

interface Scale {
  readonly room: number;
  readonly count: (text: string) => number;
}

function atomsOf(text: string, scale: Scale): readonly Atom[] {
  const atoms: Atom[] = [];
  collect(text, { start: 0, level: 0, scale, atoms });
  return atoms;
}

interface Collecting {
  readonly start: number;
  /** First splitter to try. */
  readonly level: number;
  readonly scale: Scale;
  readonly atoms: Atom[];
}

function collect(piece: string, { start, level, scale, atoms }: Collecting): void {
  const end = start + piece.length;
  const weight = weightOf(piece.trim(), scale);
  if (weight === 0) return extendLast(atoms, end);
  const finer = weight > scale.room ? splitFrom(level, piece, scale.room) : undefined;
  if (!finer) return void atoms.push({ start, end, weight });
  let at = start;
  for (const part of finer.parts) {
    collect(part, { start: at, level: finer.level, scale, atoms });
    at += part.length;
  }
}

/** The parts that the coarsest splitter from `level` on finds, if any finds more than one. */
function splitFrom(level: number, piece: string, room: number) {
  for (const [index, split] of splitters.entries()) {
    if (index < level) continue;
    const parts = split(piece, room);
    if (parts.length > 1) return { parts, level: Math.min(index + 1, splitters.length - 1) };
  }
  return undefined;
}

/** White space belongs to the atom before it. */
function extendLast(atoms: Atom[], end: number): void {
  const last = atoms.pop();
  if (last) atoms.push({ ...last, end });
}

/** Tokens, at least one for each eight characters; what is too long by that alone is not counted. */
function weightOf(piece: string, { room, count }: Scale): number {
  const least = Math.ceil(piece.length / CHARACTERS_PER_TOKEN);
  return least > room ? least : Math.max(least, count(piece));
}

interface Packing {
  readonly room: number;
  readonly fits: (run: Run) => boolean;
}

/** Fills passages in order; a count of joined pieces is only about the sum of theirs, so each is verified. */
function pack(atoms: readonly Atom[], { room, fits }: Packing): readonly Run[] {
  const runs: Run[] = [];
  for (let first = 0; first < atoms.length;) {
    let end = fill(atoms, first, room);
    while (end > first + 1 && !fits({ first, end })) end -= 1;
    runs.push({ first, end });
    first = end;
  }
  return runs;
}

function fill(atoms: readonly Atom[], first: number, room: number): number {
  let weight = 0;
  let end = first;
  for (; end < atoms.length; end += 1) {
    weight += atoms[end]?.weight ?? 0;
    if (weight > room && end > first) break;
  }
  return end;
}

interface Joining {
  readonly small: (run: Run) => boolean;
  readonly fits: (run: Run) => boolean;
}

function joinSmallTail(runs: readonly Run[], { small, fits }: Joining): readonly Run[] {
  const [before, last] = runs.slice(-2);
  if (!before || !last || !small(last)) return runs;
  const joined = { first: before.first, end: last.end };
  return fits(joined) ? [...runs.slice(0, -2), joined] : runs;
}

interface Reach {
  readonly atoms: readonly Atom[];
  readonly overlap: number;
  readonly fits: (run: Run) => boolean;
}

function reachBack({ first, end }: Run, { atoms, overlap, fits }: Reach): Run {
  let start = first;
  let repeated = 0;
  while (start > 0) {
    repeated += atoms[start - 1]?.weight ?? 0;
    if (repeated > overlap || !fits({ first: start - 1, end })) break;
    start -= 1;
  }
  return { first: start, end };
}

function trim(text: string, start: number, end: number): Span {
  const piece = text.slice(start, end);
  const lead = piece.length - piece.trimStart().length;
  return { start: start + lead, end: start + lead + piece.trim().length };
}
