import { readFolders, type Reading } from '#indexer/reading';
import { syncFolder, type SyncReport } from '#indexer/sync';

import { embedAll } from './embedding.ts';
import { jsonLine } from './io.ts';
import { progressFor, type Progress } from './progress.ts';
import { renderRepository, renderSummary } from './render/indexing.ts';
import type { Session } from './session.ts';
import { shelfOf } from './shelf.ts';

export interface IndexOptions {
  readonly folders: readonly string[];
  readonly repo?: string;
  /** Wait until all is embedded. */
  readonly wait: boolean;
  readonly prune?: boolean;
}

export interface RepositoryReport extends SyncReport {
  readonly repo: string;
  readonly folders: readonly string[];
  readonly documents: number;
  readonly skipped: Reading['skipped'];
}

export interface IndexSummary {
  /** Documents read. */
  readonly documents: number;
  /** Passages of the whole database. */
  readonly passages: number;
  readonly pending: number;
  readonly failed: number;
  readonly seconds: number;
}

/** Reads all folders first, so that a mistyped one is found before anything is written; then writes, then embeds. */
export async function indexFolders(session: Session, options: IndexOptions): Promise<IndexSummary> {
  const started = Date.now();
  const progress = await progressFor(session.io, session.asJson);
  const readings = await readFolders({
    ...options,
    onProgress: ({ done, total }) => progress.update('read', done, total),
  });
  progress.end();
  for (const reading of readings)
    tell(session, await write(session, { reading, options, progress }));
  const { passages, pending, failed } = options.wait
    ? await embedAll(session, progress)
    : await session.client.indexStatus();
  const documents = readings.reduce((sum, reading) => sum + reading.documents.length, 0);
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const summary = { documents, passages, pending, failed, seconds };
  if (session.asJson) jsonLine(session.io.stdout, { step: 'done', ...summary });
  else session.say(renderSummary(summary, session.style));
  return summary;
}

interface Writing {
  readonly reading: Reading;
  readonly options: IndexOptions;
  readonly progress: Progress;
}

async function write(
  { client }: Session,
  { reading, options, progress }: Writing,
): Promise<RepositoryReport> {
  const { repo, folders, documents, skipped } = reading;
  const report = await syncFolder({
    shelf: shelfOf(client),
    repo,
    contents: reading,
    prune: options.prune === true,
    onProgress: ({ done, total }) => progress.update('write', done, total),
  });
  progress.end();
  return { repo, folders, documents: documents.length, ...report, skipped };
}

function tell(session: Session, report: RepositoryReport): void {
  if (session.asJson) jsonLine(session.io.stdout, { step: 'repository', ...report });
  else session.say(renderRepository(report, session.style));
}
