import { createHash } from 'node:crypto';

import { z } from 'zod';

import { WorkspaceError } from '#src/errors';

const CONTENT = z.strictObject({ of: z.string(), at: z.int().min(1).max(10_000_000) });

/** An opaque text for "the hits of this very question from position `at` on". */
export const encodePage = (question: unknown, at: number): string =>
  Buffer.from(JSON.stringify({ of: digestOf(question), at })).toString('base64url');

/** Position of the first hit of the page; 0 without a cursor. Code: invalid_cursor. */
export function decodePage(question: unknown, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const content = CONTENT.safeParse(contentOf(cursor));
  if (!content.success) throw invalid('This is no cursor of a search.');
  if (content.data.of !== digestOf(question))
    throw invalid('The cursor belongs to another question, mode or filter.');
  return content.data.at;
}

function contentOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const digestOf = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);

const invalid = (message: string): WorkspaceError =>
  new WorkspaceError('invalid_cursor', message, {
    next: 'Ask again without a cursor, and pass next_cursor on as it comes.',
  });
