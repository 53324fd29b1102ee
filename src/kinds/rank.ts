import type { Field } from './field.ts';
import { LEVEL_WORDS } from './vocabulary.ts';

/** The ranks of a ranked field's values, 0 for the highest. */
export interface Ranks {
  readonly known: readonly string[];
  /** By rank, other words for the known value; in lower case. */
  readonly alike: readonly (readonly string[])[];
  /** Of any other value: before the lowest, so that it is seen. */
  readonly other: number;
}

/** Undefined for a field whose values have no order of rank. */
export function ranksOf({ ranked, values: known = [] }: Field): Ranks | undefined {
  if (!ranked || known.length === 0) return undefined;
  const words: Readonly<Record<string, readonly string[]>> = LEVEL_WORDS;
  return { known, alike: known.map((value) => words[value] ?? []), other: known.length - 1.5 };
}

/** Undefined for what is no value at all. */
export function rankOf({ known, alike, other }: Ranks, value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const rank = known.indexOf(value);
  if (rank >= 0) return rank;
  // As SQLite folds case, which is what the order is kept by.
  const word = value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const meant = alike.findIndex((words) => words.includes(word));
  return meant >= 0 ? meant : other;
}
