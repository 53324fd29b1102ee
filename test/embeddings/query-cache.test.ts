import { describe, expect, it } from 'vitest';

import { withQueryCache } from '#embeddings/query-cache';
import { describeEmbedder } from '#test/contract/embedder';
import { createFakeEmbedder } from '#test/support/fake-embedder';

describeEmbedder('an embedder with a query cache', () =>
  withQueryCache(createFakeEmbedder(), { entries: 3 }),
);

describe('withQueryCache', () => {
  it('embeds a query once', async () => {
    const fake = createFakeEmbedder();
    const cached = withQueryCache(fake);
    await cached.embed(['a', 'b', 'a'], 'query');
    await cached.embed(['b', 'c'], 'query');
    expect(fake.embedded).toEqual(['a', 'b', 'c']);
  });

  it('forgets the query that was not asked for the longest', async () => {
    const fake = createFakeEmbedder();
    const cached = withQueryCache(fake, { entries: 2 });
    for (const query of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embed([query], 'query');
    expect(fake.embedded).toEqual(['a', 'b', 'c', 'b']);
  });

  it('remembers no passages', async () => {
    const fake = createFakeEmbedder();
    const cached = withQueryCache(fake);
    await cached.embed(['a'], 'passage');
    await cached.embed(['a'], 'passage');
    expect(fake.embedded).toEqual(['a', 'a']);
  });

  it('remembers no question that is as long as a document', async () => {
    const fake = createFakeEmbedder();
    const cached = withQueryCache(fake);
    const long = 'word '.repeat(20_000);
    await cached.embed([long, 'a', long], 'query');
    await cached.embed([long, 'a'], 'query');
    expect(fake.embedded).toEqual([long, 'a', long]);
  });

  it('remembers no failure', async () => {
    const fake = createFakeEmbedder();
    const cached = withQueryCache(fake);
    fake.breakWith('no model');
    await expect(cached.embed(['a'], 'query')).rejects.toMatchObject({ code: 'model_unavailable' });
    fake.breakWith(undefined);
    expect(await cached.embed(['a'], 'query')).toHaveLength(1);
  });
});
