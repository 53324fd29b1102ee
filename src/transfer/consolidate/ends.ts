import { kindOf, type KindName } from '#src/kinds/index';
import type { RecordEnd } from '#src/kinds/relations-spec';

import { kindOfTable } from './columns.ts';
import type { Target } from './target.ts';
import type { MappedRow, RowFault } from './types.ts';

/** Rows whose references hold, and those that cannot come in because theirs do not. */
export interface Resolved {
  readonly rows: readonly MappedRow[];
  readonly faults: readonly RowFault[];
}

interface Around {
  readonly kind: KindName;
  readonly groups: ReadonlyMap<KindName, readonly MappedRow[]>;
  readonly target: Target;
}

/** Rows that end at records of any kind (links, tags): each must be there, under its kind's present name. */
export async function resolveEnds(rows: readonly MappedRow[], around: Around): Promise<Resolved> {
  const faults: RowFault[] = [];
  let rest = rows;
  for (const end of kindOf(around.kind).relations.ends ?? []) {
    const named = rest.map((row) => withKindName(row, end));
    const there = await endsThatAre(named, end, around);
    rest = named.filter((row) => there.has(endOf(row, end)));
    for (const row of named) if (!there.has(endOf(row, end))) faults.push(faultOf(row, end));
  }
  return { rows: rest, faults };
}

/** `session_logs` as an end is `workspace_sessions` now. */
function withKindName(row: MappedRow, end: RecordEnd): MappedRow {
  const kind = kindOfTable(String(row.record[end.kind]));
  return kind === undefined ? row : { ...row, record: { ...row.record, [end.kind]: kind } };
}

const endOf = ({ record }: MappedRow, { kind, id }: RecordEnd): string =>
  `${String(record[kind])} ${String(record[id])}`;

async function endsThatAre(
  rows: readonly MappedRow[],
  end: RecordEnd,
  { groups, target }: Around,
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  const kinds = new Set(rows.map(({ record }) => kindOfTable(String(record[end.kind]))));
  for (const kind of kinds) {
    if (kind === undefined) continue;
    const { primaryKey } = kindOf(kind);
    for (const { id } of groups.get(kind) ?? []) there.add(`${kind} ${id}`);
    const open = rows.filter(({ record }) => record[end.kind] === kind);
    const tuples = open.map(({ record }) => [String(record[end.id])]);
    for (const record of await target.matching({ kind, fields: [primaryKey], tuples }))
      there.add(`${kind} ${String(record[primaryKey])}`);
  }
  return there;
}

function faultOf({ record, ...place }: MappedRow, { kind, id }: RecordEnd): RowFault {
  const reason = `It names '${String(record[id])}' of ${String(record[kind])}, which neither the source nor the target has.`;
  return { ...place, reason };
}
