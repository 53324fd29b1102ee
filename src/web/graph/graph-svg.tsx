import { toneOf } from '#src/web/tones';
import type { View } from '#src/web/visit';
import { recordPath, spoken } from '#src/web/words';
import { kindOf } from '#src/kinds/index';

import { BOX } from './boxes.ts';
import { fitted, fittedLines } from './fitted.ts';
import type { GraphLayout, PlacedEdge, PlacedNode } from './layout.ts';

interface GraphProps {
  readonly layout: GraphLayout;
  /** What it shows, for who cannot see it. */
  readonly label: string;
}

const TITLE = { room: BOX.width - 18, size: 12, most: 2 } as const;

/** Records as boxes that lead to their pages, and lines with what one is to the other. */
export const GraphSvg = ({ layout, label }: GraphProps): View => (
  <div class="graph-scroll" role="region" aria-label={label} tabindex={0} data-scrolled-to="middle">
    <svg
      class="graph"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width}
      height={layout.height}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7.5"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto-start-reverse"
        >
          <path class="graph-arrow" d="M0 .5 7.5 4 0 7.5Z" />
        </marker>
      </defs>
      {layout.edges.map((edge) => (
        <Edge edge={edge} />
      ))}
      {layout.edges.map((edge) => (
        <text class="graph-relation" x={edge.middle.x} y={edge.middle.y + 3}>
          {spoken(edge.relation)}
        </text>
      ))}
      {layout.nodes.map((node) => (
        <Node node={node} />
      ))}
    </svg>
  </div>
);

const Edge = ({ edge: { start, end } }: { readonly edge: PlacedEdge }): View => (
  <line
    class="graph-edge"
    x1={start.x}
    y1={start.y}
    x2={end.x}
    y2={end.y}
    marker-end="url(#arrow)"
  />
);

/** The inner drawing cuts what a font makes wider than was reckoned with. */
const Node = ({ node }: { readonly node: PlacedNode }): View => {
  const { kind, id, title, status, distance } = node;
  const [left, top] = [node.x - BOX.width / 2, node.y - BOX.height / 2];
  const label = kindOf(kind).label;
  return (
    <a
      href={recordPath({ kind, id })}
      class={`graph-node${distance === 0 ? ' is-centre' : ''} tone-${toneOf(status ?? '')}`}
    >
      <title>
        {[title, `${label} ${id}`, status && spoken(status)].filter(Boolean).join(', ')}
      </title>
      <rect x={left} y={top} width={BOX.width} height={BOX.height} rx="6" />
      <circle cx={left + 12} cy={top + 48.5} r="3.5" />
      <svg x={left} y={top} width={BOX.width - 4} height={BOX.height}>
        {fittedLines(title, TITLE).map((line, index) => (
          <text class="graph-title" x="10" y={18 + index * 15}>
            {line}
          </text>
        ))}
        <text class="graph-kind" x="20" y="52">
          {fitted(`${label} ${id}`, BOX.width - 30, 10)}
        </text>
      </svg>
    </a>
  );
};
