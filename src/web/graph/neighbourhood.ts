import type { Client } from '#src/client';
import type { RelatedGroup, RelatedItem } from '#src/client/relations';
import type { RecordRef } from '#src/client/types';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';

import { edgesOf, statementOf, type GraphEdge, type Statement } from './edges.ts';

export interface GraphNode {
  /** Kind and id. */
  readonly key: string;
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly status: string | null;
  /** Steps from the record that was asked about. */
  readonly distance: number;
}

export interface Neighbourhood {
  /** The record that was asked about, and the others by their distance. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Relations that lead to records which are not among the nodes. */
  readonly left: number;
}

export interface Reach {
  /** Steps, from 1. */
  readonly depth: number;
  /** Nodes at most. */
  readonly most: number;
}

/** Of one group, so that a relation with thousands of records leaves room for the others. */
const MOST_OF_A_GROUP = 12;

/** What is linked to a record, and to what that is linked to. Code: not_found. */
export async function neighbourhood(
  client: Pick<Client, 'related'>,
  start: GraphNode,
  { depth, most }: Reach,
): Promise<Neighbourhood> {
  const gathering = createGathering(start, most);
  let reached: readonly GraphNode[] = [start];
  for (let distance = 1; distance <= depth; distance += 1) {
    const answers = await Promise.all(
      reached.map((node) => client.related(node, { limit: MOST_OF_A_GROUP })),
    );
    reached = answers.flatMap(({ groups }, index) =>
      groups.flatMap((group) => gathering.take(reached[index] as GraphNode, group)),
    );
  }
  return gathering.all();
}

export const nodeKey = ({ kind, id }: RecordRef): string => `${kind}/${id}`;

/** A record as the middle of a graph. */
export function startOf(kind: Kind, ref: RecordRef<KindName>, record: AnyRecord): GraphNode {
  const status = record[kind.facets.status ?? ''];
  return {
    ...{ key: nodeKey(ref), kind: ref.kind, id: ref.id, title: titleOf(kind, record), distance: 0 },
    status: typeof status === 'string' ? status : null,
  };
}

interface Gathering {
  /** Answers the nodes that were not there before. */
  take(from: GraphNode, group: RelatedGroup): readonly GraphNode[];
  all(): Neighbourhood;
}

function createGathering(start: GraphNode, most: number): Gathering {
  const nodes = new Map([[start.key, start]]);
  const told: Statement[] = [];
  let left = 0;
  return {
    take: (from, group) => {
      const items = group.items.map((item) => nodeOf(item, from.distance + 1));
      const fresh = items.filter(({ key }) => !nodes.has(key)).slice(0, most - nodes.size);
      for (const node of fresh) nodes.set(node.key, node);
      const shown = items.filter(({ key }) => nodes.has(key));
      told.push(...shown.map(({ key }) => statementOf(from.key, group, key)));
      left += group.total - shown.length;
      return fresh;
    },
    all: () => ({ nodes: [...nodes.values()], edges: edgesOf(told), left }),
  };
}

const nodeOf = ({ kind, id, title, status }: RelatedItem, distance: number): GraphNode => ({
  ...{ key: nodeKey({ kind, id }), kind, id, title, distance },
  status: typeof status === 'string' ? status : null,
});
