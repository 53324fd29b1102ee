import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import type { Hit, Search, SearchRequest } from '#src/search/types';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const adr = (id: string, more: object): WriteOperation => ({
  ...{ op: 'put', kind: 'documents', id },
  value: {
    ...{ title: id, repo: 'core', path: `docs/adr/${id}.md`, doc_type: 'adr', status: 'accepted' },
    ...more,
  },
});
const decision = (id: string, more: object): WriteOperation => ({
  ...{ op: 'put', kind: 'architecture_decisions', id },
  value: { status: 'accepted', date: '2024-01-01', ...more },
});

const RECORDS: readonly WriteOperation[] = [
  adr('0001-files', {
    title: 'Sessions live in files',
    content: 'Sessions live in files on disk. Sessions, sessions, sessions.',
    ...{ number: '0001', date: '2020-01-01', status: 'superseded', superseded_by: ['ADR-2'] },
  }),
  adr('0002-tables', {
    title: 'Sessions live in tables',
    content: 'Sessions live in tables, since files were lost.',
    ...{ number: '0002', date: '2021-01-01', status: 'superseded', superseded_by: ['ADR-3'] },
  }),
  adr('0003-cache', {
    title: 'Users stay signed in',
    content: 'A cache keeps who is signed in.',
    ...{ number: '0003', date: '2022-01-01' },
  }),
  decision('DEC-3', {
    decision: 'A cache keeps who is signed in',
    rationale: 'Tables were slow.',
    documentation: ['docs/adr/0003-cache.md'],
    date: '2022-01-01',
  }),
  decision('DEC-NO', {
    decision: 'Sessions live in cookies',
    rationale: 'No.',
    status: 'rejected',
  }),
  {
    op: 'put',
    kind: 'workspace_tasks',
    id: 'T',
    value: { title: 'Measure sessions', notes: 'How long do sessions live?' },
  },
];

describe('a search among decisions that were replaced', () => {
  let temporary: TemporaryStore;
  let search: Search;
  beforeEach(async () => {
    temporary = temporaryStore();
    const embedder = createFakeEmbedder();
    search = createSearch({ store: temporary.store, embedder });
    await temporary.store.write({ operations: RECORDS });
    await createIndexer({ store: temporary.store, embedder, holder: 't' }).drain();
  });
  afterEach(() => temporary.remove());

  const ask = (more: Partial<SearchRequest> = {}) =>
    search.search({ q: 'where do sessions live in files', ...more });
  const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id);

  it('shows the one that holds first, those that it replaced directly below, each with what is current', async () => {
    const { hits, total } = await ask();
    expect(ids(hits).slice(0, 3)).toEqual(['0003-cache', '0002-tables', '0001-files']);
    const current = { kind: 'documents', id: '0003-cache', title: 'Users stay signed in' };
    expect(hits.map((hit) => hit.current)).toEqual([undefined, current, current, ...Array(2)]);
    expect(total).toBe(5);
  });

  it('shows an ADR file and its row once, and counts them once', async () => {
    const { hits, total } = await search.search({ q: 'cache who is signed in' });
    expect(hits).toHaveLength(total);
    const [first] = hits;
    const both = [first, ...(first?.also ?? [])].map((each) => each?.id).sort();
    expect(both).toEqual(['0003-cache', 'DEC-3']);
    const { total: rows } = await search.search({ q: 'x', kinds: ['architecture_decisions'] });
    expect(rows).toBe(2);
  });

  it('only points at a head that is out of the scope', async () => {
    const where = { field: 'status', op: 'eq', value: 'superseded' } as const;
    const { hits, total } = await ask({ where });
    expect(ids(hits)).toEqual(['0002-tables', '0001-files']);
    expect([total, hits[0]?.current?.id]).toEqual([2, '0003-cache']);
  });

  it('gives the same order page by page', async () => {
    const whole = ids((await ask()).hits);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await ask({ limit: 2, ...(cursor && { cursor }) });
      paged.push(...ids(page.hits));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(whole);
  });

  it.each([
    ['current', ['0003-cache', 'T']],
    ['past', ['0001-files', '0002-tables', 'DEC-NO']],
    ['all', ['0001-files', '0002-tables', '0003-cache', 'DEC-NO', 'T']],
  ] as const)('finds what is %s in every mode', async (lifecycle, expected) => {
    for (const mode of ['hybrid', 'semantic'] as const) {
      const { hits, total } = await ask({ lifecycle, mode });
      const told = hits.flatMap(({ id, also = [] }) => [id, ...also.map((each) => each.id)]);
      expect(told.filter((id) => id !== 'DEC-3').sort()).toEqual(expected);
      expect(total).toBe(expected.length);
    }
    const { hits } = await ask({ lifecycle, mode: 'keyword' });
    expect(hits.every(({ id }) => (expected as readonly string[]).includes(id))).toBe(true);
  });

  it.each([
    ['2019-12-31', [], {}],
    ['2020-06-01', ['0001-files'], {}],
    ['2021-06-01', ['0002-tables', '0001-files'], { '0001-files': '0002-tables' }],
    [
      '2022-01-01',
      ['0003-cache', '0002-tables', '0001-files'],
      { '0002-tables': '0003-cache', '0001-files': '0003-cache' },
    ],
  ])('answers as of %s', async (day, expected, current) => {
    const { hits, total } = await ask({ as_of: day, kinds: ['documents'] });
    expect([ids(hits), total]).toEqual([expected, expected.length]);
    const pointed = hits.flatMap((hit) => (hit.current ? [[hit.id, hit.current.id]] : []));
    expect(Object.fromEntries(pointed)).toEqual(current);
    const { hits: held } = await ask({ as_of: day, kinds: ['documents'], lifecycle: 'current' });
    expect(ids(held)).toEqual(expected.slice(0, 1));
  });

  it.each([
    ['2020-06-01', { '0001-files': { state: 'held', since: '2020-01-01', until: '2021-01-01' } }],
    [
      '2021-06-01',
      {
        '0002-tables': { state: 'held', since: '2021-01-01', until: '2022-01-01' },
        '0001-files': { state: 'replaced', since: '2020-01-01', until: '2021-01-01' },
      },
    ],
    [
      '2100-12-31',
      {
        '0003-cache': { state: 'held', since: '2022-01-01', until: null },
        '0002-tables': { state: 'replaced', since: '2021-01-01', until: '2022-01-01' },
        '0001-files': { state: 'replaced', since: '2020-01-01', until: '2021-01-01' },
        'DEC-NO': { state: 'over', since: '2024-01-01', until: null },
        T: undefined,
      },
    ],
  ])('as of %s says how each decision stood then, as far as dates tell', async (day, expected) => {
    const { hits, as_of } = await ask({ as_of: day });
    expect(as_of).toBe(day);
    const told = hits.map(({ id, then }) => [id, then]);
    expect(Object.fromEntries(told.filter(([id]) => id !== 'T' || 'T' in expected))).toEqual(
      expected,
    );
  });

  it('says how it stood only when a day is asked for', async () => {
    const answer = await ask();
    expect(answer).not.toHaveProperty('as_of');
    expect(answer.hits.some((hit) => 'then' in hit)).toBe(false);
  });

  it('keeps what has no date, and refuses the cursor of another day', async () => {
    const task = await ask({ as_of: '2100-01-01', limit: 1 });
    expect(task.total).toBe(5);
    const cursor = task.next_cursor ?? '';
    await expect(ask({ as_of: '2100-01-02', limit: 1, cursor })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    await expect(ask({ lifecycle: 'past', limit: 1, cursor })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  it('finds what is like a record without the other record of the same decision', async () => {
    const { hits } = await search.similar({ to: { kind: 'architecture_decisions', id: 'DEC-3' } });
    expect(ids(hits)).not.toContain('0003-cache');
    const past = await search.similar({ to: { text: 'sessions in files' }, lifecycle: 'past' });
    expect(ids(past.hits).sort()).toEqual(['0001-files', '0002-tables', 'DEC-NO']);
  });

  it('sees a decision replaced as soon as it is written', async () => {
    await ask();
    await temporary.store.write({
      operations: [decision('DEC-4', { decision: 'Tokens', supersedes: ['DEC-3'] })],
    });
    const { hits } = await ask({ kinds: ['documents'] });
    expect(hits[0]).toMatchObject({ id: '0003-cache', current: { id: 'DEC-4' } });
  });

  it('reads the chains anew only after something was written', async () => {
    const { store } = temporary;
    let read = 0;
    const counting = {
      ...store,
      lifecycle: () => {
        read += 1;
        return store.lifecycle();
      },
    };
    const counted = createSearch({ store: counting, embedder: createFakeEmbedder() });
    for (const as_of of ['2021-01-01', '2022-01-01', '2021-01-01'])
      await counted.search({ q: 'sessions', as_of });
    expect(read).toBe(1);
    await store.write({ operations: [decision('DEC-5', { decision: 'Another' })] });
    await counted.search({ q: 'sessions' });
    expect(read).toBe(2);
  });
});
