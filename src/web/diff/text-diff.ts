import { sequenceDiff, type Run } from './sequence-diff.ts';

/** A stretch of text that stayed, went or came; `left` counts characters of a stretch that are not told. */
export interface Stretch {
  readonly op: Run['op'];
  readonly text: string;
  readonly left?: number;
}

/** Words, the space between them, and every other character by itself. */
const TOKEN = /[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu;
const MOST_WORDS = 6_000;
const LINE = /[^\n]*\n|[^\n]+$/g;

/** Texts that share less than this are two texts: a patchwork of common words helps nobody. */
const LEAST_SHARED = 0.3;

/** Characters of an unchanged stretch that are told on each side of a change. */
const CONTEXT = 120;

/** What became of a text: by words, of long texts by lines, of new ones as a whole. Pure. */
export function textDiff(from: string, to: string): readonly Stretch[] {
  const runs = wordsOf(from, to) ?? linesOf(from, to);
  const stretches = runs?.map(({ op, items }) => ({ op, text: items.join('') }));
  return stretches && isRelated(stretches) ? stretches : replaced(from, to);
}

/** The same for reading: what stayed is told only near a change. */
export function shortened(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((stretch, index): readonly Stretch[] => {
    const { op, text } = stretch;
    if (op !== 'same' || text.length <= 3 * CONTEXT) return [stretch];
    const before = index === 0 ? '' : text.slice(0, CONTEXT);
    const after = index === stretches.length - 1 ? '' : text.slice(-CONTEXT);
    const left = text.length - before.length - after.length;
    return [
      ...(before === '' ? [] : [{ op, text: before }]),
      { op, text: '', left },
      ...(after === '' ? [] : [{ op, text: after }]),
    ];
  });
}

const tokens = (text: string, pattern: RegExp): readonly string[] => text.match(pattern) ?? [];

function wordsOf(from: string, to: string): readonly Run[] | undefined {
  const [a, b] = [tokens(from, TOKEN), tokens(to, TOKEN)];
  return a.length + b.length > MOST_WORDS ? undefined : sequenceDiff(a, b);
}

const linesOf = (from: string, to: string): readonly Run[] | undefined =>
  sequenceDiff(tokens(from, LINE), tokens(to, LINE));

function isRelated(stretches: readonly Stretch[]): boolean {
  const lengthOf = (wanted: Run['op']): number =>
    stretches.reduce((sum, { op, text }) => sum + (op === wanted ? text.length : 0), 0);
  const [same, removed, added] = [lengthOf('same'), lengthOf('removed'), lengthOf('added')];
  if (removed === 0 || added === 0) return true;
  return same / (same + Math.max(removed, added)) >= LEAST_SHARED;
}

const replaced = (from: string, to: string): readonly Stretch[] =>
  [
    { op: 'removed' as const, text: from },
    { op: 'added' as const, text: to },
  ].filter(({ text }) => text !== '');
