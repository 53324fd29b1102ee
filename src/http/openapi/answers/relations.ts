import { z } from 'zod';

import type { DependenciesResponse } from '#src/search/dependencies';
import type { RelatedResponse } from '#src/search/related';

import { COUNT, KindName, maybe, Place } from './parts.ts';

const ITEM = {
  kind: KindName,
  id: z.string(),
  title: z.string(),
  status: maybe(z.unknown()),
  repo: maybe(z.unknown()),
  severity: maybe(z.unknown()),
  priority: maybe(z.unknown()),
  type: maybe(z.unknown()),
  date: maybe(z.unknown()),
};

const GROUP = {
  relation: z.string(),
  direction: z.enum(['out', 'in', 'both']),
  kind: KindName,
  total: COUNT.describe('All of them; `items` may be fewer.'),
};

/** What a related record tells of its own, such as a workflow's stages. */
const InnerGroup = z.object({ ...GROUP, items: z.array(z.object(ITEM)) });

export const RelatedGroup = z.object({
  ...GROUP,
  items: z.array(z.object({ ...ITEM, related: maybe(z.array(InnerGroup)) })),
});

export const Related = z.object({
  kind: KindName,
  id: z.string(),
  title: z.string(),
  groups: z.array(RelatedGroup),
  missing: z
    .array(z.object({ relation: z.string(), kinds: z.array(KindName), id: z.string() }))
    .describe('Named, and not there.'),
}) satisfies z.ZodType<RelatedResponse>;

export const Dependency = z.object({
  ...ITEM,
  depth: COUNT,
  via: Place,
  done: z.boolean().nullable().describe('Null when records of its kind are never done.'),
});

export const Dependencies = z.object({
  kind: KindName,
  id: z.string(),
  title: z.string(),
  depends_on: z.array(Dependency),
  blocks: z.array(Dependency),
  open: z.array(Dependency).describe('What still holds it up.'),
  cycles: z.array(z.array(Place)),
  missing: z.array(Place.extend({ via: Place })),
  truncated: z.boolean().describe('There is more beyond the depth.'),
}) satisfies z.ZodType<DependenciesResponse>;
