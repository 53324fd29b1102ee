import { afterEach, describe, expect, it, vi } from 'vitest';

import type { Embedder } from '#embeddings/embedder';
import { queryVector, spaceFault } from '#src/search/vector-leg';
import { createFakeEmbedder } from '#test/support/fake-embedder';

const index = { space: 'space', model: 'fake', passages: 1, queryFingerprint: 'query' };
const fake = () => createFakeEmbedder({ fingerprint: 'other', queryFingerprint: 'query' });

/** Answers as it is told to, whenever. */
const embedderThat = (embed: Embedder['embed']): Embedder => ({ ...fake(), embed });

afterEach(() => void vi.useRealTimers());

describe('the vector of a query', () => {
  it('is compared in the current space of the file', async () => {
    expect(await queryVector({ embedder: fake(), index }, 'words')).toMatchObject({
      space: 'space',
      vector: expect.any(Float32Array),
    });
  });

  it.each<[string, Embedder, string]>([
    ['never answers', embedderThat(() => new Promise(() => undefined)), 'within 0.02 seconds'],
    [
      'fails',
      embedderThat(() => Promise.reject(new Error('the model is gone'))),
      'the model is gone',
    ],
    ['gives nothing', embedderThat(async () => []), 'no vector'],
    ['knows no word', embedderThat(async () => [new Float32Array(0)]), 'none of the words'],
  ])('of a model that %s is an answer with a reason', async (_, embedder, reason) => {
    const answer = await queryVector({ embedder, index, patience: 20 }, 'words');
    expect(answer).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it('is waited for two seconds, and no longer than the model takes', async () => {
    vi.useFakeTimers();
    const silent = embedderThat(() => new Promise(() => undefined));
    const answer = queryVector({ embedder: silent, index }, 'words');
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.advanceTimersToNextTimerAsync(); // it looks once more before it gives up
    expect(await answer).toEqual({
      reason: 'The embedding model has not answered within 2 seconds; it may still be loading.',
    });
    await queryVector({ embedder: fake(), index }, 'words');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that fails too late disturbs nobody', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { promise, fail } = late();
    await queryVector({ embedder: embedderThat(() => promise), index, patience: 1 }, 'words');
    fail(new Error('too late'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('vectors meet', () => {
  it.each([
    ['of the same making of queries, however texts were cut', fake(), index, undefined],
    ['only of the same making', fake(), { ...index, queryFingerprint: 'before' }, 'before'],
    ['only where there are some', fake(), { ...index, space: undefined }, 'Nothing has been'],
    ['only with a model', undefined, index, 'workspace model import'],
  ])('%s', (_, embedder, at, reason) => {
    const fault = spaceFault(embedder, at);
    if (reason === undefined) expect(fault).toBeUndefined();
    else expect(fault).toContain(reason);
  });
});

function late() {
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => (fail = reject));
  return { promise, fail };
}
