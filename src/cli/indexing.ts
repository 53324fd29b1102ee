import {
  besideUnread,
  readFolders,
  type FolderPlace,
  type Reading,
  type WantedFolder,
} from '#indexer/reading';
import type { ReadingMemory } from '#indexer/sources/memory';
import type { WorkspaceError } from '#src/errors';

import { embedAll } from './embedding.ts';
import { indexFaults } from './index-faults.ts';
import { jsonLine, line } from './io.ts';
import { progressFor } from './progress.ts';
import { queuedNote, renderRepository, renderSummary } from './render/indexing.ts';
import type { Session } from './session.ts';
import type { Embedding } from './settle.ts';
import { shelfOf } from './shelf.ts';
import { writeReading, type RepositoryReport } from './syncing.ts';

export interface IndexOptions {
  readonly folders: readonly WantedFolder[];
  /** Wait until all is embedded. */
  readonly wait: boolean;
  readonly prune?: boolean;
  /** Whether the folders are taken down as sources. */
  readonly remember: boolean;
  /** Whether a folder that cannot be read is a fault among others, or nothing is done then (the default). */
  readonly tolerant?: boolean;
  /** For those who read again in this process. */
  readonly memory?: ReadingMemory;
}

export interface IndexSummary {
  /** Documents read. */
  readonly documents: number;
  /** Passages of the whole database. */
  readonly passages: number;
  readonly pending: number;
  readonly failed: number;
  /** What became of what was to be embedded; `queued` when nobody waited for it. */
  readonly embedding: Embedding['state'];
  readonly seconds: number;
}

/** A summary, with what must be said beside it. */
export interface Indexed extends IndexSummary {
  /** As `indexFaults` finds them; nobody has been told yet. */
  readonly faults: readonly WorkspaceError[];
}

/** Reads all folders first, so that a mistyped one is found before anything is written; then writes, then embeds. */
export async function indexFolders(session: Session, options: IndexOptions): Promise<Indexed> {
  const started = Date.now();
  const progress = await progressFor(session.io, session.asJson);
  const faults: WorkspaceError[] = [];
  const readings = await readFolders({
    folders: options.folders,
    stored: shelfOf(session.client).stored,
    env: session.io.env,
    ...(options.memory && { memory: options.memory }),
    ...(options.tolerant === true && { onFault: (fault) => faults.push(fault) }),
    onProgress: ({ done, total }) => progress.update('read', done, total),
  });
  progress.end();
  const reports: RepositoryReport[] = [];
  const unread = unreadOf(options.folders, readings);
  for (const reading of readings) {
    const report = await writeReading(besideUnread(reading, unread), {
      client: session.client,
      prune: options.prune === true,
      remember: options.remember,
      onProgress: ({ done, total }) => progress.update('write', done, total),
    });
    progress.end();
    tell(session, report);
    reports.push(report);
  }
  const embedding: Embedding = options.wait
    ? await embedAll(session, { progress })
    : { state: 'queued' };
  const { passages, pending, failed } = await session.client.indexStatus();
  const documents = reports.reduce((sum, report) => sum + report.documents, 0);
  const state = pending === 0 ? 'done' : embedding.state;
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const summary = { documents, passages, pending, failed, embedding: state, seconds };
  tellSummary(session, summary);
  const refused = reports.flatMap((report) => report.refused);
  return { ...summary, faults: [...faults, ...indexFaults(embedding, refused)] };
}

/** Folders that could not be read, where they were known before. */
function unreadOf(
  wanted: readonly WantedFolder[],
  readings: readonly Reading[],
): readonly FolderPlace[] {
  const read = new Set(readings.flatMap(({ folders }) => folders.map((folder) => folder.wanted)));
  return wanted.flatMap((folder) => (folder.last && !read.has(folder) ? [folder.last] : []));
}

function tell({ io, asJson, say, style }: Session, report: RepositoryReport): void {
  if (asJson) jsonLine(io.stdout, { step: 'repository', ...report });
  else say(renderRepository(report, style));
}

function tellSummary({ io, asJson, say, style }: Session, summary: IndexSummary): void {
  if (asJson) return jsonLine(io.stdout, { step: 'done', ...summary });
  say(renderSummary(summary, style));
  if (summary.embedding === 'queued') line(io.stderr, queuedNote(summary.pending));
}
