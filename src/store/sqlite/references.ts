import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';

import { checkEnds } from './attached.ts';
import type { Connection } from './connection.ts';
import type { Change } from './operation.ts';

/** SQLite says only that some foreign key failed; this says which field, which value, and what to do. */
export function checkReferences(connection: Connection, { outcome, before }: Change): void {
  const kind = kindOf(outcome.kind);
  const after = outcome.stored?.record;
  if (after) checkOutgoing(connection, kind, after);
  if (after) checkEnds(connection, kind, after);
  if (before) checkIncoming(connection, kind, { before, after });
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

/** Where a value that others refer to is gone: the record was deleted, or the field changed. */
function checkIncoming(
  { db }: Connection,
  kind: Kind,
  { before, after }: { readonly before: AnyRecord; readonly after: AnyRecord | undefined },
): void {
  for (const { name, field, target } of referrersOf(kind)) {
    const value = before[target];
    if (typeof value !== 'string' || value === after?.[target]) continue;
    const [key, own] = [sql.identifier(kindOf(name).primaryKey), sql.identifier(target)];
    const [row] = db.all<{ id: string }>(
      sql`SELECT ${key} AS id FROM ${sql.identifier(name)} WHERE ${sql.identifier(field)} = ${value}
        AND NOT EXISTS (SELECT 1 FROM ${kind.table} WHERE ${own} = ${value}) LIMIT 1`,
    );
    if (!row) continue;
    throw new WorkspaceError(
      'broken_reference',
      `The ${kind.label} '${String(before[kind.primaryKey])}' is still named by '${row.id}' of ${name} (${field}).`,
      { next: 'Delete or change that record first.' },
    );
  }
}

interface Referrer {
  readonly name: KindName;
  readonly field: string;
  /** The field of this kind that it names. */
  readonly target: string;
}

const referrersOf = (kind: Kind): readonly Referrer[] =>
  kindNames.flatMap((name) =>
    Object.values(kindOf(name).fields).flatMap(({ name: field, references }) =>
      references?.kind === kind.name ? [{ name, field, target: references.field }] : [],
    ),
  );
