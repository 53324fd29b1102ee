import type { RecordOf } from '#src/kinds/index';

import type { LastCommit } from './history.ts';

/** What a reading needs to know of a stored document. */
export type StoredDocument = Pick<
  RecordOf<'documents'>,
  'id' | 'path' | 'content_hash' | 'metadata' | 'author' | 'committed_at'
>;

/** What a document was made from and who changed it last, beside all that its `content_hash` covers. */
export interface DocumentSourceFacts extends LastCommit {
  /** Which folder, as `Folder.origin` names it. */
  readonly origin: string | undefined;
  /** Of the file, as `fingerprintOf` makes it. */
  readonly fingerprint: string | undefined;
}

/** A document, stored or not. */
export interface Described {
  readonly metadata?: StoredDocument['metadata'] | undefined;
  readonly author?: string | null | undefined;
  readonly committed_at?: string | null | undefined;
}

/** Absent for a document that came from no file, or from before these were kept. */
export function sourceFactsOf({
  metadata,
  author = null,
  committed_at = null,
}: Described): DocumentSourceFacts {
  const { origin, fingerprint } = metadata ?? {};
  return { origin: textOr(origin), fingerprint: textOr(fingerprint), author, committed_at };
}

const textOr = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Whether a document was made from just this. */
export function isFromSource(document: Described, facts: DocumentSourceFacts): boolean {
  const known = sourceFactsOf(document);
  return (['origin', 'fingerprint', 'author', 'committed_at'] as const).every(
    (name) => known[name] === facts[name],
  );
}
