import { z } from 'zod';

import { WorkspaceError } from '#src/errors';

import { digestOf, fromOpaque, toOpaque } from './opaque.ts';
import { MODES_USED, type ModeUsed } from './types.ts';

const CONTENT = z.strictObject({
  of: z.string(),
  at: z.int().min(1).max(10_000_000),
  mode: z.enum(MODES_USED),
});

/** Where a page begins. A later page keeps the mode of the first: another one would repeat and skip hits. */
export interface PageStart {
  readonly at: number;
  /** Absent on the first page. */
  readonly mode?: ModeUsed;
}

/** An opaque text for "the hits of this very question, in this mode, from position `at` on". */
export const encodePage = (question: unknown, { at, mode }: Required<PageStart>): string =>
  toOpaque({ of: digestOf(question), at, mode });

/** Where the page begins; at 0 without a cursor. Code: invalid_cursor. */
export function decodePage(question: unknown, cursor: string | undefined): PageStart {
  if (cursor === undefined) return { at: 0 };
  const content = CONTENT.safeParse(fromOpaque(cursor));
  if (!content.success) throw invalid('This is no cursor of a search.');
  const { of, at, mode } = content.data;
  if (of !== digestOf(question))
    throw invalid('The cursor belongs to another question, mode or filter.');
  return { at, mode };
}

const invalid = (message: string): WorkspaceError =>
  new WorkspaceError('invalid_cursor', message, {
    next: 'Ask again without a cursor, and pass next_cursor on as it comes.',
  });
