import { z } from 'zod';

import { CHECK_RULES, type CheckResponse, type CheckRule } from '#src/operations/check-types';
import { SEVERITIES } from '#src/operations/lint-types';
import type { Precedents as PrecedentsShape } from '#src/operations/precedents-types';
import type { ChainResponse } from '#src/search/chain-of';
import type { TimelineResponse } from '#src/search/decision-timeline';
import { MODES_USED } from '#src/search/types';

import { COUNT, KindName, maybe, NAMES, Place, RecordName, SHARE } from './parts.ts';
import { Degradation } from './search.ts';

const TOLD = {
  kind: KindName,
  id: z.string(),
  title: z.string(),
  status: z.string().nullable(),
  date: z.string().nullable(),
  repos: NAMES,
};

export const ChainMember = z.object({
  ...TOLD,
  holds: z.boolean().describe('Whether it is the decision that counts.'),
  supersedes: z.array(Place),
  also: maybe(Place),
});

export const Chain = z.object({
  kind: KindName,
  id: z.string(),
  holds: z.boolean().nullable(),
  current: RecordName.nullable().describe('The one that holds in its place.'),
  members: z.array(ChainMember),
}) satisfies z.ZodType<ChainResponse>;

const COUNTS = z.array(z.object({ value: z.string(), count: COUNT }));

export const Timeline = z.object({
  as_of: maybe(z.string()),
  total: COUNT,
  items: z.array(ChainMember),
  counts: z
    .object({ repo: COUNTS, status: COUNTS, year: COUNTS, lifecycle: COUNTS })
    .describe('Of each, how many there would be without a filter by it.'),
}) satisfies z.ZodType<TimelineResponse>;

export const Precedent = z.object({
  ...TOLD,
  path: z.string().nullable(),
  similarity: SHARE.nullable(),
  why: z.string().describe('What makes it stand in this list.'),
  current: maybe(RecordName),
});

export const Precedents = z.object({
  near_duplicates: z.array(Precedent),
  may_contradict: z.array(Precedent),
  related: z.array(Precedent),
  mode_used: z.enum(MODES_USED),
  degraded: z.array(Degradation),
  compared: COUNT.describe('Decisions that the draft was held against.'),
}) satisfies z.ZodType<PrecedentsShape>;

export const CheckReport = z.object({
  findings: z.array(
    z.object({
      rule: z.enum(Object.keys(CHECK_RULES) as [CheckRule, ...CheckRule[]]),
      severity: z.enum(SEVERITIES),
      repo: z.string(),
      path: z.string(),
      line: COUNT,
      sentence: z.string(),
      next: z.string(),
    }),
  ),
  drafts: z.array(z.object({ path: z.string(), title: z.string(), precedents: Precedents })),
  mode_used: z.enum(MODES_USED).nullable(),
  degraded: z.array(Degradation),
}) satisfies z.ZodType<CheckResponse>;
