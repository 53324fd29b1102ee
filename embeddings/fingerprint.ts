import { createHash } from 'node:crypto';

import type { ModelEntry } from '#models/catalog';

import { CHUNKING_VERSION, type Chunking } from './passages.ts';
import { TEMPLATE_VERSION } from './template.ts';

/**
 * 16 hex digits of a SHA-256 over everything that changes a vector or where texts are cut.
 * Vectors of different fingerprints are never compared.
 */
export function fingerprint(entry: ModelEntry, chunking: Chunking): string {
  const parts = [
    entry.repository,
    entry.revision,
    entry.dtype,
    entry.dimensions,
    entry.prefixes.query,
    entry.prefixes.passage,
    entry.pooling,
    entry.tokenWindow,
    CHUNKING_VERSION,
    chunking.target,
    chunking.overlap,
    TEMPLATE_VERSION,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
