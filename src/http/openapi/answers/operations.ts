import { z } from 'zod';

import type { CurrentSession as CurrentShape } from '#src/operations/session-types';
import type { Comparison as ComparisonShape } from '#src/operations/configuration-types';
import type { Reclaimed as ReclaimedShape, TaskQueue } from '#src/operations/queue-types';

import { COUNT, maybe, MOMENT, NAMES, RECORD } from './parts.ts';
import { RecordEnvelope, Waited } from './records.ts';

const WAITED = { waited: maybe(Waited) };

export const Handoff = z
  .object({
    id: z.string(),
    start_time: MOMENT,
    end_time: MOMENT.nullable(),
    handoff_notes: z.string(),
  })
  .describe('What was left for the next session.');

export const StartedSession = z.object({
  session: RecordEnvelope,
  handoff: Handoff.nullable(),
  ended: NAMES.describe('Ids of the sessions that were ended for this one.'),
  ...WAITED,
});

export const CurrentSessions = z.object({
  session: RECORD.nullable().describe('Null when none is in progress, or several fit.'),
  others: z.array(RECORD),
  handoff: Handoff.nullable(),
}) satisfies z.ZodType<CurrentShape>;

export const SwitchedContext = z.object({
  context: RecordEnvelope,
  from: z.string().nullable(),
  session: z.string().nullable(),
  switched: z.string().nullable().describe('Id of the row of the history.'),
  ...WAITED,
});

export const ClaimedTasks = z.object({
  task: RecordEnvelope.nullable().describe('The first of `tasks`.'),
  tasks: z.array(RecordEnvelope),
  waiting: COUNT,
  blocked: COUNT,
  ...WAITED,
});

export const ReclaimedTasks = z.object({
  reclaimed: NAMES,
  left: COUNT,
  ...WAITED,
}) satisfies z.ZodType<ReclaimedShape>;

export const QueueState = z.object({
  claimed: z.array(RECORD),
  pending: z.array(
    z.object({
      task: RECORD,
      waits_for: z.array(z.object({ id: z.string(), status: z.string() })),
    }),
  ),
  totals: z.object({ claimed: COUNT, pending: COUNT, blocked: COUNT }),
}) satisfies z.ZodType<TaskQueue>;

export const RecordedScan = z.object({
  scan: RecordEnvelope,
  detections: NAMES.describe('Ids of the detections in the order given.'),
  ...WAITED,
});

export const RecordedConfiguration = z.object({
  outcome: z.enum(['created', 'unchanged']),
  snapshot: RecordEnvelope,
  change: RecordEnvelope.nullable(),
  ...WAITED,
});

const PATCH = z.array(
  z.union([
    z.object({ op: z.enum(['add', 'replace']), path: z.string(), value: z.unknown() }),
    z.object({ op: z.literal('remove'), path: z.string() }),
  ]),
);

export const ConfigurationDiff = z.object({
  before: z.string().nullable(),
  after: z.string(),
  summary: z.string(),
  diff: PATCH.describe('A JSON Patch (RFC 6902) from the older to the newer one.'),
}) satisfies z.ZodType<ComparisonShape>;

export const ConfigurationChanges = z.object({ items: z.array(RECORD) });
