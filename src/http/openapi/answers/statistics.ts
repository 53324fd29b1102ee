import { z } from 'zod';

import { kindNames } from '#src/kinds/index';
import type {
  Dashboard as DashboardShape,
  KindCounts as CountsShape,
} from '#src/operations/statistics-types';
import { COSTS, type EstimateResponse } from '#src/search/estimate-types';
import { MODES_USED } from '#src/search/types';

import { COUNT, KindName, maybe, MOMENT, NAMES, SHARE } from './parts.ts';
import { Degradation, SearchIndex } from './search.ts';

export const Measure = z.object({
  count: COUNT,
  sum: z.number(),
  mean: z.number().nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
});

const TALLY = { measures: maybe(z.record(z.string(), Measure)) };

export const Bucket = z.object({
  value: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .describe('Null where there is none.'),
  count: COUNT,
  ...TALLY,
});

const FIGURES = { total: COUNT, ...TALLY, by: z.record(z.string(), z.array(Bucket)) };
const Figures = z.object(FIGURES);

export const KindCounts = z.object({
  kind: KindName,
  ...FIGURES,
  omitted: maybe(z.record(z.string(), COUNT)).describe('Values of a dimension that are not shown.'),
}) satisfies z.ZodType<CountsShape>;

const NAMED = { id: z.string(), title: z.string() };
const some = <S extends z.ZodRawShape>(shape: S) =>
  z.object({ total: COUNT, items: z.array(z.object({ ...NAMED, ...shape })) });

const Accuracy = z.object({
  pairs: COUNT,
  ratio: z.number().nullable(),
  mmre: z.number().nullable(),
  within_25_percent: z.number().nullable(),
});

const Trend = z.object({
  metric: z.string(),
  value: z.number(),
  unit: z.string().nullable(),
  target: z.number().nullable(),
  at: MOMENT,
  change: z.number().nullable(),
  trend: z.array(z.object({ at: MOMENT, value: z.number() })),
});

export const Dashboard = z.object({
  at: MOMENT,
  kinds: z.partialRecord(z.enum(kindNames), KindCounts),
  tasks: z.object({
    active: some({}),
    blocked: some({ waits_for: NAMES }),
    stale: some({ written: MOMENT }).extend({ days: COUNT }),
    by_context: z.array(
      z.object({
        context: z.string().nullable(),
        name: z.string().nullable(),
        total: COUNT,
        open: COUNT,
      }),
    ),
  }),
  sessions: z.object({ current: some({ user: z.string().nullable(), started: MOMENT }) }),
  issues: z.object({ open: COUNT, by_severity: z.array(Bucket) }),
  decisions: z.object({ total: COUNT, by_status: z.array(Bucket) }),
  queue: Figures,
  orchestration: Figures,
  bootstrap: z.array(Trend),
  agent_cost: Figures,
  defects: Figures,
  estimation: z.record(z.enum(['size', ...COSTS]), Accuracy),
  took_ms: z.number(),
}) as z.ZodType<DashboardShape>;

const COST = z.enum(COSTS);

const CostEstimate = z.object({
  value: z.number(),
  least: z.number(),
  most: z.number(),
  from: COUNT,
});

const Correction = z.object({
  given: z.number(),
  corrected: z.number(),
  method: z.enum(['regression', 'ratio']),
  intercept: z.number(),
  slope: z.number(),
  r_squared: SHARE.nullable(),
  pairs: COUNT,
});

export const Estimate = z.object({
  title: z.string(),
  mode_used: z.enum(MODES_USED),
  degraded: z.array(Degradation),
  index: SearchIndex,
  rests_on: COUNT.describe('Past tasks; with 0 there is no estimate.'),
  estimate: z.record(COST, CostEstimate.nullable()),
  corrected: z.partialRecord(COST, Correction),
  similar: z.array(
    z.object({
      kind: KindName,
      ...NAMED,
      similarity: SHARE.nullable(),
      cost: z.record(COST, z.number().nullable()),
    }),
  ),
  notes: NAMES,
  took_ms: z.number(),
}) as z.ZodType<EstimateResponse>;
