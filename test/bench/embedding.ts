import { join } from 'node:path';

import type { Embedder } from '#embeddings/embedder';
import { joinPassage } from '#embeddings/template';
import { createWorkerEmbedder, type WorkerEmbedder } from '#embeddings/worker-embedder';
import { headerOf } from '#indexer/header';
import { DEFAULT_MODEL } from '#models/catalog';
import { packageRoot } from '#src/package-root';
import type { RecordHead, RecordRow, SearchIndex, StoredSection } from '#src/store/store';

import { timed } from './measure.ts';

/** Milliseconds that the parts of the embedder take for some records' text, nothing read or written. */
export interface EmbeddedAlone {
  readonly load: number;
  readonly cut: number;
  readonly embed: number;
}

/** The indexer's batch: so many records at once. */
const RECORDS = 32;

/** The model that ships with the project, in its worker. Calls fail after a minute. */
export const shippedModel = (): WorkerEmbedder =>
  createWorkerEmbedder({
    model: DEFAULT_MODEL,
    source: { modelsFolder: join(packageRoot(), 'models') },
    callTimeout: 60_000,
  });

/** Cuts and embeds again what the indexer embedded, in the same batches; the embedder is closed then. */
export async function embedAlone(
  store: SearchIndex,
  rows: readonly RecordRow[],
  embedder: WorkerEmbedder = shippedModel(),
): Promise<EmbeddedAlone> {
  const heads = await store.heads(rows);
  const sections = await store.sections(rows);
  try {
    const { milliseconds: load } = await timed(() => embedder.load());
    let [cut, embed] = [0, 0];
    for (let from = 0; from < rows.length; from += RECORDS) {
      const batch = new Set(rows.slice(from, from + RECORDS));
      const own = sections.filter(({ row }) => batch.has(row));
      const passages = await timed(() => passagesOf(embedder, own, heads));
      cut += passages.milliseconds;
      embed += (await timed(() => embedder.embed(passages.value, 'passage'))).milliseconds;
    }
    return { load, cut, embed };
  } finally {
    await embedder.close();
  }
}

async function passagesOf(
  embedder: Embedder,
  sections: readonly StoredSection[],
  heads: ReadonlyMap<number, RecordHead>,
): Promise<readonly string[]> {
  const requests = sections.flatMap((section) => {
    const head = heads.get(section.row);
    return head ? [{ header: headerOf(head, section), text: section.text }] : [];
  });
  const spans = await embedder.cut(requests);
  return requests.flatMap(({ header, text }, index) =>
    (spans[index] ?? []).map(({ start, end }) => joinPassage(header, text.slice(start, end))),
  );
}
