import { z } from 'zod';

import type { FailureShown, IndexReport as ReportShape } from '#src/operations/index-types';
import type { ListedModel as ModelShape, TextCoverage } from '#src/operations/model-types';
import type {
  Cancelled as CancelledShape,
  Pruned as PrunedShape,
  RolledBack as RolledShape,
  SpaceShown,
  UsedModel as UsedShape,
} from '#src/operations/space-types';

import { COUNT, KindName, maybe, MOMENT, NAMES, SHARE } from './parts.ts';

const STATE = z.enum(['current', 'building', 'kept']);

const SPACE = {
  fingerprint: z.string(),
  model: z.string(),
  dimensions: COUNT,
  generation: COUNT,
  state: STATE,
  created_at: MOMENT,
  passages: COUNT,
  pending: COUNT.describe('Records that wait to be embedded.'),
  failed: COUNT,
  fault: maybe(z.string()).describe('Why it is not worked on for now.'),
};

const PROGRESS = {
  passages_per_second: z.number().nullable().describe('Over the last minute.'),
  seconds_left: z.number().nullable().describe('Until nothing waits; null when nothing is known.'),
};

export const Space = z.object(SPACE) satisfies z.ZodType<SpaceShown>;
export const Spaces = z.object({ items: z.array(Space) });

export const IndexReport = z.object({
  space: z.string().optional(),
  model: z.string().optional(),
  passages: COUNT,
  pending: COUNT,
  failed: COUNT,
  ...PROGRESS,
  indexer: z
    .object({ holder: z.string(), since: MOMENT.nullable() })
    .nullable()
    .describe('Who embeds now.'),
  spaces: z.array(z.object({ ...SPACE, ...PROGRESS })),
}) as z.ZodType<ReportShape>;

const FAILURE = z.object({
  kind: KindName,
  id: z.string(),
  reason: z.string(),
  attempts: COUNT,
  next_try: MOMENT,
}) satisfies z.ZodType<FailureShown>;

export const IndexFailures = z.object({ items: z.array(FAILURE) });
export const Retried = z.object({ retried: COUNT });

export const UsedModel = z.object({
  outcome: z.enum(['building', 'current']),
  space: Space,
  records: COUNT,
  seconds: z.number().nullable(),
}) satisfies z.ZodType<UsedShape>;

export const RolledBack = z.object({ space: Space, stale: COUNT }) satisfies z.ZodType<RolledShape>;

export const Pruned = z.object({
  dropped: z.array(Space),
  passages: COUNT,
}) satisfies z.ZodType<PrunedShape>;

export const Cancelled = z.object({
  space: Space.nullable(),
}) satisfies z.ZodType<CancelledShape>;

export const Model = z.object({
  id: z.string(),
  dimensions: COUNT,
  token_window: COUNT,
  languages: NAMES,
  licence: z.string(),
  choose_when: z.string(),
  origin: z.enum(['shipped', 'known', 'imported']),
  folder: z.string().nullable(),
  bytes: COUNT.nullable(),
  space: STATE.nullable().describe('State of its space in this file.'),
}) satisfies z.ZodType<ModelShape>;

export const Models = z.object({ items: z.array(Model) });

export const Coverage = z.object({
  stored: COUNT.describe('Characters, white space apart.'),
  embedded: COUNT,
  share: SHARE,
}) satisfies z.ZodType<TextCoverage>;
