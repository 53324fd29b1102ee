import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { AnyRecord } from '#src/kinds/kind';
import type { Facets, Narrowing } from '#src/search/facet-types';
import type { WriteOperation } from '#src/store/store';
import { createHarness, type Body } from '#test/http/harness';

const { ask, index, store } = createHarness();

const REPOS = ['core', 'web', 'a,b', 'ü&x', ''];
const STATUSES = ['accepted', 'proposed', 'superseded', 'rejected', 'odd & new'];

const NUMBERS = Array.from({ length: 16 }, (_, at) => at);
const fileOf = (at: number): string => `docs/adr/${1000 + at}-part.md`;

const adr = (at: number, given: AnyRecord): WriteOperation => ({
  op: 'put',
  kind: 'documents',
  id: `DOC-${at}`,
  value: {
    ...{ title: `Part ${at} of the cache`, content: `# Part\n\nThe queue number ${at}.` },
    ...{ doc_type: at % 4 === 0 ? 'doc' : 'adr', path: fileOf(at) },
    ...given,
  },
});

const decision = (at: number, given: AnyRecord): WriteOperation => ({
  op: 'put',
  kind: 'architecture_decisions',
  id: `DEC-${at}`,
  value: { decision: `Cut the cache in ${at}`, rationale: 'A queue.', ...given },
});

const task = (at: number, given: AnyRecord): WriteOperation => ({
  op: 'put',
  kind: 'workspace_tasks',
  id: `T-${at}`,
  value: { title: `Warm the cache ${at}`, ...given },
});

const date = fc.constantFrom(
  '2023-04-05',
  '2024-12-31T23:59:59.999Z',
  '2025-01-01',
  'soon',
  '2025/03',
);
const lists = fc.option(fc.uniqueArray(fc.constantFrom(...REPOS), { maxLength: 3 }));

/** A file and the row of the same decision, each with values of its own; of some numbers only one of them. */
const world = fc.tuple(
  ...NUMBERS.map((at) =>
    fc
      .record({
        file: fc.record({
          repo: fc.constantFrom('core', 'web'),
          status: fc.option(fc.constantFrom(...STATUSES)),
          date: fc.option(date),
          ...(at > 0 && { supersedes: fc.constantFrom([], [`${1000 + at - 1}`]) }),
        }),
        row: fc.option(
          fc.record({
            status: fc.constantFrom(...STATUSES.slice(0, 4)),
            repos_affected: lists,
            date,
          }),
        ),
        task: fc.option(
          fc.record({
            priority: fc.constantFrom('HIGH', 'LOW', null, 'SOMEDAY'),
            repos_affected: lists,
            created: date,
          }),
        ),
        tag: fc.boolean(),
      })
      .map(({ file, row, task: work, tag }): readonly WriteOperation[] => [
        adr(at, { ...file, number: String(1000 + at) }),
        ...(row ? [decision(at, { ...row, ...ofFile(at, file.repo, row.repos_affected) })] : []),
        ...(work ? [task(at, work)] : []),
        ...(tag ? [tagOn(at)] : []),
      ]),
  ),
);

/** Without a repository of its own a row is that of no file. */
const ofFile = (at: number, repo: string, others: readonly string[] | null) => ({
  documentation: [fileOf(at)],
  ...(others && { repos_affected: [...new Set([repo, ...others])] }),
});

const tagOn = (at: number): WriteOperation => ({
  op: 'put',
  kind: 'record_tags',
  id: `TAG-${at}`,
  value: { record_kind: 'documents', record_id: `DOC-${at}`, tag: at % 2 ? 'urgent' : 'x,y' },
});

const question = fc.record(
  {
    q: fc.constantFrom('cache', 'queue cut', '"the queue"', 'cache -warm', 'DEC-3', 'kind:doc cut'),
    mode: fc.constantFrom('hybrid', 'keyword', 'semantic'),
    lifecycle: fc.constantFrom('current', 'past'),
    as_of: fc.constantFrom('2024-06-30', '2025-06-30'),
    kinds: fc.constantFrom(['doc', 'decision'], ['decision'], ['task', 'doc']),
    filter: fc.constantFrom(
      { status: 'accepted' },
      { repo: 'core' },
      { or: [{ year: 2025 }, { tag: { null: true } }] },
      { not: { status: 'rejected' } },
    ),
  },
  { requiredKeys: ['q'] },
);

type Counted = Body & { readonly facets: Facets };

const post = async (json: object): Promise<Counted> =>
  (await ask('POST', '/api/search', { json })).body as Counted;

/** What every value, and having none, is said to lead to. */
const promises = (facets: Facets) =>
  Object.entries(facets).flatMap(([name, { values, none }]) => [
    ...values.map((value) => ({ ...value, name })),
    ...(none.count > 0 ? [{ ...none, name, value: null }] : []),
  ]);

const bothOf = (asked: unknown, filter: Narrowing['filter']): object =>
  asked === undefined ? { filter } : { filter: { and: [asked, filter] } };

beforeAll(async () => {
  await store.write({ operations: fc.sample(world, { numRuns: 1, seed: 7 }).flat(2) });
  await index();
});

describe('the filter of a facet', () => {
  it('leads to as many records as its count says: files and rows of one decision, tags, odd values', async () => {
    let [checked, pairs] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(question, { minLength: 2, maxLength: 2 }),
        async (all, asked) => {
          await store.write({ operations: await replaced(all.flat()) });
          for (const each of [{ q: 'cache' }, ...asked]) {
            const { hits } = await post({ ...each, limit: 100 });
            pairs += hits.filter((hit) => 'also' in hit).length;
            checked += await holds(each);
          }
        },
      ),
      { numRuns: 8 },
    );
    expect(checked).toBeGreaterThan(150);
    expect(pairs).toBeGreaterThan(10);
  });

  /** Asks again with each filter; answers how many there were. */
  async function holds(asked: { readonly q: string; readonly filter?: object }): Promise<number> {
    const { total, facets } = await post({ ...asked, facets: true, facet_limit: 1000 });
    const given = promises(facets).filter(({ filter }) => filter !== null);
    for (const { name, value, count, filter } of given) {
      const narrowed = await post({ ...asked, ...bothOf(asked.filter, filter) });
      expect([name, value, narrowed.total]).toEqual([name, value, count]);
    }
    for (const { count, filter } of promises(facets))
      if (filter === null) expect(count).toBe(total);
    return given.length;
  }

  it('is the same in a URL', async () => {
    for (const path of ['/api/search?q=cache', '/api/doc?status__ne=rejected']) {
      const { facets } = (await ask('GET', `${path}&facets=true`)).body as Counted;
      for (const { name, value, count, query } of promises(facets ?? {})) {
        if (query === null) continue;
        const { body } = await ask('GET', `${path}&${query}`);
        expect([path, name, value, body.total]).toEqual([path, name, value, count]);
      }
    }
  });
});

/** Only these, instead of all that there is. */
async function replaced(wanted: readonly WriteOperation[]): Promise<WriteOperation[]> {
  const kinds = ['documents', 'architecture_decisions', 'workspace_tasks', 'record_tags'] as const;
  const pages = await Promise.all(
    kinds.map((kind) => store.list({ kind, sort: [], limit: 1000, fields: ['id'] })),
  );
  const deletes = kinds.flatMap((kind, at) =>
    (pages[at]?.items ?? []).map(({ id }) => ({ op: 'delete', kind, id: String(id) }) as const),
  );
  return [...deletes, ...wanted];
}
