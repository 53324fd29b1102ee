import {
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';

import type { GraphEdge } from './edges.ts';
import { apart, BOX, borderPoint, type Point } from './boxes.ts';
import type { GraphNode, Neighbourhood } from './neighbourhood.ts';

export interface PlacedNode extends GraphNode, Point {}

export interface PlacedEdge extends GraphEdge {
  readonly start: Point;
  readonly end: Point;
  /** Where its name stands. */
  readonly middle: Point;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** Centres of boxes of the size `BOX`. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

type Body = SimulationNodeDatum & { readonly key: string };

/** Steps of the simulation; it has cooled down by then (d3's default is the same). */
const TICKS = 300;
const MARGIN = 12;

/** Places records so that what is linked lies near and no box covers another. Pure: the same in, the same out. */
export function layoutGraph({ nodes, edges }: Neighbourhood): GraphLayout {
  const places = apart(simulated(nodes, edges));
  const { left, top, width, height } = frameOf(places);
  const placed = nodes.map((node, index): PlacedNode => {
    const { x, y } = places[index] as Point;
    return { ...node, x: round(x - left), y: round(y - top) };
  });
  return {
    width: round(width),
    height: round(height),
    nodes: placed,
    edges: placedEdges(placed, edges),
  };
}

/** Boxes are wide, so that there is more room to either side than above and below. */
function simulated(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly Point[] {
  const bodies: Body[] = nodes.map(({ key, distance }) =>
    distance === 0 ? { key, fx: 0, fy: 0 } : { key },
  );
  const links: SimulationLinkDatum<Body>[] = edges.map(({ from, to }) => ({
    source: from,
    target: to,
  }));
  forceSimulation(bodies)
    .force(
      'links',
      forceLink<Body, SimulationLinkDatum<Body>>(links)
        .id(({ key }) => key)
        .distance(BOX.width * 1.2),
    )
    .force('charge', forceManyBody().strength(-1200))
    .force('x', forceX(0).strength(0.05))
    .force('y', forceY(0).strength(0.16))
    .stop()
    .tick(TICKS);
  return bodies.map(({ x = 0, y = 0 }) => ({ x, y }));
}

function frameOf(places: readonly Point[]) {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const left = Math.min(...xs) - BOX.width / 2 - MARGIN;
  const top = Math.min(...ys) - BOX.height / 2 - MARGIN;
  return {
    ...{ left, top },
    width: Math.max(...xs) + BOX.width / 2 + MARGIN - left,
    height: Math.max(...ys) + BOX.height / 2 + MARGIN - top,
  };
}

function placedEdges(
  nodes: readonly PlacedNode[],
  edges: readonly GraphEdge[],
): readonly PlacedEdge[] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return edges.flatMap((edge) => {
    const [from, to] = [byKey.get(edge.from), byKey.get(edge.to)];
    if (!from || !to || from === to) return [];
    const [start, end] = [borderPoint(from, to), borderPoint(to, from)];
    const middle = { x: round((start.x + end.x) / 2), y: round((start.y + end.y) / 2) };
    return [{ ...edge, start: rounded(start), end: rounded(end), middle }];
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;
const rounded = ({ x, y }: Point): Point => ({ x: round(x), y: round(y) });
