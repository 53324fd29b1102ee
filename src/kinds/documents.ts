import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';
import { DECISION_LIFECYCLE, DOC_FORMATS, DOC_TYPES } from './vocabulary.ts';

/**
 * A file that the indexer read: an ADR, a diagram, a roadmap, a note (000, phase 2).
 * `status` is open: authors invent states, and the file is theirs; the indexer lowers
 * and recognises the usual ones. `path` is relative to the repository, with `/`. `author` and
 * `committed_at` are those of the last commit that changed the file; a file that was never
 * committed has none. They are not part of the embedded text, so that a commit embeds nothing anew.
 */
export const table = sqliteTable(
  'documents',
  {
    id: id(),
    title: text('title').notNull(),
    doc_type: text('doc_type', { enum: DOC_TYPES }).notNull().default('doc'),
    format: text('format', { enum: DOC_FORMATS }).notNull().default('markdown'),
    repo: text('repo').notNull(),
    path: text('path').notNull(),
    url: text('url'),
    status: text('status'),
    date: timestamp('date'),
    number: text('number'),
    deciders: list('deciders'),
    supersedes: list('supersedes'),
    superseded_by: list('superseded_by'),
    author: text('author'),
    committed_at: timestamp('committed_at'),
    content: text('content').notNull(),
    content_hash: text('content_hash'),
    indexed_at: createdNow('indexed_at'),
    metadata: object('metadata'),
  },
  (t) => [
    uniqueIndex('idx_documents_repo_path').on(t.repo, t.path),
    index('idx_documents_doc_type').on(t.doc_type),
    index('idx_documents_status').on(t.status),
    index('idx_documents_date').on(t.date),
    index('idx_documents_path').on(t.path),
  ],
);

export const documents = defineKind({
  table,
  label: 'document',
  short: ['doc', 'docs', 'document'],
  id: { style: 'hash', prefix: 'DOC-', of: ['repo', 'path'] },
  title: 'title',
  sort: 'path',
  facets: { status: 'status', repo: 'repo', type: 'doc_type', date: 'date' },
  passages: { context: ['status'], text: ['content'], format: 'format' },
  lifecycle: {
    ...DECISION_LIFECYCLE,
    only: { field: 'doc_type', values: ['adr'] },
    path: 'path',
    url: 'url',
  },
  relations: {
    references: {
      supersedes: { to: 'documents', by: 'path', in: 'superseded_by', loose: true },
      superseded_by: { to: 'documents', by: 'path', in: 'supersedes', loose: true },
    },
  },
});
