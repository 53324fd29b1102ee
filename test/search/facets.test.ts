import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { AnyRecord } from '#src/kinds/kind';
import { FACET_NAMES, type FacetAnswer, type Facets } from '#src/search/facet-types';
import { createHarness, type Body } from '#test/http/harness';

const { ask, index, store } = createHarness();

const WORDS = ['cache', 'queue', 'lock', 'vector', 'log'];
const REPOS = ['core', 'web', 'a,b', 'ü'];

/** Records of three kinds, each with its own mixture of values. */
const record = (number: number): readonly [kind: string, value: AnyRecord] => {
  const at = Math.floor(number / 3);
  const pick = (values: readonly unknown[], step: number) => values[(at * step) % values.length];
  const text = `${String(pick(WORDS, 1))} and ${String(pick(WORDS, 2))} in part ${at}`;
  const repos_affected = [pick(REPOS, 1), pick(REPOS, 3)];
  const status = pick(['pending', 'completed'], 1);
  const created = `${2023 + (at % 3)}-0${1 + (at % 9)}-15`;
  const kinds: readonly (readonly [string, AnyRecord])[] = [
    ['task', { title: text, status, priority: pick(['HIGH', 'LOW'], 1), repos_affected, created }],
    [
      'issue',
      {
        title: text,
        type: 'bug',
        severity: 'HIGH',
        description: text,
        repos_affected,
        detected: created,
      },
    ],
    [
      'doc',
      {
        ...{ title: text, content: text, path: `docs/${at}.md`, date: created },
        ...{ repo: pick(REPOS.slice(0, 2), 1), doc_type: pick(['adr', 'doc'], 1) },
      },
    ],
  ];
  return kinds[number % kinds.length] as readonly [string, AnyRecord];
};
const RECORDS = 60;

beforeAll(async () => {
  for (const [kind, json] of Array.from({ length: RECORDS }, (_, at) => record(at)))
    expect((await ask('POST', `/api/${kind}`, { json })).text).toContain('etag');
  const { items } = await store.list({ kind: 'workspace_tasks', sort: [], limit: 7 });
  for (const { id } of items)
    await ask('POST', '/api/record_tags', {
      json: { record_kind: 'workspace_tasks', record_id: id, tag: 'urgent' },
    });
  // As an import keeps it, though the field has no such value.
  const odd = { op: 'patch', kind: 'workspace_tasks', id: String(items[0]?.['id']) } as const;
  await store.write({ operations: [{ ...odd, value: { priority: 'SOMEDAY' } }] });
  await index();
});

type Counted = Body & { readonly facets: Facets };

type Parameters = Readonly<Record<string, string>>;

const get = async (path: string, parameters: Parameters | string) => {
  const query = new URLSearchParams(parameters).toString();
  return (await ask('GET', `${path}?${query}`)).body as Counted;
};
const search = (parameters: Parameters) => get('/api/search', { facets: 'true', ...parameters });

const sum = (answer: FacetAnswer | undefined): number =>
  (answer?.values ?? []).reduce((all, { count }) => all + count, 0);

const question = fc.record(
  {
    q: fc.constantFrom('cache', 'queue lock', '"log and"', 'vector -cache', 'nothing of that'),
    mode: fc.constantFrom('hybrid', 'keyword', 'semantic'),
    kind: fc.constantFrom('task', 'task,doc'),
    status: fc.constantFrom('pending', 'pending,completed'),
    date__gte: fc.constantFrom('2024-01-01', '2025-04-01'),
    tag: fc.constant('urgent'),
  },
  { requiredKeys: ['q', 'mode'] },
);

describe('facets of a search', () => {
  it('count exactly the records of the total, in any mode and under any filter', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { total, facets } = await search(asked);
        expect(sum(facets.kind)).toBe(total);
        for (const name of ['status', 'severity', 'priority', 'type', 'year'] as const)
          expect([name, sum(facets[name]) + (facets[name]?.none.count ?? 0)]).toEqual([
            name,
            total,
          ]);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['hybrid', 'semantic'])(
    'are the same for one filter whatever the words: %s',
    async (mode) => {
      const [one, other] = [
        await search({ q: 'cache', mode, repo: 'core' }),
        await search({ q: 'something else altogether', mode, repo: 'core' }),
      ];
      expect(other.facets).toEqual(one.facets);
      expect(one.total).toBeGreaterThan(10);
    },
  );

  it('are of what matches in keyword mode, and the same on every page', async () => {
    const asked = { q: 'cache', mode: 'keyword', limit: '5' };
    const first = await search(asked);
    expect(first.total).toBeLessThan(RECORDS);
    const second = await search({ ...asked, cursor: String(first.next_cursor) });
    expect(second.facets).toEqual(first.facets);
    const silent = await get('/api/search', { ...asked, cursor: String(first.next_cursor) });
    expect(silent.facets).toBeUndefined();
    expect(silent.hits).toEqual(second.hits);
  });

  it('are answered alike by URL, by body, and for similar records', async () => {
    const byUrl = await search({ q: 'cache', facets: 'kind,year', facet_limit: '1' });
    const json = { q: 'cache', facets: ['kind', 'year'], facet_limit: 1 };
    const byBody = (await ask('POST', '/api/search', { json })).body as Counted;
    expect(byBody.facets).toEqual(byUrl.facets);
    expect(Object.keys(byUrl.facets)).toEqual(['kind', 'year']);
    expect(byUrl.facets.year).toMatchObject({
      values: [{ value: expect.stringMatching(/^202/) as string }],
      other: { values: 2, count: byUrl.total - (byUrl.facets.year?.values[0]?.count ?? 0) },
    });
    const text = { text: 'a cache', facets: 'kind' };
    const similar = (await ask('POST', '/api/similar', { json: text })).body as Counted;
    expect(sum(similar.facets.kind)).toBe(similar.total);
  });

  it.each(['search', 'similar'])('are refused where they stand in the body of %s', async (path) => {
    const about = path === 'search' ? { q: 'x' } : { text: 'x' };
    const json = { ...about, facets: ['stauts'] };
    const { status, body } = await ask('POST', `/api/${path}`, { json });
    expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([400, ['/facets']]);
  });

  it('order values by count and then by value, and tell who has none', async () => {
    const { facets, total } = await search({ q: 'cache', kind: 'task,issue' });
    expect(total).toBe(40);
    expect(facets.severity).toEqual({
      values: [{ value: 'HIGH', count: 20, filter: { severity: 'HIGH' }, query: 'severity=HIGH' }],
      other: { values: 0, count: 0 },
      none: { count: 20, filter: { severity: { null: true } }, query: 'severity__null=true' },
    });
    expect(facets.year?.values).toContainEqual({
      ...{ value: '2023', count: 14 },
      ...{ filter: { year: 2023 }, query: 'year=2023' },
    });
    expect(facets.kind?.values).toEqual(
      ['cross_repo_issues', 'workspace_tasks'].map((kind) => ({
        ...{ value: kind, count: 20 },
        ...{ filter: { kind }, query: `kind__eq=${kind}` },
      })),
    );
  });

  it('offer a filter for a value that only an import knows, and none where no kind has the field', async () => {
    const { facets } = await search({ q: 'cache', kind: 'task' });
    expect(facets.priority?.values.at(-1)).toEqual({
      ...{ value: 'SOMEDAY', count: 1 },
      ...{ filter: { priority: 'SOMEDAY' }, query: 'priority=SOMEDAY' },
    });
    expect(facets.severity?.none).toEqual({ count: 20, filter: null, query: null });
  });

  it.each([
    { facets: 'status,color', says: "'color' is none of" },
    { facets: 'true', facet_limit: '0', says: "'0' is no number from 1 to 1000" },
  ])('refuse $facets with a sentence', async ({ says, ...parameters }) => {
    const { code, detail } = await search({ q: 'cache', ...parameters });
    expect([code, detail]).toEqual(['invalid_query', expect.stringContaining(says)]);
  });
});

describe('facets of a list', () => {
  it('count all that the filter leaves, on whichever page', async () => {
    const asked = { status: 'pending', facets: 'true', limit: '3' };
    const first = await get('/api/task', asked);
    const second = await get('/api/task', { ...asked, cursor: String(first.next_cursor) });
    expect(Object.keys(first.facets)).toEqual([...FACET_NAMES]);
    expect(second.facets).toEqual(first.facets);
    expect(first.facets.kind?.values).toMatchObject([
      { value: 'workspace_tasks', count: first.total, query: 'kind__eq=workspace_tasks' },
    ]);
    expect(sum(first.facets.status)).toBe(first.total);
    expect(first.items).toHaveLength(3);
  });

  it('lead to as many records as they say', async () => {
    const { facets } = await get('/api/task', { facets: 'repo,tag,year' });
    const values = Object.values(facets).flatMap((answer) => answer.values);
    expect(values.length).toBeGreaterThan(6);
    for (const { value, count, query } of values) {
      const { total } = await get('/api/task', query ?? '');
      expect([value, total]).toEqual([value, count]);
    }
  });

  it('are not part of a CSV', async () => {
    expect(await get('/api/task', { format: 'csv', facets: 'true' })).toMatchObject({
      code: 'invalid_query',
    });
  });
});
