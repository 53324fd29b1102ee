import type { Correction, Cost, CostEstimate, EstimateResponse } from '#src/search/estimate-types';

import { number, row } from './counts.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { count, oneLine } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

const WORDS: Readonly<Record<Cost, (amount: number) => string>> = {
  minutes: (amount) => `${number(amount, amount < 10 ? 1 : 0)} min`,
  tokens: (amount) => `${number(amount, 0)} tokens`,
  usd: (amount) => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`,
};

/** An estimate for people: what it comes to, what it rests on, and what is missing. */
export function renderEstimate(response: EstimateResponse, { style, width }: Options): string {
  const { rests_on: from, similar, notes, degraded } = response;
  const costs = Object.keys(WORDS) as Cost[];
  const said = costs.flatMap((cost) => {
    const estimate = response.estimate[cost];
    const correction = response.corrected[cost];
    return [
      ...(estimate ? [row(style, cost, estimateLine(estimate, WORDS[cost]))] : []),
      ...(correction ? [row(style, 'corrected', correctionLine(correction, WORDS[cost]))] : []),
    ];
  });
  const past = table(
    [
      { heading: 'like it' },
      { heading: 'past task' },
      { heading: '', flexible: true },
      ...costs.map((heading) => ({ heading })),
    ],
    similar.map(({ similarity, id, title, cost }) => [
      similarity === null ? '?' : similarity.toFixed(2),
      id,
      title,
      ...costs.map((each) => (cost[each] === null ? '' : WORDS[each](cost[each]))),
    ]),
    { style, width },
  );
  const warnings = [
    ...notes,
    ...degraded.map(({ reason }) => `Without ranking by meaning: ${reason}`),
  ];
  return [
    ...(said.length > 0 ? [said.join('\n')] : []),
    ...(from > 0 ? [past, style.dim(`rests on ${count(from, 'past task')}`)] : []),
    ...warnings.map((note) => style.warn(oneLine(note))),
  ].join('\n\n');
}

const estimateLine = (
  { value, least, most, from }: CostEstimate,
  say: (amount: number) => string,
): string =>
  from === 1
    ? `${say(value)} (one task)`
    : `${say(value)} (${say(least)} to ${say(most)}, ${from} tasks)`;

const METHODS = {
  regression: 'a line through',
  ratio: 'the ratio of',
} as const;

const correctionLine = (
  { given, corrected, method, pairs }: Correction,
  say: (amount: number) => string,
): string => `${say(given)} to ${say(corrected)}, by ${METHODS[method]} ${pairs} earlier estimates`;
