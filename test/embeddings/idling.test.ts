import { afterEach, describe, expect, it, vi } from 'vitest';

import { createIdling } from '#embeddings/idling';
import { createWorkerEmbedder } from '#embeddings/worker-embedder';
import { DEFAULT_MODEL } from '#models/catalog';

describe('being idle', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins when the last of several works has ended, and ends with the next one', async () => {
    vi.useFakeTimers();
    const rests: number[] = [];
    const idling = createIdling(100, () => rests.push(Date.now()));
    const work = (milliseconds: number) =>
      idling.during(() => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)));
    const began = Date.now();
    const all = [work(50), work(200)];
    await vi.advanceTimersByTimeAsync(250);
    await Promise.all([...all, (async () => work(80))(), vi.advanceTimersByTimeAsync(80)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rests).toEqual([began + 250 + 80 + 100]);
  });

  it.each([
    ['it is never to begin', 0, false],
    ['it was stopped', 10, true],
  ])('does not begin when %s', async (_, idle, isStopped) => {
    vi.useFakeTimers();
    let rests = 0;
    const idling = createIdling(idle, () => (rests += 1));
    await idling.during(async () => undefined);
    if (isStopped) idling.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rests).toBe(0);
  });
});

describe('a worker embedder that is idle', () => {
  it('gives its model back, and has it again for the next text', async () => {
    const source = { modelsFolder: 'models' };
    const embedder = createWorkerEmbedder({ model: DEFAULT_MODEL, source, idle: 20 });
    const [before] = await embedder.embed(['one'], 'passage');
    for (let time = 0; time < 3; time += 1) {
      await vi.waitFor(() => expect(embedder.state()).toEqual({ state: 'unloaded' }), 20_000);
      expect((await embedder.embed(['one'], 'passage'))[0]).toEqual(before);
    }
    await embedder.close();
    await expect(embedder.embed(['one'], 'query')).rejects.toMatchObject({
      code: 'model_unavailable',
    });
  });
});
