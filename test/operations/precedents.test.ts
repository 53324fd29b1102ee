import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { findPrecedents } from '#src/operations/precedents';
import { createSearch } from '#src/search/search';
import { shippedEmbedder } from '#test/relevance/indexed-set';
import { temporaryStore } from '#test/support/temporary-store';

import { TOLD, UNTOLD } from './precedents-cases.ts';
import { PAST } from './precedents-past.ts';

const { store, remove } = temporaryStore();
const embedder = shippedEmbedder();
const search = createSearch({ store, embedder });
const byWords = createSearch({ store });

beforeAll(async () => {
  const operations = PAST.map(
    ({ status = 'accepted', ...value }) =>
      ({ op: 'create', kind: 'architecture_decisions', value: { ...value, status } }) as const,
  );
  await store.write({ operations });
  await createIndexer({ store, embedder, holder: 'test' }).drain();
}, 60_000);
afterAll(async () => {
  await embedder.close();
  await remove();
});

describe.each([
  { by: 'words and meaning', deps: { store, search } },
  { by: 'words alone', deps: { store, search: byWords } },
])('by $by, a draft', ({ deps }) => {
  it.each(TOLD)("'$title' is told of $names ($as)", async ({ title, text, names, as, because }) => {
    const found = await findPrecedents(deps, { title, text });
    const told = found[as].find(({ id }) => id === names);
    expect(told, JSON.stringify(found, null, 1)).toBeDefined();
    expect(told?.why).toMatch(because);
  });

  it.each(UNTOLD)("'$title' repeats and contradicts nothing", async ({ title, text }) => {
    const { near_duplicates, may_contradict } = await findPrecedents(deps, { title, text });
    expect([...near_duplicates, ...may_contradict]).toEqual([]);
  });
});
