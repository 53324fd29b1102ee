import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { ModelEntry } from './catalog.ts';
import { modelFiles, recordOf, type FileRecord } from './files.ts';

/** Lies in the folder of every model that was pulled or imported, and of the one that ships. */
export const MANIFEST_FILE = 'workspace-model.json';

const entry = z.object({
  id: z.string(),
  repository: z.string(),
  revision: z.string(),
  dtype: z.enum(['quantised', 'fp32']),
  dimensions: z.int().positive(),
  tokenWindow: z.int().positive(),
  pooling: z.enum(['cls', 'mean']),
  prefixes: z.object({ query: z.string(), passage: z.string() }),
  languages: z.array(z.string()),
  licence: z.string(),
  chooseWhen: z.string(),
});

const manifest = z.object({
  format: z.literal(1),
  entry,
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
  known: z.object({ text: z.string(), vector: z.array(z.number()) }),
  origin: z.string(),
  at: z.string(),
});

/** A sentence, and the vector that the model made of it when it came. */
export interface Known {
  readonly text: string;
  readonly vector: readonly number[];
}

export interface Manifest {
  /** Version of this format. */
  readonly format: 1;
  readonly entry: ModelEntry;
  /** By their names inside the folder. */
  readonly files: Readonly<Record<string, FileRecord>>;
  readonly known: Known;
  /** Address or folder that the files came from. */
  readonly origin: string;
  /** When, as an ISO 8601 moment. */
  readonly at: string;
}

/** Nothing where there is none, or one that cannot be understood: the model then counts as not there. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const parsed = manifest.safeParse(
      JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')),
    );
    return parsed.data;
  } catch {
    return undefined;
  }
}

export interface Arrived {
  readonly entry: ModelEntry;
  readonly known: Known;
  readonly origin: string;
}

/** Records the files of a model that are in a folder. Errors: those of the file system. */
export async function writeManifest(
  folder: string,
  { entry: { sha256: _, ...described }, known, origin }: Arrived,
): Promise<Manifest> {
  const names = modelFiles(described.dtype);
  const records = await Promise.all(
    names.map(async (name) => [name, await recordOf(join(folder, name))] as const),
  );
  const files = Object.fromEntries(records);
  const at = new Date().toISOString();
  const written: Manifest = { format: 1, entry: described, files, known, origin, at };
  const text = `${JSON.stringify(written, null, 2)}\n`;
  await writeFile(join(folder, MANIFEST_FILE), text, { flush: true });
  return written;
}
