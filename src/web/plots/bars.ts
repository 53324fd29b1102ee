import { scaleLinear } from 'd3-scale';

/** One value with what it comes to. */
export interface Amount {
  readonly name: string;
  readonly amount: number;
}

/** The length of each bar in percents of the longest; what is anything at all can be seen. */
export function barLengths(amounts: readonly Amount[]): readonly number[] {
  const most = Math.max(0, ...amounts.map(({ amount }) => amount));
  const length = scaleLinear().domain([0, most]).range([0, 100]);
  return amounts.map(({ amount }) => {
    if (most === 0 || amount <= 0) return 0;
    return Math.max(LEAST, Math.round(length(amount) * 10) / 10);
  });
}

const LEAST = 0.7;
