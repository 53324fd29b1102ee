import { z } from 'zod';

import type { Explanation as ExplanationShape, HitExplanation } from '#src/search/explain-types';
import { FACET_NAMES, type FacetAnswer as FacetShape } from '#src/search/facet-types';
import {
  LIFECYCLES,
  MODES_USED,
  type Degradation as DegradationShape,
  type Hit as HitShape,
  type SearchResponse as ResponseShape,
} from '#src/search/types';

import { COUNT, KindName, maybe, NAMES, RECORD, RecordName, SHARE } from './parts.ts';

const Narrowing = {
  filter: RECORD.nullable().describe('For the filter of a body, beside what is there.'),
  query: z.string().nullable().describe('The same for a URL, to be appended.'),
};

export const FacetAnswer = z.object({
  values: z.array(
    z.object({
      value: z.union([z.string(), z.number(), z.boolean()]),
      count: COUNT,
      ...Narrowing,
    }),
  ),
  other: z.object({ values: COUNT, count: COUNT }),
  none: z.object({ count: COUNT, ...Narrowing }),
}) satisfies z.ZodType<FacetShape>;

export const Facets = z
  .partialRecord(z.enum(FACET_NAMES), FacetAnswer)
  .describe('Counts over all that `total` counts; only when asked for.');

export const Degradation = z.object({
  leg: z.enum(['vector', 'keyword']),
  reason: z.string(),
}) satisfies z.ZodType<DegradationShape>;

export const SearchIndex = z.object({
  space: z.string().optional(),
  pending: COUNT.describe('Records whose text waits to be embedded.'),
  failed: COUNT,
});

const LegExplanation = z.object({
  rank: COUNT.nullable(),
  raw: z.number().nullable(),
  z: z.number(),
  weight: z.number(),
  contribution: z.number(),
});

const HitPlaced = z.object({
  keyword: LegExplanation.nullable(),
  vector: LegExplanation.nullable(),
  score: z.number().nullable(),
  placed: maybe(
    z.object({
      by: z.enum(['exact', 'chain']),
      below: maybe(RecordName),
      instead_of: maybe(RecordName),
    }),
  ),
}) satisfies z.ZodType<HitExplanation>;

export const Explanation = z.object({
  plan: z.object({
    vector: z.string().nullable(),
    keyword: z.string().nullable(),
    reason: z.string().nullable(),
    scope_rows: COUNT,
    passages: COUNT,
  }),
  timings_ms: z.record(z.string(), z.number()),
  fusion: z.object({
    method: z.string(),
    weights: z.record(z.string(), z.number()),
    moments: z.record(z.string(), z.object({ mean: z.number(), deviation: z.number() })),
  }),
}) satisfies z.ZodType<ExplanationShape>;

const Then = z.object({
  state: z.enum(['held', 'proposed', 'replaced', 'over']),
  since: z.string().nullable(),
  until: z.string().nullable(),
});

export const Hit = z.object({
  kind: KindName,
  id: z.string(),
  title: z.string(),
  status: z.string().nullable(),
  date: z.string().nullable(),
  source: z.object({
    repos: NAMES,
    path: z.string().nullable(),
    url: z.string().nullable(),
  }),
  similarity: SHARE.nullable().describe('Cosine of its best passage.'),
  closeness: SHARE.nullable().describe('What meaning ranks by.'),
  ranks: z.object({ keyword: COUNT.nullable(), vector: COUNT.nullable() }),
  exact: maybe(z.literal(true)).describe('The query is its id, number, path or title.'),
  score: z.number().nullable().describe('Comparable within one answer only.'),
  passage: z
    .object({
      field: z.string(),
      heading: NAMES,
      text: z.string(),
      start: COUNT.describe('UTF-16 offset into the field.'),
      end: COUNT,
    })
    .nullable(),
  snippet: z.object({
    text: z.string(),
    highlights: z
      .array(z.tuple([z.int(), z.int()]))
      .describe('UTF-16 ranges of the text that match.'),
  }),
  current: maybe(RecordName).describe('The decision that holds in its place.'),
  then: maybe(Then).describe('How it stood on the day of `as_of`.'),
  also: maybe(z.array(z.object({ kind: KindName, id: z.string() }))),
  explain: maybe(HitPlaced),
}) satisfies z.ZodType<HitShape>;

const Understood = z.object({
  lifecycle: maybe(z.enum(LIFECYCLES)),
  as_of: maybe(z.string()),
  kinds: maybe(z.array(KindName)),
  filter: maybe(RECORD),
  text: z.string(),
});

export const SearchResponse = z.object({
  query: z.string(),
  mode_used: z.enum(MODES_USED),
  degraded: z.array(Degradation).describe('Legs that could not answer, and why.'),
  as_of: maybe(z.string()),
  understood: maybe(Understood).describe('What the text was taken for.'),
  remarks: maybe(NAMES),
  index: SearchIndex,
  total: COUNT.describe('Records that match, on all pages.'),
  facets: maybe(Facets),
  explain: maybe(Explanation),
  hits: z.array(Hit),
  next_cursor: z.string().nullable(),
  took_ms: z.number(),
}) as z.ZodType<ResponseShape>;
