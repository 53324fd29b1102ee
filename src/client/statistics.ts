import type { Dashboard, KindCounts } from '#src/operations/statistics-types';
import type { EstimateResponse } from '#src/search/estimate-types';

import { queryOf } from './parameters.ts';
import type { Transport } from './transport.ts';
import type { UrlFilters } from './types.ts';

export interface CountOptions {
  readonly filters?: UrlFilters;
  /** Fields, facets, or moments by day, week or month: `status`, `week(created)`, `week`. Default: the facets, recent days and weeks. */
  readonly by?: readonly string[];
  /** Numbers to add up, or lists whose elements are counted. */
  readonly measure?: readonly string[];
  /** Values of one field that are answered, 1 to 1,000; default 100. */
  readonly limit?: number;
}

export interface TaskToEstimate {
  readonly title: string;
  readonly description?: string;
  readonly type?: string;
  readonly repo?: string;
  readonly estimated_effort_minutes?: number;
  readonly estimated_tokens?: number;
  readonly estimated_cost_usd?: number;
  /** Past tasks that it rests on at most, 1 to 50; default 5. */
  readonly limit?: number;
  readonly strict?: boolean;
}

export interface StatisticsClient {
  /** Everything of the dashboard. A task in work counts as stale after `staleDays` without a write (default 14). */
  dashboard(options?: { readonly staleDays?: number | undefined }): Promise<Dashboard>;
  /** Counts of one kind under a filter. */
  counts(kind: string, options?: CountOptions): Promise<KindCounts>;
  /** What a task will cost, by the past tasks most like it. */
  estimate(task: TaskToEstimate): Promise<EstimateResponse>;
}

export const statisticsClient = ({ send }: Transport): StatisticsClient => ({
  dashboard: ({ staleDays } = {}) =>
    send({ method: 'GET', path: ['stats'], query: queryOf({ stale_days: staleDays }) }),
  counts: (kind, { filters, ...rest } = {}) =>
    send({ method: 'GET', path: ['stats', kind], query: queryOf({ ...rest }, filters) }),
  estimate: (body) => send({ method: 'POST', path: ['estimate'], body }),
});
