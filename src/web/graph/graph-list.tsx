import { StatusBadge } from '#web/parts';
import type { View } from '#src/web/visit';
import { recordPath, spoken } from '#src/web/words';

import type { GraphNode, Neighbourhood } from './neighbourhood.ts';

/** The same as the drawing says, in words. */
export const GraphList = ({ graph }: { readonly graph: Neighbourhood }): View => {
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  return (
    <ul class="graph-list">
      {graph.edges.map(({ from, relation, to }) => (
        <li>
          <NodeLink node={nodes.get(from)} /> <em>{spoken(relation)}</em>{' '}
          <NodeLink node={nodes.get(to)} />
        </li>
      ))}
    </ul>
  );
};

const NodeLink = ({ node }: { readonly node: GraphNode | undefined }): View | null =>
  node === undefined ? null : (
    <>
      <a href={recordPath(node)}>{node.title}</a>
      {node.status === null ? null : <StatusBadge status={node.status} />}
    </>
  );
