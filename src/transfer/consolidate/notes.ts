import type { Aside, Warning } from './types.ts';

/** What was said about rows, told once for all rows that it was said about. */
export interface Notes {
  add(note: Note): void;
  all(): readonly Warning[];
  /** Something that is said of a value, and once for all values of the source. */
  count(detail: string): void;
  counted(): readonly Aside[];
}

export interface Note {
  readonly table: string;
  readonly column: string;
  readonly detail: string;
  readonly id: string;
}

/** Ids named with a warning. */
const EXAMPLES = 3;

export function createNotes(): Notes {
  const warnings = new Map<string, Warning>();
  const counts = new Map<string, number>();
  return {
    add: ({ id, ...about }) => {
      const key = JSON.stringify(about);
      const { rows = 0, examples = [] } = warnings.get(key) ?? {};
      const named = rows < EXAMPLES ? [...examples, id] : examples;
      warnings.set(key, { ...about, rows: rows + 1, examples: named });
    },
    all: () => [...warnings.values()],
    count: (detail) => void counts.set(detail, (counts.get(detail) ?? 0) + 1),
    counted: () => [...counts].map(([detail, values]) => ({ detail, values })),
  };
}
