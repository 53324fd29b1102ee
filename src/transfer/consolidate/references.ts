import type { Field } from '#src/kinds/field';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { byKind } from '#src/transfer/lookup';
import { hasMetadata } from '#src/transfer/metadata';

import { resolveEnds, type Resolved } from './ends.ts';
import { keepsInstead, withKept } from './kept.ts';
import type { Notes } from './notes.ts';
import type { Target } from './target.ts';
import type { MappedRow, RowFault } from './types.ts';

interface World {
  readonly target: Target;
  readonly notes: Notes;
}

/**
 * Old databases seldom enforced their foreign keys. A reference to what neither source nor target
 * has is emptied into `metadata`; a row that must have it is a fault, and so in turn is what needs
 * that row. One that names a record by its id where another field is meant is put right.
 */
export async function resolveReferences(
  rows: readonly MappedRow[],
  world: World,
): Promise<Resolved> {
  const faults: RowFault[] = [];
  for (let rest = rows; ;) {
    const pass = await resolveOnce(rest, world);
    faults.push(...pass.faults);
    if (pass.faults.length === 0) return { rows: pass.rows, faults };
    rest = pass.rows;
  }
}

async function resolveOnce(rows: readonly MappedRow[], world: World): Promise<Resolved> {
  const groups = byKind(rows, ({ kind }) => kind);
  const faults: RowFault[] = [];
  const resolved: MappedRow[] = [];
  for (const [kind, own] of groups) {
    let rest: readonly MappedRow[] = own;
    for (const field of Object.values(kindOf(kind).fields).filter(({ references }) => references)) {
      const step = await resolveField({ kind, field, rows: rest, groups, world });
      faults.push(...step.faults);
      rest = step.rows;
    }
    const attached = await resolveEnds(rest, { kind, groups, target: world.target });
    faults.push(...attached.faults);
    resolved.push(...attached.rows);
  }
  return { rows: resolved, faults };
}

interface FieldToResolve {
  readonly kind: KindName;
  readonly field: Field;
  readonly rows: readonly MappedRow[];
  readonly groups: ReadonlyMap<KindName, readonly MappedRow[]>;
  readonly world: World;
}

async function resolveField(request: FieldToResolve): Promise<Resolved> {
  const { kind, field, rows } = request;
  const naming = rows.filter(({ record }) => typeof record[field.name] === 'string');
  if (naming.length === 0) return { rows, faults: [] };
  const directory = await directoryOf(request, naming);
  const stored = await storedUnder(request, naming);
  const faults: RowFault[] = [];
  const kept = rows.flatMap((row) => {
    const value = row.record[field.name];
    if (typeof value !== 'string') return [row];
    const before = stored.get(row.id);
    const cameInEmpty = before !== undefined && keepsInstead(before, { name: field.name, value });
    const found = cameInEmpty ? undefined : directory.get(value);
    if (found === value) return [row];
    if (found !== undefined) return [renamed(row, { field, value, found }, request.world)];
    if (field.nullable && hasMetadata(kindOf(kind)))
      return [emptied(row, { field, value }, request.world)];
    const { record: _, ...place } = row;
    const reason = `The field ${field.name} names '${value}', which is in ${String(field.references?.kind)} of neither the source nor the target.`;
    faults.push({ ...place, reason });
    return [];
  });
  return { rows: kept, faults };
}

/** What each value means: itself, or the named record's value where its id was given instead. */
async function directoryOf(
  { field, groups, world }: FieldToResolve,
  naming: readonly MappedRow[],
): Promise<ReadonlyMap<string, string>> {
  const { kind: name = '', field: meant = '' } = field.references ?? {};
  const kind = name as KindName;
  const { primaryKey } = kindOf(kind);
  const directory = new Map<string, string>();
  const enter = (records: readonly AnyRecord[], key: string): void => {
    for (const record of records) {
      const [from, to] = [record[key], record[meant]];
      if (typeof from === 'string' && typeof to === 'string' && !directory.has(from))
        directory.set(from, to);
    }
  };
  const own = (groups.get(kind) ?? []).map(({ record }) => record);
  for (const key of new Set([meant, primaryKey])) {
    enter(own, key);
    const missing = naming.map(({ record }) => [record[field.name]]);
    const tuples = missing.filter(([value]) => !directory.has(value as string));
    if (tuples.length > 0) enter(await world.target.matching({ kind, fields: [key], tuples }), key);
  }
  return directory;
}

/** Records of the target with the ids of the rows. */
async function storedUnder(
  { kind, world }: FieldToResolve,
  naming: readonly MappedRow[],
): Promise<ReadonlyMap<string, AnyRecord>> {
  const { primaryKey } = kindOf(kind);
  const tuples = naming.map(({ id }) => [id]);
  const stored = await world.target.matching({ kind, fields: [primaryKey], tuples });
  return new Map(stored.map((record) => [String(record[primaryKey]), record]));
}

interface Finding {
  readonly field: Field;
  readonly value: string;
}

function emptied(row: MappedRow, { field, value }: Finding, { notes }: World): MappedRow {
  const { table, id } = row;
  notes.add({
    table,
    column: field.name,
    id,
    detail: 'named what is not there and was moved to metadata',
  });
  const record = withKept(
    { ...row.record, [field.name]: null },
    { table, name: field.name, value },
  );
  return { ...row, record };
}

function renamed(
  row: MappedRow,
  { field, found }: Finding & { readonly found: string },
  { notes }: World,
): MappedRow {
  const { table, id } = row;
  const detail = `named an id and has its ${String(field.references?.field)} now`;
  notes.add({ table, column: field.name, id, detail });
  return { ...row, record: { ...row.record, [field.name]: found } };
}
