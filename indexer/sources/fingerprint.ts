import { createHash } from 'node:crypto';

/**
 * Changes whenever the same file would become another document, so that all are read again. A test
 * holds a digest of what is read from samples beside it.
 */
export const READER = 1;

/** Hexadecimal digits: 80 bits tell any number of files apart; the facts beside them are few. */
const BYTES_DIGITS = 20;
const FACTS_DIGITS = 10;

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface FingerprintFacts {
  /** Of the file's bytes. */
  readonly digest: string;
  readonly repo: string;
  readonly path: string;
  readonly url: string | null;
}

/**
 * All that a document is made of, in a few characters: while it stays the same the file need not be
 * parsed. Its bytes and the rest stand apart, so that a file is known again under another path.
 */
export function fingerprintOf({ digest, repo, path, url }: FingerprintFacts): string {
  const facts = JSON.stringify([READER, repo, path, url]);
  const hash = createHash('sha256').update(facts).digest('hex');
  return `${digest.slice(0, BYTES_DIGITS)}-${hash.slice(0, FACTS_DIGITS)}`;
}

/** What a fingerprint says of the bytes; undefined for one of an earlier version, and without one. */
export function bytesIn(fingerprint: string | undefined): string | undefined {
  const at = fingerprint?.indexOf('-') ?? -1;
  return at < 0 ? undefined : fingerprint?.slice(0, at);
}
