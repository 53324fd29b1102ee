import type { ModelEntry } from '#models/catalog';
import { checkFiles, type CheckedFile } from '#models/installed';
import { readManifest } from '#models/manifest';

import { isSame, similarityTo } from './known.ts';
import { createWorkerEmbedder } from './worker-embedder.ts';

export interface Verified {
  readonly id: string;
  readonly folder: string;
  readonly files: readonly CheckedFile[];
  readonly sentence: {
    readonly state: 'right' | 'wrong' | 'unrecorded' | 'failed';
    /** Cosine between the vector that was recorded and the one of now. */
    readonly similarity: number | null;
    readonly reason?: string;
  };
}

/** Compares the files in a model's folder, and what it makes of a sentence, with what was recorded. */
export async function verifyModel(entry: ModelEntry, folder: string): Promise<Verified> {
  const files = await checkFiles(folder, entry);
  return { id: entry.id, folder, files, sentence: await verifySentence(entry, folder) };
}

async function verifySentence(entry: ModelEntry, folder: string): Promise<Verified['sentence']> {
  const known = (await readManifest(folder))?.known;
  const source = { modelsFolder: folder, localFolder: folder };
  const embedder = createWorkerEmbedder({ model: entry, source });
  try {
    await embedder.load();
    if (!known) return { state: 'unrecorded', similarity: null };
    const similarity = await similarityTo(known, embedder);
    return { state: isSame(similarity) ? 'right' : 'wrong', similarity };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: 'failed', similarity: null, reason };
  } finally {
    await embedder.close();
  }
}

export const isRight = ({ files, sentence }: Verified): boolean =>
  files.every(({ state }) => state === 'right' || state === 'unrecorded') &&
  (sentence.state === 'right' || sentence.state === 'unrecorded');
