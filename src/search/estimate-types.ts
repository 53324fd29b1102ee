import type { KindName } from '#src/kinds/index';

import type { SearchResponse } from './types.ts';

/** What a task costs: effort in minutes, tokens in and out, US dollars. */
export const COSTS = ['minutes', 'tokens', 'usd'] as const;
export type Cost = (typeof COSTS)[number];

/** A value for each sort of cost. */
export const eachCost = <T>(of: (cost: Cost) => T): Readonly<Record<Cost, T>> => ({
  minutes: of('minutes'),
  tokens: of('tokens'),
  usd: of('usd'),
});

/** What is known of a task's cost; null where nothing was recorded. */
export type Costs = Readonly<Record<Cost, number | null>>;

export interface EstimateRequest {
  readonly title: string;
  readonly description?: string;
  /** Past tasks of this type, as long as there are enough of them. */
  readonly type?: string;
  /** Past tasks of this repository, as long as there are enough of them. */
  readonly repo?: string;
  /** The caller's own estimates, to be corrected by how earlier ones turned out. */
  readonly given?: Readonly<Partial<Record<Cost, number>>>;
  /** Past tasks that the estimate rests on at most, 1 to 50; default 5. */
  readonly limit?: number;
  /** A degraded answer is an error (`degraded`) instead. */
  readonly strict?: boolean;
}

/** A finished task with what it cost. */
export interface PastTask {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  /** 0 to 1; null when only keywords could be compared. */
  readonly similarity: number | null;
  readonly cost: Costs;
}

/** The mean of the past tasks, each weighing as much as it is similar, and the range that was seen. */
export interface CostEstimate {
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Past tasks whose cost of this sort is known. */
  readonly from: number;
}

/** An estimate of the caller's as PROBE corrects it. */
export interface Correction {
  readonly given: number;
  readonly corrected: number;
  /** `regression`: actual = intercept + slope * estimated; `ratio`: all actual by all estimated. */
  readonly method: 'regression' | 'ratio';
  readonly intercept: number;
  readonly slope: number;
  /** Share of the variance that the estimates explain, 0 to 1; null when all estimates are the same. */
  readonly r_squared: number | null;
  /** Earlier estimates with their outcome. */
  readonly pairs: number;
}

export interface EstimateResponse extends Pick<
  SearchResponse,
  'mode_used' | 'degraded' | 'index' | 'took_ms'
> {
  readonly title: string;
  /** Past tasks that it rests on; with 0 there is no estimate. */
  readonly rests_on: number;
  readonly estimate: Readonly<Record<Cost, CostEstimate | null>>;
  /** Of the estimates that were given, those that could be corrected. */
  readonly corrected: Readonly<Partial<Record<Cost, Correction>>>;
  /** Most like it first. */
  readonly similar: readonly PastTask[];
  /** What the reader must know of how little it rests on, in sentences. */
  readonly notes: readonly string[];
}
