import { describe, expect, it } from 'vitest';

import { describeEmbedder, describeFailures } from '#test/contract/embedder';
import { axisOf, createFakeEmbedder } from '#test/support/fake-embedder';

describeEmbedder('the fake embedder', () => createFakeEmbedder());

describeFailures('the fake embedder', 'a poison', () => {
  const fake = createFakeEmbedder();
  fake.failOn('poison');
  return fake;
});

describe('the fake embedder', () => {
  it('fails on a word or without a model until it is told otherwise', async () => {
    const fake = createFakeEmbedder();
    fake.failOn('Poison');
    await expect(fake.embed(['poison'], 'query')).rejects.toMatchObject({
      code: 'embedding_failed',
    });
    fake.breakWith('gone');
    await expect(fake.cut([])).rejects.toMatchObject({ code: 'model_unavailable' });
    fake.failOn(undefined);
    fake.breakWith(undefined);
    expect(await fake.embed(['poison'], 'query')).toHaveLength(1);
  });

  it('puts every word on its axis', async () => {
    const [vector] = await createFakeEmbedder().embed(['Ab ab b'], 'query');
    expect(axisOf('ab')).toBe((97 + 2 * 98) % 256);
    expect(vector?.[axisOf('ab')]).toBeCloseTo(2 / Math.sqrt(5));
    expect(vector?.[axisOf('b')]).toBeCloseTo(1 / Math.sqrt(5));
  });
});
