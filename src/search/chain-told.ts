import type { KindName } from '#src/kinds/index';
import type { LifecycleReading } from '#src/store/store';

import type { NamedRecords } from './chain-names.ts';
import type { LifecycleRecord } from './chain-records.ts';
import { resolveReference } from './chain-references.ts';
import { claimsOf, type Twins } from './chain-twins.ts';

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

/** What one record says of others. */
export interface Told {
  readonly successions: readonly Succession[];
  readonly unresolved: readonly Unresolved[];
  /** The files that may say the same as this row. */
  readonly claims: readonly Twins[];
}

/** Undefined when it says nothing. */
export function toldBy(from: LifecycleRecord, named: NamedRecords): Told | undefined {
  const { supersedes, supersededBy } = from;
  const claims = claimsOf(from, named);
  if (supersedes.length + supersededBy.length + claims.length === 0) return undefined;
  const all = [
    ...supersedes.map((reference) => stated(from, { relation: 'supersedes', reference }, named)),
    ...supersededBy.map((reference) =>
      stated(from, { relation: 'superseded_by', reference }, named),
    ),
  ];
  return {
    successions: all.flatMap((each) => (each && 'successor' in each ? [each] : [])),
    unresolved: all.flatMap((each) => (each && 'reference' in each ? [each] : [])),
    claims,
  };
}

function stated(
  from: LifecycleRecord,
  { relation, reference }: Pick<Unresolved, 'relation' | 'reference'>,
  named: NamedRecords,
): Succession | Unresolved | undefined {
  const resolution = resolveReference(reference, from, named);
  if ('outside' in resolution) return undefined;
  if ('candidates' in resolution)
    return { from, relation, reference, candidates: resolution.candidates };
  return relation === 'supersedes'
    ? succession(from, resolution.found, 'successor')
    : succession(resolution.found, from, 'predecessor');
}

const succession = (
  successor: LifecycleRecord,
  predecessor: LifecycleRecord,
  said: 'successor' | 'predecessor' | 'both',
): Succession => ({
  ...{ successor, predecessor },
  saidBy: { successor: said !== 'predecessor', predecessor: said !== 'successor' },
});

/** What links say; those of records that nothing is known of say nothing. */
export function linked(
  links: LifecycleReading['links'],
  byId: NamedRecords['byId'],
): readonly Succession[] {
  const find = ({ kind, id }: { readonly kind: KindName; readonly id: string }) =>
    byId(id).find((record) => record.kind === kind);
  return links.flatMap(({ successor, predecessor }) => {
    const [after, before] = [find(successor), find(predecessor)];
    return after && before ? [succession(after, before, 'both')] : [];
  });
}

/** What both sides say is said once. */
export function joined(successions: readonly Succession[]): readonly Succession[] {
  const byEnds = new Map<string, Succession>();
  for (const each of successions) {
    const ends = `${each.successor.row}-${each.predecessor.row}`;
    const known = byEnds.get(ends)?.saidBy;
    const saidBy = {
      successor: each.saidBy.successor || known?.successor === true,
      predecessor: each.saidBy.predecessor || known?.predecessor === true,
    };
    byEnds.set(ends, known ? { ...each, saidBy } : each);
  }
  return [...byEnds.values()];
}
