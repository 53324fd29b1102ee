import type { RecordKey, RecordRow } from '#src/store/store';

import type { LifecycleRecord } from './chain-records.ts';
import type { Chains } from './chains.ts';
import { groupBy } from './group-by.ts';
import type { RecordName } from './types.ts';

/** A decision beside others; of one that is told by two records the one, with the other beside it. */
export interface ChainMember extends RecordName {
  readonly status: string | null;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly repos: readonly string[];
  /** Whether it is the decision that counts. */
  readonly holds: boolean;
  /** What it took the place of. */
  readonly supersedes: readonly RecordKey[];
  readonly also?: RecordKey;
}

/** Tells decisions by their rows; undefined for a row that none is at. */
export function memberMaker(chains: Chains): (row: RecordRow) => ChainMember | undefined {
  const { records, twins, standings } = chains;
  const bySuccessor = groupBy(chains.successions, ({ successor }) => String(successor.row));
  const told = (row: RecordRow) =>
    (bySuccessor.get(String(row)) ?? []).map(({ predecessor }) => predecessor);
  return (row) => {
    const record = records.get(row);
    const twin = records.get(twins.get(row) ?? NaN);
    return (
      record && {
        ...saidBy(record, twin),
        holds: standings.get(row)?.holds ?? true,
        supersedes: [...told(row), ...(twin ? told(twin.row) : [])].map(keyOf),
        ...(twin && { also: keyOf(twin) }),
      }
    );
  };
}

const keyOf = ({ kind, id }: LifecycleRecord): RecordKey => ({ kind, id });

/** What one record leaves open the other may say. */
const saidBy = (
  { kind, id, title, status, day, repos }: LifecycleRecord,
  twin: LifecycleRecord | undefined,
) => ({
  ...{ kind, id, title },
  status: status ?? twin?.status ?? null,
  date: day ?? twin?.day ?? null,
  repos: [...new Set([...repos, ...(twin?.repos ?? [])])],
});
