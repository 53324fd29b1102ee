import { isDeepStrictEqual } from 'node:util';

import type { AnyRecord } from '#src/kinds/kind';

/**
 * What undoes the change of one field: its old value; or, of a text that changed in its middle, how
 * many characters stay at its start and end, and what stood between. A new line in a document of
 * 20 KB costs that line.
 */
type FieldUndo = readonly [value: unknown] | readonly [start: number, end: number, middle: string];

/** A change backwards: the names of its fields, and what undoes each, in the same order. */
export interface Delta {
  readonly changed: readonly string[];
  readonly undo: readonly FieldUndo[];
}

/** Characters of an old text from which on it is worth a look at what stays of it. */
const WORTH_CUTTING = 64;

/** What leads from `after` back to `before`. */
export function deltaOf(before: AnyRecord, after: AnyRecord): Delta {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return { changed, undo: changed.map((name) => fieldUndo(before[name], after[name])) };
}

/** The record as it was before. */
export const undone = (after: AnyRecord, { changed, undo }: Delta): AnyRecord => ({
  ...after,
  ...Object.fromEntries(
    changed.map((name, at) => [name, oldValue(undo[at] ?? [null], after[name])]),
  ),
});

function fieldUndo(before: unknown, after: unknown): FieldUndo {
  if (typeof before !== 'string' || typeof after !== 'string' || before.length < WORTH_CUTTING)
    return [before];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [start, end, before.slice(start, before.length - end)];
}

function oldValue(undo: FieldUndo, after: unknown): unknown {
  if (undo.length === 1) return undo[0];
  const [start, end, middle] = undo;
  const text = String(after);
  return text.slice(0, start) + middle + text.slice(text.length - end);
}
