import { and, eq, getTableColumns, type Column } from 'drizzle-orm';

import { kindOf } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { WriteOperation } from '#src/store/store';

import type { Connection } from './connection.ts';
import { keyOf } from './read.ts';

/**
 * What a put under a derived id is about. A record that was changed since keeps the id that was made of what it
 * was: a document that moved leaves its path, and not its id, to another one.
 */
export function withOwnRecord(connection: Connection, operation: WriteOperation): WriteOperation {
  if (operation.op !== 'put' || operation.derived !== true) return operation;
  const kind = kindOf(operation.kind);
  const { [kind.primaryKey]: _, ...value } = operation.value;
  const own = idOfSame(connection, kind, value);
  if (own !== undefined)
    return { ...operation, id: own, value: { ...value, [kind.primaryKey]: own } };
  if (!exists(connection, kind, operation.id)) return operation;
  return { op: 'create', kind: operation.kind, value };
}

/** Of the record with the same identifying fields. */
function idOfSame({ db }: Connection, kind: Kind, value: AnyRecord): string | undefined {
  if (kind.id.style !== 'hash') return undefined;
  const columns: Readonly<Record<string, Column>> = getTableColumns(kind.table);
  const same = kind.id.of.flatMap((field) => {
    const column = columns[field];
    return column ? [eq(column, value[field])] : [];
  });
  const [found] = db
    .select({ id: keyOf(kind) })
    .from(kind.table)
    .where(and(...same))
    .limit(1)
    .all();
  return found && String(found.id);
}

const exists = ({ db }: Connection, kind: Kind, id: string): boolean =>
  db
    .select({ id: keyOf(kind) })
    .from(kind.table)
    .where(eq(keyOf(kind), id))
    .limit(1)
    .all().length > 0;
