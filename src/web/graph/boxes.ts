export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of a record in a graph, in the units of the drawing. */
export const BOX = { width: 176, height: 60 } as const;

/** Between two boxes: room for an arrow and the name of a relation. */
const GAP = { x: 76, y: 30 } as const;

const MOST_ROUNDS = 500;

/**
 * Moves points until no boxes around them touch. Of two that do, both give way along the axis that is
 * shorter; the first point stays where it is, for the drawing is about it.
 */
export function apart(points: readonly Point[]): readonly Point[] {
  const places = points.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < MOST_ROUNDS; round += 1) if (!pushed(places)) return places;
  return stacked(places);
}

type Place = { x: number; y: number };

function pushed(places: Place[]): boolean {
  let moved = false;
  for (let second = 1; second < places.length; second += 1)
    for (let first = 0; first < second; first += 1)
      if (parted(places[first] as Place, places[second] as Place, first === 0)) moved = true;
  return moved;
}

/** A little more than touching, so that rounding does not bring them together again. */
const MORE = 0.5;

function parted(a: Place, b: Place, isFixed: boolean): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const [overX, overY] = [BOX.width + GAP.x - Math.abs(dx), BOX.height + GAP.y - Math.abs(dy)];
  if (overX <= 0 || overY <= 0) return false;
  const axis = overX < overY ? 'x' : 'y';
  const by = (axis === 'x' ? overX : overY) + MORE;
  const way = (axis === 'x' ? dx : dy) < 0 ? -1 : 1;
  b[axis] += way * by * (isFixed ? 1 : 0.5);
  if (!isFixed) a[axis] -= way * by * 0.5;
  return true;
}

/** The last resort, for crowds that find no rest: rows from the top down. */
function stacked(places: readonly Point[]): readonly Point[] {
  const columns = Math.ceil(Math.sqrt(places.length / 2));
  return places.map((_, index) => ({
    x: (index % columns) * (BOX.width + GAP.x),
    y: Math.floor(index / columns) * (BOX.height + GAP.y),
  }));
}

/** Where a line from the middle of one box to that of another leaves the first. */
export function borderPoint(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.min(
    BOX.width / 2 / Math.max(Math.abs(dx), 1e-9),
    BOX.height / 2 / Math.max(Math.abs(dy), 1e-9),
    0.5,
  );
  return { x: from.x + dx * share, y: from.y + dy * share };
}
