import { textDiff, type Stretch } from './text-diff.ts';

/** What became of a field's value, in the way that its type is best told. */
export type FieldDiff =
  | { readonly as: 'text'; readonly stretches: readonly Stretch[] }
  /** Elements of a list, those of both sides first in the order of the later one. */
  | {
      readonly as: 'list';
      readonly kept: readonly string[];
      readonly removed: readonly string[];
      readonly added: readonly string[];
    }
  /** Null: there was nothing, or there is nothing now. */
  | { readonly as: 'value'; readonly from: string | null; readonly to: string | null };

/** Longer texts are compared; shorter ones are read faster side by side. */
const SHORT = 60;

export function fieldDiff(from: unknown, to: unknown): FieldDiff {
  if (isList(from) && isList(to)) return listDiff(from.map(String), to.map(String));
  const [before, after] = [written(from), written(to)];
  if (before !== null && after !== null && isLong(before, after))
    return { as: 'text', stretches: textDiff(before, after) };
  return { as: 'value', from: before, to: after };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isLong = (before: string, after: string): boolean =>
  before.length > SHORT || after.length > SHORT || before.includes('\n') || after.includes('\n');

function listDiff(from: readonly string[], to: readonly string[]): FieldDiff {
  return {
    as: 'list',
    kept: to.filter((each) => from.includes(each)),
    removed: from.filter((each) => !to.includes(each)),
    added: to.filter((each) => !from.includes(each)),
  };
}

/** A value as people write it down. */
export function written(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
