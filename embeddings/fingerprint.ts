import { createHash } from 'node:crypto';

import type { ModelEntry } from '#models/catalog';

import { CHUNKING_VERSION, type Chunking } from './passages.ts';
import { TEMPLATE_VERSION } from './template.ts';

/**
 * Which of two programs cuts and heads texts in the later way. Each of the two versions only rises, and
 * so does their sum.
 */
export const GENERATION = CHUNKING_VERSION + TEMPLATE_VERSION - 1;

/**
 * 16 hex digits of a SHA-256 over everything that changes a vector or where texts are cut.
 * Passages of different fingerprints are never in one space.
 */
export function fingerprint(entry: ModelEntry, chunking: Chunking): string {
  const cutting = [
    entry.tokenWindow,
    CHUNKING_VERSION,
    chunking.target,
    chunking.overlap,
    TEMPLATE_VERSION,
  ];
  return hash([...geometry(entry), ...cutting]);
}

/** The same over what decides which vectors can be compared, however the texts were cut and headed. */
export const queryFingerprint = (entry: ModelEntry): string => hash(geometry(entry));

const geometry = ({ repository, revision, dtype, dimensions, prefixes, pooling }: ModelEntry) => [
  ...[repository, revision, dtype, dimensions],
  ...[prefixes.query, prefixes.passage, pooling],
];

const hash = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
