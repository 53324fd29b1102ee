import { z } from 'zod';

import type { Envelope, Waited as WaitedShape } from '#src/client/types';
import type { RecordHistory, RecordVersion } from '#src/client/changes';
import type { AnyRecord } from '#src/kinds/kind';
import type { TaggedRecord as Tagged } from '#src/search/tags';
import type { LinkReceipt as Linked } from '#src/search/links';
import type {
  Change as ChangeShape,
  ChangesPage as ChangesShape,
  HistoryEntry as EntryShape,
} from '#src/store/store';

import { COUNT, Index, KindName, maybe, MOMENT, NAMES, RECORD } from './parts.ts';

export const Waited = z
  .object({
    seconds: z.number(),
    queued: COUNT.describe('Records of the request that still wait.'),
    reason: z.string().describe('Why no longer, as a sentence.'),
  })
  .describe('Only when a wait for the index ended too soon.') satisfies z.ZodType<WaitedShape>;

const ENVELOPE = {
  kind: KindName,
  id: z.string(),
  etag: z.string().describe('Changes with every write; the ETag header has it in quotes.'),
  index: Index,
  record: RECORD,
  waited: maybe(Waited),
};

export const RecordEnvelope = z
  .object(ENVELOPE)
  .describe('A record of any kind, with its version.') satisfies z.ZodType<Envelope>;

export const AddedRecord = z
  .object({ ...ENVELOPE, outcome: z.enum(['created', 'linked', 'unchanged']) })
  .describe('A record, and whether it was made, joined or there already.');

export const Deleted = z.object({ deleted: COUNT, waited: maybe(Waited) });

export const TaggedRecord = z.object({
  kind: KindName,
  id: z.string(),
  tags: NAMES,
}) satisfies z.ZodType<Tagged>;

export const LinkReceipt = z.object({
  outcome: z.enum(['created', 'updated', 'unchanged']),
  link: RECORD,
}) satisfies z.ZodType<Linked>;

const OUTCOME = z.enum(['created', 'updated', 'deleted']);

export const Change = z.object({
  cursor: z.string().describe('The feed goes on after it.'),
  batch: COUNT.describe('The same for all that was written in one transaction.'),
  at: MOMENT,
  who: z.string(),
  kind: KindName,
  id: z.string(),
  outcome: OUTCOME,
  version: COUNT,
  etag: z.string().nullable(),
  changed: NAMES.describe('Fields that an update changed.'),
}) satisfies z.ZodType<ChangeShape>;

export const ChangesPage = z.object({
  items: z.array(Change),
  next: z.string().describe('Where the feed goes on: send it as `since`.'),
  begins: MOMENT.describe('From then on every write is in the feed.'),
}) satisfies z.ZodType<ChangesShape>;

export const HistoryEntry = z.object({
  version: COUNT,
  etag: z.string().nullable(),
  at: MOMENT,
  who: z.string(),
  outcome: OUTCOME,
  batch: COUNT,
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  forgotten: maybe(z.literal(true)),
}) satisfies z.ZodType<EntryShape>;

export const History = z.object({
  kind: KindName,
  id: z.string(),
  items: z.array(HistoryEntry).describe('The latest first.'),
  next: COUNT.nullable().describe('`before` of the next page.'),
  begins: MOMENT,
  complete: z.boolean().describe('False when older versions are not known.'),
}) satisfies z.ZodType<RecordHistory>;

export const Version = z.object({
  kind: KindName,
  id: z.string(),
  version: COUNT,
  latest: COUNT,
  made: HistoryEntry.nullable(),
  record: RECORD,
}) satisfies z.ZodType<RecordVersion<AnyRecord>>;

export const Forgotten = z.object({ forgotten: COUNT.describe('Changes whose old values went.') });
