import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';

import { WorkspaceError } from '#src/errors';
import { consolidate } from '#src/transfer/consolidate/consolidate';
import type {
  ConsolidationReport,
  OnConflict,
  SourceReport,
} from '#src/transfer/consolidate/types';

import { connect, databaseOf, openLegacy, type Access, type GlobalOptions } from './connection.ts';
import { embedAll } from './embedding.ts';
import { failWith, indexFaults } from './index-faults.ts';
import { line, type Io } from './io.ts';
import { progressFor } from './progress.ts';
import { renderConsolidation } from './render/consolidation.ts';
import { queuedNote } from './render/indexing.ts';
import { count } from './render/text.ts';
import { sessionOf, type Session } from './session.ts';
import type { Embedding } from './settle.ts';

export interface ConsolidateOptions extends GlobalOptions {
  readonly into?: string;
  readonly onConflict: OnConflict;
  readonly dryRun?: boolean;
  readonly wait: boolean;
}

/** Brings older databases into the target, embeds what came, and reports. Fails after the report where something stayed behind. */
export async function runConsolidation(
  sources: readonly string[],
  options: ConsolidateOptions,
  io: Io,
): Promise<void> {
  const database = await targetOf(options, io);
  await refuseTarget(sources, database);
  const access = await accessFor(sources, database, options);
  const connection = await connect({ db: database }, io, access);
  try {
    await consolidateIn(sessionOf(io, connection, options.json === true), sources, options);
  } finally {
    await connection.close();
  }
}

async function consolidateIn(
  session: Session,
  sources: readonly string[],
  { onConflict, dryRun = false, wait }: ConsolidateOptions,
): Promise<void> {
  const store = session.connection.local?.store;
  if (!store) throw new TypeError('A target is always a file of this machine.');
  const progress = await progressFor(session.io, false);
  const report = await consolidate({
    ...{ store, open: openLegacy, sources, onConflict, dryRun },
    onProgress: progress.update,
  });
  progress.end();
  session.answer(report, () => renderConsolidation(report, session.style));
  const embedding: Embedding =
    wait && !dryRun ? await embedAll(session, { progress }) : { state: 'done' };
  await sayQueued(session, embedding);
  failWith([...indexFaults(embedding, []), ...faultsOf(report)], session);
}

async function sayQueued({ client, io, asJson }: Session, { state }: Embedding): Promise<void> {
  if (asJson || state === 'unavailable') return;
  const { pending } = await client.indexStatus();
  if (pending > 0) line(io.stderr, queuedNote(pending));
}

/** The target's path. Code: invalid_query where the target would be a service. */
async function targetOf({ into, db, url }: ConsolidateOptions, io: Io): Promise<string> {
  if (into !== undefined && db !== undefined)
    throw new WorkspaceError('invalid_query', '--into and --db both name the target.', {
      next: 'Leave --db out.',
    });
  const path = into ?? db;
  if (url !== undefined || (path === undefined && io.env['WORKSPACE_URL'])) throw isLocal();
  return databaseOf(io, path);
}

const isLocal = (): WorkspaceError =>
  new WorkspaceError('invalid_query', 'consolidate reads and writes files of this machine only.', {
    next: 'Run it where the database lies, with --into <path> and without --url.',
  });

async function refuseTarget(sources: readonly string[], database: string): Promise<void> {
  const target = await realpath(database).catch(() => undefined);
  for (const source of sources) {
    const path = await realpath(source).catch(() => undefined);
    if (path === undefined || path !== target) continue;
    throw new WorkspaceError('invalid_query', `${source} is the target itself.`, {
      next: 'Bring older databases into a new file, with --into <path>.',
    });
  }
}

/** A mistyped source must not leave a new target behind, nor may a dry run. */
async function accessFor(
  sources: readonly string[],
  database: string,
  { dryRun = false }: ConsolidateOptions,
): Promise<Access> {
  if (existsSync(database)) return 'existing';
  if (dryRun) return 'none';
  const readable = await Promise.all(sources.map(isReadable));
  return readable.includes(true) ? 'write' : 'none';
}

async function isReadable(source: string): Promise<boolean> {
  try {
    const opened = await openLegacy(source);
    await opened?.close();
    return opened !== undefined;
  } catch {
    return false; // the report will say why
  }
}

/** Rows and conflicts named one by one. */
const SHOWN = 5;

/** What stayed behind, the gravest last; none when all came in. */
const faultsOf = ({ sources }: ConsolidationReport): readonly WorkspaceError[] => [
  ...sources.filter(({ faults }) => faults.length > 0).map(rowFaults),
  ...sources.filter(({ state }) => state === 'conflicts').map(collided),
  ...sources.flatMap(({ error }) =>
    error
      ? [new WorkspaceError(error.code, error.detail, error.next ? { next: error.next } : {})]
      : [],
  ),
];

const rowFaults = ({ source, faults }: SourceReport): WorkspaceError =>
  new WorkspaceError(
    'source_unreadable',
    `${count(faults.length, 'row')} of ${source} cannot be taken over.`,
    {
      issues: faults.slice(0, SHOWN).map(({ table, row, id, reason }) => ({
        detail: `${table} row ${row}${id === undefined ? '' : ` (${id})`}: ${reason}`,
      })),
      next: 'All others are; correct a copy of the source and run it again.',
    },
  );

const collided = ({ source, conflicts }: SourceReport): WorkspaceError =>
  new WorkspaceError(
    'duplicate_id',
    `${count(conflicts.length, 'record')} of ${source} ${conflicts.length === 1 ? 'collides' : 'collide'} with others, and nothing of it was written.`,
    {
      issues: conflicts
        .slice(0, SHOWN)
        .map(({ kind, id, fields }) => ({ detail: `${kind} ${id} (${fields.join(', ')})` })),
      next: 'Choose --on-conflict skip to keep what is there, or replace to take what comes.',
    },
  );
