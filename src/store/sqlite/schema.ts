import { sql } from 'drizzle-orm';
import {
  blob,
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

import type { SourceSync } from '#src/store/sources';

/*
 * The engine's own tables, beside the kinds' tables. Their names start with `wm_`, so that no
 * kind collides with them. The keyword index is an FTS5 table, which drizzle-kit cannot
 * describe: the migration `0001_keywords` makes it, with the triggers that keep it in step.
 */

const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (stored): unknown => JSON.parse(stored),
});

/** One row per record of any kind: its number within the file (never used again) and its version. */
export const records = sqliteTable(
  'wm_records',
  {
    row: integer('row').primaryKey({ autoIncrement: true }),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    version: integer('version').notNull(),
    updated_at: text('updated_at').notNull(),
    /** Hash of title, context and sections; null when the record has no text to find. */
    text_hash: text('text_hash'),
  },
  (t) => [uniqueIndex('wm_records_kind_id').on(t.kind, t.id)],
);

const row = () =>
  integer('row')
    .notNull()
    .references(() => records.row, { onDelete: 'cascade' });

/** What records are called (`src/kinds/names.ts`): a question that is nothing but a name is looked up here. */
export const names = sqliteTable('wm_names', { name: text('name').notNull(), row: row() }, (t) => [
  primaryKey({ columns: [t.name, t.row] }),
  index('wm_names_row').on(t.row),
]);

export const sections = sqliteTable(
  'wm_sections',
  {
    section: integer('section').primaryKey({ autoIncrement: true }),
    row: row(),
    ordinal: integer('ordinal').notNull(),
    field: text('field').notNull(),
    heading: json('heading').$type<readonly string[]>().notNull(),
    text: text('text').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
  },
  (t) => [index('wm_sections_row').on(t.row, t.ordinal)],
);

export const spaces = sqliteTable(
  'wm_spaces',
  {
    space: integer('space').primaryKey({ autoIncrement: true }),
    fingerprint: text('fingerprint').notNull().unique(),
    query_fingerprint: text('query_fingerprint').notNull(),
    model: text('model').notNull(),
    dimensions: integer('dimensions').notNull(),
    /** A `dropped` space is gone for everybody; its fingerprint is free again, and its rows are removed bit by bit. */
    state: text('state', { enum: ['current', 'building', 'kept', 'dropped'] }).notNull(),
    created_at: text('created_at').notNull(),
    /** See `Space.generation`. */
    generation: integer('generation').notNull().default(1),
    /** The highest generation of its model that this file has had: what is not newer is not offered again. */
    newest: integer('newest').notNull().default(1),
    /** See `Space.turn`. */
    turn: integer('turn').notNull().default(0),
    /** See `Space.prunes`. */
    prunes: integer('prunes', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    uniqueIndex('wm_spaces_one_current')
      .on(t.state)
      .where(sql`state = 'current'`),
  ],
);

const space = () =>
  integer('space')
    .notNull()
    .references(() => spaces.space, { onDelete: 'cascade' });

export const passages = sqliteTable(
  'wm_passages',
  {
    passage: integer('passage').primaryKey({ autoIncrement: true }),
    space: space(),
    row: row(),
    section: integer('section')
      .notNull()
      .references(() => sections.section, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    index('wm_passages_space_row').on(t.space, t.row),
    index('wm_passages_section').on(t.section),
    index('wm_passages_row').on(t.row),
  ],
);

/** Apart from `wm_passages`, so that a plan reads passages without their vectors, and a scan little else. */
export const vectors = sqliteTable('wm_vectors', {
  passage: integer('passage')
    .primaryKey()
    .references(() => passages.passage, { onDelete: 'cascade' }),
  embedding: blob('embedding', { mode: 'buffer' }).notNull(),
});

/** The outbox: records whose passages in a space are not known to be in step. Written with the record. */
export const jobs = sqliteTable(
  'wm_jobs',
  {
    space: space(),
    row: row(),
    /** Milliseconds since 1970; a failed job waits until then. */
    due_at: integer('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.space, t.row] }),
    index('wm_jobs_due').on(t.space, t.due_at),
    index('wm_jobs_row').on(t.row),
  ],
);

/**
 * Records whose row of the keyword index was written by older rules than those of `index-text.ts`.
 * A migration that changes the rules names them here; `renewKeywords` writes them anew.
 */
export const staleKeywords = sqliteTable('wm_stale_keywords', {
  row: integer('row')
    .primaryKey()
    .references(() => records.row, { onDelete: 'cascade' }),
});

/** The next number of each counter prefix. */
export const counters = sqliteTable('wm_counters', {
  prefix: text('prefix').primaryKey(),
  next: integer('next').notNull(),
});

export const idempotency = sqliteTable(
  'wm_idempotency',
  {
    key: text('key').primaryKey(),
    digest: text('digest').notNull(),
    outcomes: json('outcomes').notNull(),
    created_at: integer('created_at').notNull(),
  },
  (t) => [index('wm_idempotency_created_at').on(t.created_at)],
);

export const leases = sqliteTable('wm_leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  expires_at: integer('expires_at').notNull(),
  /** Milliseconds since 1970 at which the holder took it, however often it was renewed since. */
  since: integer('since'),
});

/** What was embedded in each second of the last minute, by whichever process: the file says how fast it goes. */
export const indexPace = sqliteTable(
  'wm_index_pace',
  {
    space: space(),
    /** Seconds since 1970. */
    second: integer('second').notNull(),
    /** Milliseconds that the work took: since what was settled before, or since the lease was taken. */
    busy: integer('busy').notNull(),
    records: integer('records').notNull(),
    passages: integer('passages').notNull(),
    /** Milliseconds since 1970 of the last of it. */
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.space, t.second] })],
);

/** Who has written lately: `growth` counts them. Nobody's work depends on a row of it. */
export const writers = sqliteTable('wm_writers', {
  writer: text('writer').primaryKey(),
  /** Milliseconds since 1970. */
  seen_at: integer('seen_at').notNull(),
});

/**
 * Every write in order of its commit (SQLite has one writer, and a number is never used again), with
 * what it replaced: history walks back from the record that is there. Has no reference to
 * `wm_records`, for it outlives what it tells of.
 */
export const changes = sqliteTable(
  'wm_changes',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    /** The first `seq` of the transaction. */
    batch: integer('batch').notNull(),
    /** Milliseconds since 1970. */
    at: integer('at').notNull(),
    who: text('who').notNull(),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    row: integer('row').notNull(),
    /** After the write. Goes on counting when a deleted record is made again. */
    version: integer('version').notNull(),
    outcome: text('outcome', { enum: ['created', 'updated', 'deleted'] }).notNull(),
    /** Names of the fields that an update changed. */
    changed: json('changed').$type<readonly string[]>(),
    /** What undoes an update (`delta.ts`), or the record that was deleted; null when it was forgotten, too. */
    undo: json('undo'),
  },
  (t) => [
    index('wm_changes_row').on(t.row),
    index('wm_changes_deleted')
      .on(t.kind, t.id)
      .where(sql`outcome = 'deleted'`),
  ],
);

/**
 * Facts about the file itself. Made by the migration: its `id`, and the moment from which on it keeps
 * `history`. Made by a repair: `keywords`, another one whenever the keyword index was begun again.
 */
export const file = sqliteTable('wm_file', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});

/** Folders that were indexed, with the machine that has them: no records, for they mean nothing on another machine. */
export const sources = sqliteTable(
  'wm_sources',
  {
    id: text('id').primaryKey(),
    host: text('host').notNull(),
    path: text('path').notNull(),
    repo: text('repo').notNull(),
    named: integer('named', { mode: 'boolean' }).notNull(),
    origin: text('origin').notNull(),
    prefix: text('prefix').notNull(),
    /** Whether somebody who holds the file itself has said so. */
    trusted: integer('trusted', { mode: 'boolean' }).notNull(),
    added_at: text('added_at').notNull(),
    synced_at: text('synced_at'),
    last_sync: json('last_sync').$type<SourceSync>(),
  },
  (t) => [uniqueIndex('wm_sources_host_path').on(t.host, t.path)],
);
