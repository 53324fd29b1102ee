import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { readDocument } from '#indexer/sources/document';
import { READER } from '#indexer/sources/fingerprint';

const SAMPLES = 'test/fixtures/adr';

/** All that is derived from the samples. */
function digestOfSamples(): string {
  const hash = createHash('sha256');
  for (const path of readdirSync(SAMPLES).sort()) {
    const text = readFileSync(join(SAMPLES, path), 'utf8');
    hash.update(readDocument({ repo: 'samples', path, text }).content_hash);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Digest of what each reader makes of the samples; the last one is in use. */
const READERS: Readonly<Record<number, string>> = { 1: '34f6d14f6bb0f7fe' };

// When this fails because files are read in another way now, raise READER, and add the new digest:
// otherwise documents that are stored stay as the former reader made them.
it('files are read as the number of the reader says', () => {
  expect({ reader: READER, digest: digestOfSamples() }).toEqual({
    reader: Math.max(...Object.keys(READERS).map(Number)),
    digest: READERS[READER],
  });
});
