import type {
  Explanation,
  HitExplanation,
  LegExplanation,
  Placement,
} from '#src/search/explain-types';

import { count } from './text.ts';

/** `score 4.1 = words 3.9 (rank 2, BM25 11.2, z 3.9) + meaning 0.195 (rank 7, e^(5 × closeness) 8.05, z 0.78 × 0.25)` */
export function renderHitExplanation({ keyword, vector, score }: HitExplanation): string {
  const parts = [
    ...(keyword ? [renderLeg('words', 'BM25', keyword)] : []),
    ...(vector ? [renderLeg('meaning', 'e^(5 × closeness)', vector)] : []),
  ];
  return score === null ? '' : `score ${number(score)} = ${parts.join(' + ')}`;
}

/** `placed directly below DEC-004 Keep sessions in Redis: they are one chain of decisions` */
export function renderPlacement({ by, below, instead_of: best }: Placement): string {
  if (by === 'exact') return 'placed first: the question names it';
  const place = below
    ? `directly below ${below.id} ${below.title}`
    : `where ${best ? `${best.id} ${best.title}` : 'the best of them'} would be`;
  return `placed ${place}: they are one chain of decisions`;
}

function renderLeg(name: string, measure: string, leg: LegExplanation): string {
  const { rank, raw, z, weight, contribution } = leg;
  const known = raw === null ? 'not embedded yet' : `${measure} ${number(raw)}`;
  const place = rank === null ? '' : `rank ${rank}, `;
  const weighted = weight === 1 ? '' : ` × ${weight}`;
  return `${name} ${number(contribution)} (${place}${known}, z ${number(z)}${weighted})`;
}

/** Plan, fusion and times, one line each. */
export function renderExplanation({ plan, fusion, timings_ms }: Explanation): readonly string[] {
  const legs = Object.entries(fusion.moments).map(
    ([leg, { mean, deviation }]) =>
      `${leg} × ${fusion.weights[leg] ?? 1} (mean ${number(mean)}, deviation ${number(deviation)})`,
  );
  const times = Object.entries(timings_ms).map(([step, time]) => `${step} ${number(time)} ms`);
  return [
    `plan: ${count(plan.scope_rows, 'record')} in scope; ${plansOf(plan)}`,
    ...(legs.length > 0 ? [`fusion: ${fusion.method}, ${legs.join(' + ')}`] : []),
    `time: ${times.join(', ')}`,
  ];
}

function plansOf({ keyword, vector, reason }: Explanation['plan']): string {
  const parts = [
    ...(keyword === null ? [] : [`words by ${keyword}`]),
    ...(vector === null ? [] : [`vectors by ${vector}`]),
  ];
  return `${parts.join(', ') || 'nothing to rank by'}.${reason === null ? '' : ` ${reason}`}`;
}

/** Three digits that matter. */
const number = (value: number): string => String(Number(value.toPrecision(3)));
