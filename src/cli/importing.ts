import { existsSync } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';

import { WorkspaceError } from '#src/errors';
import type { ImportReport } from '#src/transfer/import/report-types';
import type { ImportMode, UnknownFields } from '#src/transfer/import/types';

import { connect, databaseOf, type Access, type GlobalOptions } from './connection.ts';
import { embedAll } from './embedding.ts';
import { bundleOf, readFiles } from './import-files.ts';
import { failWith, indexFaults } from './index-faults.ts';
import { line, type Io } from './io.ts';
import { progressFor } from './progress.ts';
import { faultLine, renderImport, renderWarnings } from './render/import.ts';
import { queuedNote } from './render/indexing.ts';
import { styleFor } from './render/style.ts';
import { count } from './render/text.ts';
import { sessionOf, type Session } from './session.ts';
import type { Embedding } from './settle.ts';

export interface ImportCommandOptions extends GlobalOptions {
  readonly mode: ImportMode;
  readonly dryRun?: boolean;
  readonly quarantine?: string;
  readonly unknown: UnknownFields;
  readonly format: string;
  readonly kind?: string;
  readonly repo?: string;
  readonly wait: boolean;
}

/** Reads the files, has them imported, writes what was set aside, embeds what came, and reports. */
export async function runImport(
  paths: readonly string[],
  options: ImportCommandOptions,
  io: Io,
): Promise<void> {
  // Before the connection: a mistyped path must not leave a new database behind.
  const files = await readFiles(paths, io, options.format);
  if (options.quarantine !== undefined) await checkQuarantine(options.quarantine);
  const connection = await connect(options, io, await accessFor(options, io));
  try {
    const session = sessionOf(io, connection, options.json === true);
    await importInto(session, bundleOf(files, options.format), options);
  } finally {
    await connection.close();
  }
}

/** A dry run makes no database: a missing one is as good as an empty one. */
async function accessFor({ dryRun, db, url }: ImportCommandOptions, io: Io): Promise<Access> {
  if (dryRun !== true) return 'write';
  const isElsewhere = url !== undefined || (db === undefined && io.env['WORKSPACE_URL']);
  return isElsewhere || existsSync(await databaseOf(io, db)) ? 'existing' : 'none';
}

/** Looked at before anything is written, so that no record is lost for want of a place. */
async function checkQuarantine(path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
    await rm(path);
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new WorkspaceError(
      'target_unwritable',
      isThere ? `${path} is there already.` : `${path} cannot be written.`,
      { next: 'Choose another file with --quarantine.', cause },
    );
  }
}

async function importInto(
  session: Session,
  bundle: Blob,
  options: ImportCommandOptions,
): Promise<void> {
  const { mode, dryRun = false, quarantine, unknown, format, kind, repo, wait } = options;
  const report = await asking(session, () =>
    session.client.importAll(bundle, {
      ...{ mode, dryRun, unknown, format },
      ...(quarantine !== undefined && { quarantine: true }),
      ...(kind !== undefined && { kind }),
      ...(repo !== undefined && { repo }),
    }),
  );
  if (quarantine !== undefined && !dryRun) await setAside(report, quarantine);
  if (!session.asJson)
    for (const text of renderWarnings(report, styleFor(session.io, session.io.stderr)))
      line(session.io.stderr, text);
  session.answer(report, () => renderImport(report, { ...session, quarantine }));
  if (dryRun) return failOnFaults(report, quarantine);
  await embed(session, wait);
}

/** Every fault on a line of its own, where a person reads them; a program gets them as they came. */
async function asking(
  { io, asJson }: Session,
  ask: () => Promise<ImportReport>,
): Promise<ImportReport> {
  try {
    return await ask();
  } catch (error) {
    const placed =
      error instanceof WorkspaceError ? error.issues.filter(({ file }) => file !== undefined) : [];
    if (!(error instanceof WorkspaceError) || placed.length === 0 || asJson) throw error;
    for (const { file = '', pointer = '', detail } of placed)
      line(io.stderr, faultLine({ file, pointer, reason: detail }));
    const { code, message, cause } = error;
    const next = 'Correct the files, or give --quarantine <file> to import the others.';
    throw new WorkspaceError(code, message, { next, cause });
  }
}

async function setAside({ quarantined = [] }: ImportReport, path: string): Promise<void> {
  if (quarantined.length === 0) return;
  try {
    await writeFile(path, `${JSON.stringify(quarantined, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    throw new WorkspaceError(
      'target_unwritable',
      `What was to be set aside cannot be written to ${path}; the other records are imported.`,
      { next: 'Run it again with another --quarantine file: what is the same is left.', cause },
    );
  }
}

/** A script that tries an import first must see that it would fail. */
function failOnFaults({ faults_total }: ImportReport, quarantine: string | undefined): void {
  if (faults_total === 0 || quarantine !== undefined) return;
  throw new WorkspaceError(
    'invalid_body',
    `Nothing would be imported, for ${count(faults_total, 'fault')}.`,
    { next: 'Correct the files, or give --quarantine <file> to import the others.' },
  );
}

async function embed(session: Session, wait: boolean): Promise<void> {
  const progress = await progressFor(session.io, false);
  const embedding: Embedding = wait ? await embedAll(session, { progress }) : { state: 'queued' };
  const { pending } = await session.client.indexStatus();
  if (pending > 0 && embedding.state !== 'unavailable' && !session.asJson)
    line(session.io.stderr, queuedNote(pending));
  failWith(indexFaults(embedding, []), session);
}
