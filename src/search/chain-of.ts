import { noSuchRecord } from '#src/errors';
import type { KindName } from '#src/kinds/index';
import type { RecordKey, RecordRow, Records } from '#src/store/store';

import { memberMaker, type ChainMember } from './chain-member.ts';
import type { Chains } from './chains.ts';
import { standingOf, type ReadChains } from './lifecycle.ts';
import type { RecordName } from './types.ts';

export type { ChainMember } from './chain-member.ts';

/** The decisions that took each other's place, the one at the head first. */
export interface ChainResponse {
  readonly kind: KindName;
  readonly id: string;
  /** Whether the record holds; null where records of its kind are neither current nor past. */
  readonly holds: boolean | null;
  /** Of one that does not hold: the one that holds in its place, if there is one. */
  readonly current: RecordName | null;
  /** Each below what took its place; empty for a record in no chain. */
  readonly members: readonly ChainMember[];
}

interface ChainDeps {
  readonly store: Pick<Records, 'get'>;
  readonly readChains: ReadChains;
}

/** The chain that a record is in, as it stands today. Code: not_found. */
export async function chainOf(
  { store, readChains }: ChainDeps,
  key: RecordKey,
): Promise<ChainResponse> {
  if (!(await store.get(key.kind, key.id))) throw noSuchRecord(key.kind, key.id);
  const chains = await readChains();
  const row = rowOf(chains, key);
  const { kind, id } = key;
  if (row === undefined) return { kind, id, holds: null, current: null, members: [] };
  const standing = chains.standings.get(row);
  return {
    ...{ kind, id },
    holds: decides(chains, row) ? (standing?.holds ?? true) : null,
    current: standingOf(row, [], chains).current ?? null,
    members: membersOf(chains, standing?.head ?? row, kind),
  };
}

/** A look at 100,000 records takes two milliseconds: not worth an index of its own. */
function rowOf({ records }: Chains, { kind, id }: RecordKey): RecordRow | undefined {
  for (const [row, record] of records) if (record.id === id && record.kind === kind) return row;
  return undefined;
}

/** A plain document is neither current nor past, unless it stands in a chain. */
const decides = ({ records, standings }: Chains, row: RecordRow): boolean =>
  records.get(row)?.decides === true || standings.has(row);

/** Of a decision that is told by two records the one of the kind that was asked about. */
function membersOf(chains: Chains, head: RecordRow, kind: KindName): readonly ChainMember[] {
  const rows = chains.members.get(head) ?? [];
  const kindAt = (row: RecordRow | undefined) => row && chains.records.get(row)?.kind;
  const told = rows.filter((row) => kindAt(row) === kind || kindAt(chains.twins.get(row)) !== kind);
  const memberOf = memberMaker(chains);
  return told.flatMap((row) => memberOf(row) ?? []);
}
