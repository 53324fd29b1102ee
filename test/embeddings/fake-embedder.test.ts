import { describe, expect, it } from 'vitest';

import { describeEmbedder } from '#test/contract/embedder';
import { axisOf, createFakeEmbedder } from '#test/support/fake-embedder';

describeEmbedder('the fake embedder', () => createFakeEmbedder());

describe('the fake embedder', () => {
  it('puts every word on its axis', async () => {
    const [vector] = await createFakeEmbedder().embed(['Ab ab b'], 'query');
    expect(axisOf('ab')).toBe((97 + 2 * 98) % 256);
    expect(vector?.[axisOf('ab')]).toBeCloseTo(2 / Math.sqrt(5));
    expect(vector?.[axisOf('b')]).toBeCloseTo(1 / Math.sqrt(5));
  });
});
