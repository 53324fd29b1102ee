import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { ModelEntry } from '#models/catalog';
import { folderOf } from '#models/files';
import { writeManifest, type Known, type Manifest } from '#models/manifest';

/** Folder below a models folder in which models are put together. */
export const UNFINISHED = '.unfinished';

/** Loads what is in a folder, and answers what it makes of the known sentence. Errors: `model_unavailable`. */
export type TryOut = (folder: string) => Promise<Known>;

export interface Installing {
  readonly entry: ModelEntry;
  readonly modelsFolder: string;
  readonly origin: string;
  readonly tryOut: TryOut;
}

/**
 * Makes a folder with all files of a model the model's own: it is tried out, recorded and then moved as a
 * whole, so that nobody ever loads half of it. What was there is replaced, or stays when that fails.
 */
export async function install(unfinished: string, installing: Installing): Promise<Manifest> {
  const { entry, modelsFolder, origin, tryOut } = installing;
  const known = await tryOut(unfinished);
  const manifest = await writeManifest(unfinished, { entry, known, origin });
  await moveIn(unfinished, folderOf(modelsFolder, entry), modelsFolder);
  return manifest;
}

async function moveIn(unfinished: string, target: string, modelsFolder: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const replaced = join(modelsFolder, UNFINISHED, `replaced~${randomUUID()}`);
  const wasThere = await moved(target, replaced);
  try {
    await rename(unfinished, target);
  } catch (error) {
    if (!ANOTHER_IS_THERE.has((error as NodeJS.ErrnoException).code ?? '')) {
      if (wasThere) await rename(replaced, target);
      throw error;
    }
    await moveIn(unfinished, target, modelsFolder); // one was put there just now
  }
  if (wasThere) await rm(replaced, { recursive: true, force: true });
}

const ANOTHER_IS_THERE = new Set(['ENOTEMPTY', 'EEXIST']);

const moved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
