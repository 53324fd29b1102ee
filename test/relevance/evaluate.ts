import { estimate, figuresOf, FIGURES, type Estimate, type Figures } from './metrics.ts';
import type { Method } from './methods.ts';
import type { Query } from './sets.ts';

export type Evaluation = Readonly<Record<keyof Figures, Estimate>>;

/** One query after the other, as one person would ask. */
export async function evaluate(method: Method, queries: readonly Query[]): Promise<Evaluation> {
  const all: Figures[] = [];
  for (const query of queries) all.push(figuresOf(await method(query), query.judgements));
  const estimates = FIGURES.map((name) => [name, estimate(all.map((each) => each[name]))] as const);
  return Object.fromEntries(estimates) as Record<keyof Figures, Estimate>;
}

/** At most `most` queries, evenly spread, so that the same ones are asked in every run. */
export function sample(queries: readonly Query[], most: number): readonly Query[] {
  const step = Math.max(1, Math.ceil(queries.length / most));
  return queries.filter((_, index) => index % step === 0);
}
