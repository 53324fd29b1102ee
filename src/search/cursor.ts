import { createHash } from 'node:crypto';

import { z } from 'zod';

import { WorkspaceError } from '#src/errors';
import type { Field, FieldType } from '#src/kinds/field';
import { kinds } from '#src/kinds/index';
import { resolveField } from '#src/kinds/resolve-field';
import type { Keyset, ListQuery } from '#src/store/store';

/** The list that a cursor belongs to: with another filter or order it would skip or repeat. */
export type CursorList = Pick<ListQuery, 'kind' | 'where' | 'sort'>;

const VALUE = z.union([z.string(), z.number()]).nullable();
const CURSOR = z.strictObject({ list: z.string(), values: z.array(VALUE), id: z.string() });

const NUMBERS: ReadonlySet<FieldType> = new Set(['integer', 'number', 'boolean']);

/** An opaque text for the place where the next page of a list begins. */
export function encodeCursor(list: CursorList, { values, id }: Keyset): string {
  const content = JSON.stringify({ list: digestOf(list), values, id });
  return Buffer.from(content, 'utf8').toString('base64url');
}

/** The place that a cursor of this very list names. Code: invalid_cursor for any other text. */
export function decodeCursor(list: CursorList, cursor: string): Keyset {
  const parsed = CURSOR.safeParse(contentOf(cursor));
  if (!parsed.success) throw invalid('This is no cursor of this service.');
  const { list: digest, values, id } = parsed.data;
  if (digest !== digestOf(list))
    throw invalid('The cursor belongs to a list with another kind, filter or sort.');
  if (!fits(list, values)) throw invalid('This is no cursor of this service.');
  return { values, id };
}

function contentOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A forged cursor must not bind a value that the engine never put there. */
function fits({ kind, sort }: CursorList, values: Keyset['values']): boolean {
  if (values.length !== sort.length) return false;
  return values.every((value, index) => {
    const field = resolveField(kinds[kind], sort[index]?.field ?? '');
    return value === null || (field !== undefined && typeof value === keysetType(field));
  });
}

/** Ranked values are ordered by their rank, flags as 0 and 1. */
const keysetType = ({ type, ranked }: Field): 'number' | 'string' =>
  ranked || NUMBERS.has(type) ? 'number' : 'string';

function digestOf({ kind, where, sort }: CursorList): string {
  const content = JSON.stringify([
    kind,
    where ?? null,
    sort.map((key) => [key.field, key.descending]),
  ]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}

function invalid(message: string): WorkspaceError {
  return new WorkspaceError('invalid_cursor', message, {
    issues: [{ parameter: 'cursor', detail: message }],
    next: "Take the cursor from a page's next_cursor and leave filters and sort as they were.",
  });
}
