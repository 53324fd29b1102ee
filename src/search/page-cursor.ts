import { z } from 'zod';

import { WorkspaceError } from '#src/errors';

import { digestOf, fromOpaque, toOpaque } from './opaque.ts';
import { MODES_USED, type ModeUsed } from './types.ts';

const CONTENT = z.strictObject({
  of: z.string(),
  at: z.int().min(1).max(10_000_000),
  mode: z.enum(MODES_USED),
  revision: z.string().max(300),
  space: z.string().max(100).optional(),
});

/** Where a page begins. A later page keeps the mode, the space and the order of the first: others would repeat and skip hits. */
export interface PageStart {
  /** Of the question. */
  readonly of: string;
  readonly at: number;
  /** Absent on the first page, as is `revision`. */
  readonly mode?: ModeUsed;
  /** What was stored when the first page was answered. */
  readonly revision?: string;
  /** Fingerprint; absent when there was none. */
  readonly space?: string | undefined;
}

/** A page after the first. */
export type LaterPage = PageStart & Required<Pick<PageStart, 'mode' | 'revision'>>;

/** An opaque text for "the hits of this very question, in this mode, space and order, from place `at` on". */
export const encodePage = (start: LaterPage): string => toOpaque(start);

/** What tells the order of a first page from all others. */
export const keyOf = ({ of, mode, revision, space }: Omit<PageStart, 'at'>): string =>
  JSON.stringify([of, mode, revision, space]);

/** Where the page begins; at 0 without a cursor. Code: invalid_cursor. */
export function decodePage(question: unknown, cursor: string | undefined): PageStart {
  const of = digestOf(question);
  if (cursor === undefined) return { of, at: 0 };
  const content = CONTENT.safeParse(fromOpaque(cursor));
  if (!content.success) throw invalid('This is no cursor of a search.');
  if (content.data.of !== of)
    throw invalid('The cursor belongs to another question, mode or filter.');
  return content.data;
}

const invalid = (message: string): WorkspaceError =>
  new WorkspaceError('invalid_cursor', message, {
    next: 'Ask again without a cursor, and pass next_cursor on as it comes.',
  });
