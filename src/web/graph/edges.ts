import type { RelatedGroup } from '#src/client/relations';
import { linkSeen, RELATION_NAMES } from '#src/kinds/relations-names';

/** Something that one record is to another, by their keys: `from` `relation` `to`. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: string;
}

export interface Statement extends GraphEdge {
  /** Whether the record that it begins with says it, and not only the other one's kind. */
  readonly own: boolean;
}

/** A relation of a group with one of its records. `B blocks A` is what `A depends_on B` says, seen from the other side. */
export function statementOf(
  from: string,
  { relation, direction }: Pick<RelatedGroup, 'relation' | 'direction'>,
  to: string,
): Statement {
  if (direction !== 'in') return { from, to, relation, own: true };
  if (!RELATION_NAMES.includes(relation)) return { from, to, relation, own: false };
  return { from: to, to: from, relation: linkSeen(relation, 'to').name, own: true };
}

/** Each once; what only the far side's kind has a name for is left out where the near side tells it. */
export function edgesOf(told: readonly Statement[]): readonly GraphEdge[] {
  const own = new Set(told.filter((each) => each.own).map(pairOf));
  const kept = told.filter((each) => each.own || !own.has(pairOf(each)));
  const edges = new Map(
    kept.map(({ from, to, relation }) => [nameOf({ from, to, relation }), { from, to, relation }]),
  );
  return [...edges.values()];
}

const pairOf = ({ from, to }: GraphEdge): string => [from, to].sort().join('\0');

/** What is mutual is the same from both sides. */
function nameOf(edge: GraphEdge): string {
  const isMutual = linkSeen(edge.relation, 'from').direction === 'both';
  const ends = isMutual ? pairOf(edge) : [edge.from, edge.to].join('\0');
  return `${ends}\0${edge.relation}`;
}
