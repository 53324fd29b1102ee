import type { DocumentInput } from '#indexer/sources/document';
import type { StoredDocument } from '#indexer/sync-plan';

/** A document of the repository `core`, as a reader makes it. */
export const document = (path: string, changes: Partial<DocumentInput> = {}): DocumentInput => ({
  ...{ repo: 'core', path, title: path, content: 'text', content_hash: 'h1' },
  ...changes,
});

/** The same as it is stored; every field has a value or null. */
export const storedDocument = (
  { content: _, ...read }: DocumentInput,
  changes: Partial<StoredDocument> = {},
): StoredDocument =>
  ({
    ...{ id: `DOC-${read.path}`, doc_type: 'doc', format: 'markdown', indexed_at: '2025-11-01' },
    ...{ url: null, status: null, date: null, number: null, metadata: null },
    ...{ deciders: null, supersedes: null, superseded_by: null },
    ...read,
    ...changes,
  }) as StoredDocument;

/** What is gone when only these are left and all could be read. */
export const goneFrom =
  (documents: readonly DocumentInput[]) =>
  (path: string): boolean =>
    !documents.some((one) => one.path === path);
