import { join } from 'node:path';

import { tryOut } from '#embeddings/worker-embedder';
import { DEFAULT_MODEL } from '#models/catalog';
import { writeManifest } from '#models/manifest';
import { packageRoot } from '#src/package-root';

/** `tsx --conditions=source test/support/record-shipped-model.ts`, after the model that ships was changed on purpose. */
const folder = join(packageRoot(), 'models', DEFAULT_MODEL.repository);
await writeManifest(folder, {
  entry: DEFAULT_MODEL,
  known: await tryOut(DEFAULT_MODEL, folder),
  origin: 'made for this project',
});
