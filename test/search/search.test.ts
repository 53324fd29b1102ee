import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import type { Hit, Search, SearchRequest } from '#src/search/types';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder, type FakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const CONTENT = `# Use a write-ahead log

## Context

Several agents write at once, and readers must not wait.

## Decision

We switch SQLite to write-ahead logging. See parseTimestamp in src/db/index.ts.
`;

const RECORDS: readonly WriteOperation[] = [
  {
    op: 'put',
    kind: 'documents',
    id: 'wal',
    value: {
      title: 'Use a write-ahead log',
      repo: 'core',
      path: 'docs/adr/0016-wal.md',
      url: 'https://code.example/core/0016-wal.md',
      doc_type: 'adr',
      status: 'accepted',
      date: '2025-03-04',
      content: CONTENT,
    },
  },
  {
    op: 'put',
    kind: 'workspace_tasks',
    id: 'T',
    value: {
      title: 'Measure the lock',
      notes: 'How long do agents wait?',
      repos_affected: ['core'],
    },
  },
  {
    op: 'put',
    kind: 'cross_repo_issues',
    id: 'I',
    value: {
      title: '数据库锁定 🚀',
      type: 'bug',
      severity: 'HIGH',
      description: '写入时数据库被锁定。',
    },
  },
];

describe('search', () => {
  let temporary: TemporaryStore;
  let embedder: FakeEmbedder;
  let search: Search;
  beforeEach(async () => {
    temporary = temporaryStore();
    embedder = createFakeEmbedder();
    search = createSearch({ store: temporary.store, embedder });
    await temporary.store.write({ operations: RECORDS });
  });
  afterEach(() => temporary.remove());

  const index = () => createIndexer({ store: temporary.store, embedder, holder: 't' }).drain();
  const ask = (q: string, more: Partial<SearchRequest> = {}) => search.search({ q, ...more });
  const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id);

  it('answers by both legs with the passage, its place and its source', async () => {
    await index();
    const { hits, mode_used, degraded, total } = await ask('agents write at the same time');
    expect({ mode_used, degraded, total }).toEqual({ mode_used: 'hybrid', degraded: [], total: 3 });
    const [best] = hits;
    expect(best).toMatchObject({
      id: 'wal',
      status: 'accepted',
      date: '2025-03-04',
      source: {
        repos: ['core'],
        path: 'docs/adr/0016-wal.md',
        url: 'https://code.example/core/0016-wal.md',
      },
      ranks: { keyword: 1 },
      passage: { field: 'content', heading: ['Context'] },
    });
    const { start = 0, end = 0, text } = best?.passage ?? {};
    expect(CONTENT.slice(start, end)).toBe(text);
    expect(best?.similarity).toBeGreaterThan(0);
    const marked = best?.snippet.highlights.map(([from, to]) => best.snippet.text.slice(from, to));
    expect(marked).toEqual(['agents', 'write']);
  });

  it.each([
    { q: 'src/db/index.ts', first: 'wal' },
    { q: 'parseTimestamp', first: 'wal' },
    { q: 'timestamp', first: 'wal' },
    { q: 'SQLite?', first: 'wal' },
    { q: 'logs', first: 'wal' },
    { q: '数据库', first: 'I' },
    { q: '锁', first: 'I' },
    { q: '🚀', first: 'I' },
    { q: 'lock -writing', first: 'T' },
  ])('finds $first by the words $q alone', async ({ q, first }) => {
    const { hits, mode_used } = await ask(q, { mode: 'keyword' });
    expect(mode_used).toBe('keyword');
    expect(ids(hits)[0]).toBe(first);
  });

  it.each(['"', 'NEAR(', 'a AND', '*', '^x', 'col:x', '{', '\0', '-', '-"', '?'])(
    'answers the hostile query %j without an error',
    async (q) => {
      await expect(ask(q, { mode: 'keyword' })).resolves.toMatchObject({ mode_used: 'keyword' });
    },
  );

  it('keeps to the scope, to phrases and to exclusions in every mode', async () => {
    await index();
    const where = { field: 'repo', op: 'eq', value: 'core' } as const;
    for (const mode of ['hybrid', 'keyword', 'semantic'] as const) {
      expect(ids((await ask('agents', { mode, where })).hits).sort()).toEqual(['T', 'wal']);
      expect(ids((await ask('agents -measure', { mode, where })).hits)).toEqual(['wal']);
      expect(ids((await ask('"write at once"', { mode })).hits)).toEqual(['wal']);
      expect(ids((await ask('agents', { mode, kinds: ['workspace_tasks'] })).hits)).toEqual(['T']);
    }
  });

  it('pages without repeating or skipping, and refuses a cursor of another question', async () => {
    await index();
    const whole = ids((await ask('agents')).hits);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask('agents', { limit: 1, ...(cursor !== null && { cursor }) });
      expect(page.total).toBe(3);
      paged.push(...ids(page.hits));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
    const { next_cursor } = await ask('agents', { limit: 1 });
    await expect(ask('other', { cursor: next_cursor ?? '' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    await expect(ask('agents', { cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    const alike = await search.similar({ to: { text: 'agents' }, limit: 1 });
    await expect(ask('agents', { cursor: alike.next_cursor ?? '' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  it('keeps the mode of the first page, so that a model that comes or goes changes no order', async () => {
    await index();
    embedder.breakWith('still loading');
    const first = await ask('agents', { limit: 1 });
    embedder.breakWith(undefined);
    const second = await ask('agents', { limit: 1, cursor: first.next_cursor ?? '' });
    expect([first.mode_used, second.mode_used]).toEqual(['keyword', 'keyword']);
    expect(second.degraded).toHaveLength(1);
    expect(ids([...first.hits, ...second.hits]).sort()).toEqual(['T', 'wal']);
    const { next_cursor } = await ask('agents', { limit: 1 });
    embedder.breakWith('gone');
    const cursor = next_cursor ?? '';
    expect((await ask('agents', { cursor })).mode_used).toBe('hybrid');
    const another = createSearch({ store: temporary.store, embedder });
    await expect(another.search({ q: 'agents', cursor })).rejects.toMatchObject({
      code: 'degraded',
    });
  });

  it('finds a new record by its words before it is embedded', async () => {
    await index();
    await temporary.store.write({
      operations: [
        { op: 'create', kind: 'workspace_tasks', value: { title: 'Rotate credentials' } },
      ],
    });
    const { hits, index: state } = await ask('rotate credentials');
    expect(hits[0]).toMatchObject({ title: 'Rotate credentials', similarity: null });
    expect(state.pending).toBe(1);
  });

  it('answers by keyword when the model fails, and says so, or refuses when that is asked', async () => {
    await index();
    embedder.breakWith('the model file is gone');
    const { mode_used, degraded, hits } = await ask('agents');
    expect(mode_used).toBe('keyword');
    expect(degraded).toEqual([{ leg: 'vector', reason: 'the model file is gone' }]);
    expect(ids(hits).sort()).toEqual(['T', 'wal']);
    await expect(ask('agents', { strict: true })).rejects.toMatchObject({ code: 'degraded' });
  });

  it('never compares vectors of two models', async () => {
    await index();
    const other = createFakeEmbedder({ fingerprint: 'other' });
    const answer = await createSearch({ store: temporary.store, embedder: other }).search({
      q: 'agents',
    });
    expect(answer.mode_used).toBe('keyword');
    expect(answer.degraded[0]?.reason).toContain('other');
  });

  it('refuses to search in records that have no text', async () => {
    await expect(ask('lock', { kinds: ['session_decisions'] })).rejects.toMatchObject({
      code: 'invalid_query',
    });
  });

  it('refuses an empty query', async () => {
    await expect(ask('  \n ')).rejects.toMatchObject({ code: 'empty_query' });
  });

  it('finds similar records by a record without itself, and by a text', async () => {
    await index();
    const byRecord = await search.similar({ to: { kind: 'workspace_tasks', id: 'T' } });
    expect(byRecord.query).toBe('Measure the lock');
    expect(ids(byRecord.hits)).not.toContain('T');
    expect(ids(byRecord.hits)[0]).toBe('wal');
    const byText = await search.similar({ to: { text: 'write-ahead logging in SQLite' } });
    expect(ids(byText.hits)[0]).toBe('wal');
    await expect(search.similar({ to: { kind: 'documents', id: 'none' } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
