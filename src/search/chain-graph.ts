import type { KindName } from '#src/kinds/index';
import type { LifecycleReading, RecordRow } from '#src/store/store';

import { namedRecords, type NamedRecords } from './chain-names.ts';
import { lifecycleRecord, type LifecycleRecord } from './chain-records.ts';
import { resolveReference } from './chain-references.ts';
import { twinsOf, type Twins } from './chain-twins.ts';

/** One record that takes the place of another, and which of the two says so; a link says it for both. */
export interface Succession {
  readonly successor: LifecycleRecord;
  readonly predecessor: LifecycleRecord;
  readonly saidBy: { readonly successor: boolean; readonly predecessor: boolean };
}

/** A reference that names no record, or several. */
export interface Unresolved {
  readonly from: LifecycleRecord;
  readonly relation: 'supersedes' | 'superseded_by';
  readonly reference: string;
  readonly candidates: readonly LifecycleRecord[];
}

/** Who takes whose place, as the records say it, whatever the day. */
export interface ChainGraph {
  readonly records: ReadonlyMap<RecordRow, LifecycleRecord>;
  readonly twins: readonly Twins[];
  readonly successions: readonly Succession[];
  readonly unresolved: readonly Unresolved[];
}

/** Reads every reference of the records. Pure. */
export function chainGraph({ records: heads, links }: LifecycleReading): ChainGraph {
  const records = heads.map(lifecycleRecord);
  const named = namedRecords(records);
  const stated = records.flatMap((record) => statementsOf(record, named));
  return {
    records: new Map(records.map((record) => [record.row, record])),
    twins: twinsOf(records, named),
    successions: joined([
      ...stated.flatMap((each) => ('successor' in each ? [each] : [])),
      ...linked(records, links),
    ]),
    unresolved: stated.flatMap((each) => ('reference' in each ? [each] : [])),
  };
}

function statementsOf(
  from: LifecycleRecord,
  named: NamedRecords,
): readonly (Succession | Unresolved)[] {
  const { supersedes, supersededBy } = from;
  return [
    ...supersedes.flatMap((reference) =>
      stated(from, { relation: 'supersedes', reference }, named),
    ),
    ...supersededBy.flatMap((reference) =>
      stated(from, { relation: 'superseded_by', reference }, named),
    ),
  ];
}

function stated(
  from: LifecycleRecord,
  { relation, reference }: Pick<Unresolved, 'relation' | 'reference'>,
  named: NamedRecords,
): readonly (Succession | Unresolved)[] {
  const resolution = resolveReference(reference, from, named);
  if ('outside' in resolution) return [];
  if ('candidates' in resolution)
    return [{ from, relation, reference, candidates: resolution.candidates }];
  return relation === 'supersedes'
    ? [succession(from, resolution.found, 'successor')]
    : [succession(resolution.found, from, 'predecessor')];
}

const succession = (
  successor: LifecycleRecord,
  predecessor: LifecycleRecord,
  said: 'successor' | 'predecessor' | 'both',
): Succession => ({
  ...{ successor, predecessor },
  saidBy: { successor: said !== 'predecessor', predecessor: said !== 'successor' },
});

function linked(
  records: readonly LifecycleRecord[],
  links: LifecycleReading['links'],
): readonly Succession[] {
  if (links.length === 0) return [];
  const keyOf = (kind: KindName, id: string): string => `${kind} ${id}`;
  const byKey = new Map(records.map((record) => [keyOf(record.kind, record.id), record]));
  return links.flatMap(({ successor, predecessor }) => {
    const [after, before] = [successor, predecessor].map(({ kind, id }) =>
      byKey.get(keyOf(kind, id)),
    );
    return after && before ? [succession(after, before, 'both')] : [];
  });
}

/** What both sides say is said once. */
function joined(successions: readonly Succession[]): readonly Succession[] {
  const byEnds = new Map<string, Succession>();
  for (const each of successions) {
    const ends = `${each.successor.row}-${each.predecessor.row}`;
    const known = byEnds.get(ends)?.saidBy;
    const saidBy = {
      successor: each.saidBy.successor || known?.successor === true,
      predecessor: each.saidBy.predecessor || known?.predecessor === true,
    };
    byEnds.set(ends, { ...each, saidBy });
  }
  return [...byEnds.values()];
}
