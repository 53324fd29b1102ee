import { z } from 'zod';

import { WorkspaceError } from '#src/errors';
import type { Field, FieldType } from '#src/kinds/field';
import { kinds } from '#src/kinds/index';
import { resolveField } from '#src/kinds/resolve-field';
import type { Keyset, ListQuery } from '#src/store/store';

import { digestOf, fromOpaque, toOpaque } from './opaque.ts';

/** The list that a cursor belongs to: with another filter or order it would skip or repeat. */
export type CursorList = Pick<ListQuery, 'kind' | 'where' | 'sort'>;

const VALUE = z.union([z.string(), z.number()]).nullable();
const CURSOR = z.strictObject({ list: z.string(), values: z.array(VALUE), id: z.string() });

const NUMBERS: ReadonlySet<FieldType> = new Set(['integer', 'number', 'boolean']);

/** An opaque text for the place where the next page of a list begins. */
export const encodeCursor = (list: CursorList, { values, id }: Keyset): string =>
  toOpaque({ list: identityOf(list), values, id });

/** The place that a cursor of this very list names. Code: invalid_cursor for any other text. */
export function decodeCursor(list: CursorList, cursor: string): Keyset {
  const parsed = CURSOR.safeParse(fromOpaque(cursor));
  if (!parsed.success) throw invalid('This is no cursor of this service.');
  const { list: digest, values, id } = parsed.data;
  if (digest !== identityOf(list))
    throw invalid('The cursor belongs to a list with another kind, filter or sort.');
  if (!fits(list, values)) throw invalid('This is no cursor of this service.');
  return { values, id };
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

const identityOf = ({ kind, where, sort }: CursorList): string =>
  digestOf([kind, where ?? null, sort.map((key) => [key.field, key.descending])]);

function invalid(message: string): WorkspaceError {
  return new WorkspaceError('invalid_cursor', message, {
    issues: [{ parameter: 'cursor', detail: message }],
    next: "Take the cursor from a page's next_cursor and leave filters and sort as they were.",
  });
}
