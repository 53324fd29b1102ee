import type { DocumentInput } from '#indexer/sources/document';
import type { StoredDocument } from '#indexer/sources/stored-document';

/** A document of the repository `core`, as a reader makes it. */
export const document = (path: string, changes: Partial<DocumentInput> = {}): DocumentInput => ({
  ...{ repo: 'core', path, title: path, content: 'text', content_hash: 'h1' },
  metadata: { origin: 'here' },
  ...changes,
});

/** What a sync sees of it when it is stored. */
export const storedDocument = (
  { path, content_hash, metadata = null, author = null, committed_at = null }: DocumentInput,
  changes: Partial<StoredDocument> = {},
): StoredDocument => ({
  id: `DOC-${path}`,
  path,
  content_hash,
  metadata,
  author,
  committed_at,
  ...changes,
});

/** What is gone when only these are left and all could be read. */
export const goneFrom =
  (documents: readonly DocumentInput[]) =>
  (path: string): boolean =>
    !documents.some((one) => one.path === path);
