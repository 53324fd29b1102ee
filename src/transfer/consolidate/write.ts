import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import type { Store, WriteOperation } from '#src/store/store';
import { byKind } from '#src/transfer/lookup';

import type { Decision } from './collisions.ts';
import { contentHash } from './hash.ts';
import { createTarget, withDefaults, type Target } from './target.ts';
import type { MappedRow } from './types.ts';

/** Writes what was decided of a source, in one transaction. Codes: those of `store.write`; precondition_failed, when somebody else wrote one of the records meanwhile. */
export async function writeDecisions(
  store: Pick<Store, 'get' | 'write'>,
  decisions: readonly Decision[],
): Promise<void> {
  const removals = decisions.flatMap(({ row, removes = [] }) =>
    removes.map((id) => ({ op: 'delete', kind: row.kind, id }) as const),
  );
  const puts: WriteOperation[] = [];
  for (const decision of decisions) puts.push(...(await putOf(store, decision)));
  if (puts.length > 0) await store.write({ operations: [...removals, ...puts] });
}

async function putOf(
  store: Pick<Store, 'get'>,
  { row: { kind, id, record }, outcome, over }: Decision,
): Promise<readonly WriteOperation[]> {
  if (outcome !== 'added' && over === undefined) return [];
  const put = { op: 'put', kind, id, verbatim: true } as const;
  // As it is now: what others have written since the plan, and the source does not speak of, stays.
  const stored = over && (await store.get(kind, id));
  return stored
    ? [{ ...put, value: { ...stored.record, ...over }, ifMatch: stored.etag }]
    : [{ ...put, value: over ?? record, ifAbsent: true }];
}

/** Puts the same into a target that only remembers. */
export function noteDecisions(target: Target, decisions: readonly Decision[]): void {
  for (const { row, outcome, whole, removes = [] } of decisions) {
    for (const id of removes) target.forget(row.kind, id);
    if (outcome === 'added' || whole !== undefined)
      target.note(row.kind, withDefaults(row.kind, whole ?? row.record));
  }
}

/** Rows that are in the target now, by their tables. */
export type Verified = ReadonlyMap<string, number>;

/**
 * Reads back all that was added, replaced or left, and compares the hashes of its content with the
 * source's. Code: internal, when one differs.
 */
export async function verifyDecisions(
  store: Pick<Store, 'list'>,
  decisions: readonly Decision[],
): Promise<Verified> {
  const held = decisions.filter(({ outcome }) => HELD.has(outcome)).map(({ row }) => row);
  const verified = new Map<string, number>();
  const differing: MappedRow[] = [];
  for (const [kind, rows] of byKind(held, ({ kind }) => kind)) {
    const { primaryKey } = kindOf(kind);
    const tuples = rows.map(({ id }) => [id]);
    const stored = await createTarget(store).matching({ kind, fields: [primaryKey], tuples });
    const byId = new Map(stored.map((record) => [String(record[primaryKey]), record]));
    for (const row of rows) {
      const fields = Object.keys(row.record);
      const found = byId.get(row.id);
      const isSame = found && contentHash(found, fields) === contentHash(row.record, fields);
      if (isSame) verified.set(row.table, (verified.get(row.table) ?? 0) + 1);
      else differing.push(row);
    }
  }
  if (differing.length > 0) throw mismatch(differing);
  return verified;
}

const HELD: ReadonlySet<Decision['outcome']> = new Set(['added', 'replaced', 'left']);

/** Records named in the sentence. */
const SHOWN = 10;

const mismatch = (rows: readonly MappedRow[]): WorkspaceError =>
  new WorkspaceError(
    'internal',
    `${rows.length} records read back otherwise than they were in the source: ${rows
      .slice(0, SHOWN)
      .map(({ kind, id }) => `${kind} ${id}`)
      .join(', ')}.`,
    { next: 'Run it again; if they stay, keep the source and report this.' },
  );
