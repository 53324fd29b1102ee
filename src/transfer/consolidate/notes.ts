import type { Warning } from './types.ts';

/** What was said about rows, told once for all rows that it was said about. */
export interface Notes {
  add(note: Note): void;
  all(): readonly Warning[];
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
  return {
    add: ({ id, ...about }) => {
      const key = JSON.stringify(about);
      const { rows = 0, examples = [] } = warnings.get(key) ?? {};
      const named = rows < EXAMPLES ? [...examples, id] : examples;
      warnings.set(key, { ...about, rows: rows + 1, examples: named });
    },
    all: () => [...warnings.values()],
  };
}
