import { createHash } from 'node:crypto';

/**
 * Changes whenever the same file would become another document, so that all are read again. A test
 * holds a digest of what is read from samples beside it.
 */
export const READER = 1;

/** Hexadecimal digits: 80 bits tell any number of files apart. */
const DIGITS = 20;

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface FingerprintFacts {
  /** Of the file's bytes. */
  readonly digest: string;
  readonly repo: string;
  readonly path: string;
  readonly url: string | null;
}

/** All that a document is made of, in a few characters: while it stays the same the file need not be parsed. */
export function fingerprintOf({ digest, repo, path, url }: FingerprintFacts): string {
  const facts = JSON.stringify([READER, digest, repo, path, url]);
  return createHash('sha256').update(facts).digest('hex').slice(0, DIGITS);
}
