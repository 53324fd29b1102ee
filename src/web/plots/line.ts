import { scaleLinear } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';

export interface LinePlot {
  /** An SVG path in a square of 100 by 100. */
  readonly path: string;
  /** The latest value. Places are percents, from the top left. */
  readonly end: { readonly x: number; readonly y: number };
  /** Height of the target, when there is one. */
  readonly target?: number;
}

const EDGE = 6;

/** Values in their order as a line that fills its square, the target within it. Undefined for fewer than two values. */
export function linePlot(values: readonly number[], target: number | null): LinePlot | undefined {
  if (values.length < 2 || !values.every(Number.isFinite)) return undefined;
  const all = target === null ? values : [...values, target];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = scaleLinear()
    .domain([0, values.length - 1])
    .range([0, 100]);
  const y = scaleLinear()
    .domain(least === most ? [least - 1, most + 1] : [least, most])
    .range([100 - EDGE, EDGE]);
  const path = line<number>((_, at) => x(at), y).curve(curveMonotoneX)(values) ?? '';
  const end = { x: 100, y: y(values.at(-1) ?? 0) };
  return { path, end, ...(target !== null && { target: y(target) }) };
}
