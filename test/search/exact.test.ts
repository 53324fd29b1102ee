import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import { MODES, type Search, type SearchRequest } from '#src/search/types';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const adr = (
  number: string,
  title: string,
  more: Record<string, unknown> = {},
): WriteOperation => ({
  op: 'put',
  kind: 'documents',
  id: `DOC-${number}`,
  value: {
    ...{ title, number, doc_type: 'adr', repo: 'core', status: 'accepted' },
    ...{ path: `docs/adr/${number}-${title.toLowerCase().replaceAll(' ', '-')}.md` },
    ...{ content: `# ${title}\n\nNothing that the others do not say.` },
    ...more,
  },
});

const task = (id: string, title: string, created: string): WriteOperation => ({
  op: 'put',
  kind: 'workspace_tasks',
  id,
  value: { title, created, notes: 'See ADR 12, ADR-0012, 0012 and cache: all of them cache.' },
});

const RECORDS: readonly WriteOperation[] = [
  adr('0012', 'Cache'),
  adr('0013', 'Cache on disk', { supersedes: ['0012'] }),
  adr('0014', 'Drop the queue', {
    ...{ status: 'rejected', content: '# Drop the queue\n\nDecisions about running it.' },
  }),
  {
    ...{ op: 'put', kind: 'architecture_decisions', id: 'DEC-7' },
    value: {
      ...{ decision: 'Messages are sent at once', repos_affected: ['core'], status: 'rejected' },
      documentation: ['docs/adr/0014-drop-the-queue.md'],
    },
  },
  task('WS-TASK-001', 'Cache everything', '2025-02-01'),
  task('WS-TASK-002', 'Cache nothing', '2025-04-01'),
  task('WS-TASK-003', 'Cache something', '2025-03-01'),
];

describe('a query', () => {
  let temporary: TemporaryStore;
  let search: Search;
  beforeAll(async () => {
    temporary = temporaryStore();
    const { store } = temporary;
    const embedder = createFakeEmbedder();
    search = createSearch({ store, embedder });
    await store.write({ operations: RECORDS });
    await createIndexer({ store, embedder, holder: 't' }).drain();
  });
  afterAll(() => temporary.remove());

  const ask = (q: string, more: Partial<SearchRequest> = {}) => search.search({ q, ...more });
  const ids = async (q: string, more?: Partial<SearchRequest>) =>
    (await ask(q, more)).hits.map(({ id }) => id);

  it.each([
    ['an id', 'doc-0012', 'DOC-0012'],
    ['the id of a task', 'WS-TASK-002', 'WS-TASK-002'],
    ['a number', 'ADR-0012', 'DOC-0012'],
    ['a number in short', '#12', 'DOC-0012'],
    ['a bare number', '12', 'DOC-0012'],
    ['a path', 'docs/adr/0014-drop-the-queue.md', 'DOC-0014'],
    ['a file name', '0014-drop-the-queue.md', 'DOC-0014'],
    ['a title', 'cache', 'DOC-0012'],
    ['a title in quotes', '"Drop the queue"', 'DOC-0014'],
    ['a name within a scope', 'kind:doc ADR-0012', 'DOC-0012'],
    ['an id in quotes', '"WS-TASK-002"', 'WS-TASK-002'],
    ['an id without its zeros', 'ws-task-2', 'WS-TASK-002'],
    ['an id after its kind', 'task:WS-TASK-002', 'WS-TASK-002'],
    ['an id after its kind, which is a field too', 'decision:DEC-7', 'DEC-7'],
    ['a table and an id', 'documents/DOC-0013', 'DOC-0013'],
    ['a place as hits print it', 'core:docs/adr/0014-drop-the-queue.md', 'DOC-0014'],
    ['the end of a path', 'adr/0014-drop-the-queue.md', 'DOC-0014'],
    ['a heading with its number', '14. Drop the queue', 'DOC-0014'],
  ])('that is exactly %s has that record first, in every mode', async (_name, q, first) => {
    for (const mode of MODES) {
      const { hits, total, remarks } = await ask(q, { mode });
      expect(hits[0]).toMatchObject({ id: first, exact: true });
      expect(remarks).toEqual([]);
      expect(hits.slice(1).some(({ exact }) => exact)).toBe(false);
      expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
      expect(hits).toHaveLength(total);
    }
  });

  it('that names the row of a decision shows the row, and its file beside it', async () => {
    const [hit] = (await ask('DEC-7')).hits;
    expect(hit).toMatchObject({ id: 'DEC-7', exact: true, also: [{ id: 'DOC-0014' }] });
    const [file] = (await ask('docs/adr/0014-drop-the-queue.md')).hits;
    expect(file).toMatchObject({ id: 'DOC-0014', exact: true, also: [{ id: 'DEC-7' }] });
  });

  it('that names a decision which has been replaced still has it first, with what holds now', async () => {
    const [first, second] = (await ask('ADR-0012')).hits;
    expect(first).toMatchObject({ id: 'DOC-0012', current: { id: 'DOC-0013' } });
    expect(second?.id).not.toBe('DOC-0012');
  });

  it('that names a record outside of the scope does not bring it in', async () => {
    expect(await ids('kind:task ADR-0012')).not.toContain('DOC-0012');
    expect(await ids('ADR-0012', { kinds: ['workspace_tasks'] })).not.toContain('DOC-0012');
  });

  it('that only holds a name marks nothing as exact', async () => {
    const { hits } = await ask('what does ADR-0012 say');
    expect(hits.some(({ exact }) => exact)).toBe(false);
  });

  it.each([
    ['what is WS-TASK-002?', 'WS-TASK-002'],
    ['why does (WS-TASK-2) still fail', 'WS-TASK-002'],
    ['what does ADR 12 say', 'DOC-0012'],
    ['is docs/adr/0014-drop-the-queue.md done', 'DOC-0014'],
  ])('that asks about one record, such as %s, has it first in every mode', async (q, first) => {
    for (const mode of MODES) expect((await ids(q, { mode }))[0]).toBe(first);
  });

  it.each([
    'everything that was said of caches on disk since WS-TASK-002 was made and measured',
    'WS-TASK-002 or WS-TASK-003 cache',
    'fix "WS-TASK-002"',
  ])('that mentions records, such as %s, finds them by their names', async (q) => {
    const { hits } = await ask(q, { mode: 'keyword' });
    const found = hits.find(({ id }) => id === 'WS-TASK-002');
    expect(found?.ranks.keyword).toBeLessThanOrEqual(2);
  });

  it('that excludes an id leaves the record out, and nothing else', async () => {
    expect(await ids('kind:task cache -WS-TASK-002')).not.toContain('WS-TASK-002');
    expect(await ids('kind:task cache -WS-TASK-002')).toHaveLength(2);
  });

  it('asks for a lifecycle and a day in its text, and says so', async () => {
    const { hits, understood } = await ask('lifecycle:past cache');
    expect(hits.map(({ id }) => id)).toContain('DOC-0012');
    expect(hits.map(({ id }) => id)).not.toContain('DOC-0013');
    expect(understood).toEqual({ lifecycle: 'past', text: 'cache' });
    const { remarks } = await ask('lifecycle:past cache', { lifecycle: 'current' });
    expect(remarks).toEqual([
      "'lifecycle:past' is overruled by lifecycle=current beside the question.",
    ]);
  });

  it('asks for a repository in any case, and hears of one that there is none of', async () => {
    const { total, remarks } = await ask('repo:CORE cache');
    expect([total > 0, remarks]).toEqual([true, []]);
    expect((await ask('repo:cor cache')).remarks).toEqual([
      "'repo:cor': no record has the repo 'cor'. Did you mean 'core'?",
    ]);
  });

  it('that names a record has it on the first page and on no other', async () => {
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask('WS-TASK-002', { limit: 2, ...(cursor !== null && { cursor }) });
      paged.push(...page.hits.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(paged).toEqual(await ids('WS-TASK-002'));
    expect(paged[0]).toBe('WS-TASK-002');
  });

  it('of qualifiers alone lists what they leave, newest first, page by page', async () => {
    const first = await ask('kind:task status:pending', { limit: 2 });
    expect(first).toMatchObject({
      ...{ mode_used: 'filter', degraded: [], total: 3 },
      understood: { kinds: ['workspace_tasks'], filter: { status: 'pending' }, text: '' },
    });
    expect(first.hits[0]).toMatchObject({
      similarity: null,
      ranks: { keyword: null, vector: null },
    });
    const second = await ask('kind:task status:pending', {
      ...{ limit: 2, cursor: first.next_cursor ?? '' },
    });
    expect([...first.hits, ...second.hits].map(({ id }) => id)).toEqual([
      ...['WS-TASK-002', 'WS-TASK-003', 'WS-TASK-001'],
    ]);
    expect(second.next_cursor).toBeNull();
  });

  it('of exclusions alone lists the rest', async () => {
    expect(await ids('kind:task -everything')).toEqual(['WS-TASK-002', 'WS-TASK-003']);
  });

  it('says what it was taken for, in the grammar of a body', async () => {
    const { understood, remarks } = await ask('cache kind:task created:2025-03-01 foo:bar');
    expect(understood).toEqual({
      kinds: ['workspace_tasks'],
      filter: { created: '2025-03-01' },
      text: 'cache foo:bar',
    });
    expect(remarks).toEqual(["'foo:bar' is no field here; it was searched as words."]);
  });

  it('is only words when qualifiers are off', async () => {
    const { understood, total } = await ask('kind:task cache', { qualifiers: false });
    expect(understood).toEqual({ text: 'kind:task cache' });
    expect(total).toBe(RECORDS.length - 1); // a row and its file are one
  });

  it('that names other kinds than those asked for finds nothing, and says why', async () => {
    const answer = await ask('kind:task cache', { kinds: ['documents'] });
    expect(answer).toMatchObject({ total: 0, understood: { kinds: [] } });
    expect(answer.remarks).toHaveLength(1);
  });

  it.each(['que', 'queue', 'Drop the qu', 'decisi', 'decisio', 'decision', 'runni'])(
    'still being typed, such as %s, finds what begins so',
    async (q) => {
      expect(await ids(q, { mode: 'keyword', prefix: true })).toEqual(['DOC-0014']);
    },
  );

  it('is not taken for the beginning of a word unless that is asked, nor after a space', async () => {
    expect(await ids('que', { mode: 'keyword' })).toEqual([]);
    expect(await ids('que ', { mode: 'keyword', prefix: true })).toEqual([]);
  });

  it('still being typed has whole words first, and marks the others', async () => {
    const { hits } = await ask('kind:task noth cac', { mode: 'keyword', prefix: true });
    expect(hits.map(({ id }) => id).sort()).toEqual(['WS-TASK-001', 'WS-TASK-002', 'WS-TASK-003']);
    expect(hits.every(({ snippet }) => snippet.highlights.length > 0)).toBe(true);
    expect(await ids('disk cac', { mode: 'keyword', prefix: true })).toEqual([
      'DOC-0013',
      ...['DOC-0012', 'WS-TASK-001', 'WS-TASK-002', 'WS-TASK-003'],
    ]);
  });
});
