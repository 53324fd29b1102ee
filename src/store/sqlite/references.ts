import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { kindNames, kindOf } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';

import type { Connection } from './connection.ts';

interface Checked {
  readonly kind: Kind;
  readonly id: string;
  /** Absent when the record was deleted. */
  readonly record: AnyRecord | undefined;
}

/** SQLite says only that some foreign key failed; this says which field, which value, and what to do. */
export function checkReferences(connection: Connection, { kind, id, record }: Checked): void {
  if (record) checkOutgoing(connection, kind, record);
  else checkIncoming(connection, kind, id);
}

function checkOutgoing({ db }: Connection, kind: Kind, record: AnyRecord): void {
  for (const field of Object.values(kind.fields)) {
    const value = record[field.name];
    if (!field.references || typeof value !== 'string') continue;
    const { kind: target, field: key } = field.references;
    const found = db.all(
      sql`SELECT 1 FROM ${sql.identifier(target)} WHERE ${sql.identifier(key)} = ${value} LIMIT 1`,
    );
    if (found.length > 0) continue;
    throw new WorkspaceError(
      'broken_reference',
      `The field ${field.name} names '${value}', which is not in ${target}.`,
      {
        issues: [{ pointer: `/${field.name}`, detail: `no ${target} with ${key} '${value}'` }],
        next: `Create that record first, or leave ${field.name} out.`,
      },
    );
  }
}

/** Foreign keys point at ids or at unique fields; of a deleted record, dangling rows tell. */
function checkIncoming({ db }: Connection, kind: Kind, id: string): void {
  for (const name of kindNames) {
    for (const { name: field, references } of Object.values(kindOf(name).fields)) {
      if (references?.kind !== kind.name) continue;
      const [from, key] = [sql.identifier(field), sql.identifier(references.field)];
      const [row] = db.all<{ id: string }>(
        sql`SELECT ${sql.identifier(kindOf(name).primaryKey)} AS id FROM ${sql.identifier(name)}
          WHERE ${from} IS NOT NULL
            AND ${from} NOT IN (SELECT ${key} FROM ${sql.identifier(references.kind)}) LIMIT 1`,
      );
      if (!row) continue;
      throw new WorkspaceError(
        'broken_reference',
        `The ${kind.label} '${id}' is still named by '${row.id}' of ${name} (${field}).`,
        { next: `Delete or change that record first.` },
      );
    }
  }
}
