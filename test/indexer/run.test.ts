import { setTimeout as sleep } from 'node:timers/promises';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Embedder } from '#embeddings/embedder';
import { createIndexer, type Indexer } from '#indexer/run';
import { WorkspaceError } from '#src/errors';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const document = (path: string, content: string): WriteOperation => ({
  op: 'put',
  kind: 'documents',
  id: path,
  value: { repo: 'r', path, title: path, content },
});

/** A fake embedder that counts what it embeds and fails on texts with a word. */
function countingEmbedder(fail?: { word: string; error: Error }) {
  const fake = createFakeEmbedder();
  const embedded: string[] = [];
  const embedder: Embedder = {
    ...fake,
    embed: async (texts, use) => {
      if (fail && texts.some((text) => text.includes(fail.word))) throw fail.error;
      embedded.push(...texts);
      return fake.embed(texts, use);
    },
  };
  return { embedder, embedded };
}

describe('the indexer', () => {
  let temporary: TemporaryStore;
  const started: Indexer[] = [];
  beforeEach(() => {
    temporary = temporaryStore();
  });
  afterEach(async () => {
    for (const indexer of started.splice(0)) await indexer.stop();
    await temporary.remove();
  });

  const indexerOf = (embedder: Embedder, holder = 'test'): Indexer => {
    const indexer = createIndexer({ store: temporary.store, embedder, holder });
    started.push(indexer);
    return indexer;
  };
  const write = (...operations: WriteOperation[]) => temporary.store.write({ operations });
  const status = () => temporary.store.indexStatus();

  it('ends when a batch cannot be written, and has lost nothing', async () => {
    await write(...Array.from({ length: 80 }, (_, at) => document(`d${at}`, `text ${at}`)));
    let left = 1;
    const store = {
      ...temporary.store,
      settle: async (...settling: Parameters<typeof temporary.store.settle>) => {
        if (left-- > 0) throw new Error('the disk is full');
        return temporary.store.settle(...settling);
      },
    };
    const indexer = createIndexer({ store, embedder: createFakeEmbedder(), holder: 'test' });
    started.push(indexer);
    await expect(indexer.drain()).rejects.toThrow('the disk is full');
    expect(await indexer.drain()).toBe(true);
    expect(await status()).toMatchObject({ pending: 0, passages: 80 });
  });

  it('brings everything into step, and embeds only what changed after that', async () => {
    const { embedder, embedded } = countingEmbedder();
    const indexer = indexerOf(embedder);
    await write(document('a', '# A\n\none\n\n## B\n\ntwo'), document('b', 'three'));
    const seen: number[] = [];
    expect(await indexer.drain(({ done }) => seen.push(done))).toBe(true);
    expect(await status()).toMatchObject({ pending: 0, passages: 3 });
    expect(seen.at(-1)).toBe(2);
    embedded.length = 0;
    await write(document('a', '# A\n\none\n\n## B\n\nchanged'));
    await indexer.drain();
    expect(embedded).toHaveLength(1);
    expect(embedded[0]).toContain('changed');
  });

  it('gives the same text in two records a passage each', async () => {
    const { embedder } = countingEmbedder();
    await write(document('a', 'same'), document('b', 'same'));
    await indexerOf(embedder).drain();
    expect(await status()).toMatchObject({ pending: 0, passages: 2 });
  });

  it('sets only the record aside that cannot be embedded', async () => {
    const { embedder } = countingEmbedder({
      word: 'poison',
      error: new WorkspaceError('embedding_failed', 'odd text'),
    });
    await write(document('a', 'good'), document('b', 'poison'), document('c', 'good too'));
    await indexerOf(embedder).drain();
    expect(await status()).toMatchObject({ pending: 0, failed: 1, passages: 2 });
    expect(await temporary.store.failures(5)).toMatchObject([{ id: 'b', reason: 'odd text' }]);
  });

  it('gets over many records that kill the worker, which is refused for a while after some', async () => {
    const fake = createFakeEmbedder();
    let stops = 0;
    const embedder: Embedder = {
      ...fake,
      embed: async (texts, use) => {
        if (stops >= 12) throw new WorkspaceError('model_unavailable', 'stopped 12 times');
        if (!texts.some((text) => text.includes('poison'))) return fake.embed(texts, use);
        stops += 1;
        throw new WorkspaceError('embedding_failed', 'stopped');
      },
    };
    const many = Array.from({ length: 32 }, (_, at) =>
      document(`d${at}`, at % 8 === 0 ? 'poison' : 'good'),
    );
    await write(...many);
    const indexer = indexerOf(embedder);
    for (let time = 0; time < 3; time += 1) {
      stops = 0;
      await indexer.drain().catch(() => undefined);
    }
    expect(await status()).toMatchObject({ pending: 0, failed: 4, passages: 28 });
  });

  it('sets no record aside when the model itself is missing', async () => {
    const error = new WorkspaceError('model_unavailable', 'gone');
    const { embedder } = countingEmbedder({ word: 'good', error });
    await write(document('a', 'good'));
    await expect(indexerOf(embedder).drain()).rejects.toThrow('gone');
    expect(await status()).toMatchObject({ pending: 1, failed: 0 });
    expect(await temporary.store.lease('indexer', 'next', 1)).toBe(true);
  });

  it('does the work once when it is asked for several times at once', async () => {
    const { embedder, embedded } = countingEmbedder();
    await write(document('a', 'one'), document('b', 'two'));
    const indexer = indexerOf(embedder);
    await Promise.all([indexer.drain(), indexer.drain(), indexer.drain()]);
    expect(embedded).toHaveLength(2);
    expect(await status()).toMatchObject({ pending: 0, passages: 2 });
  });

  it('waits for another process to end its write', async () => {
    const { embedder } = countingEmbedder();
    await write(document('a', 'text'));
    const other = new Sqlite(temporary.path);
    other.exec('BEGIN IMMEDIATE');
    const drained = indexerOf(embedder).drain();
    await sleep(400);
    other.exec('COMMIT').close();
    expect(await drained).toBe(true);
    expect((await status()).pending).toBe(0);
  });

  it('leaves the work to the process that has the lease', async () => {
    const { embedder } = countingEmbedder();
    await write(document('a', 'text'));
    await temporary.store.lease('indexer', 'somebody else', 60_000);
    expect(await indexerOf(embedder).drain()).toBe(false);
    expect((await status()).pending).toBe(1);
  });

  it('says once that the model is missing, however much is written meanwhile', async () => {
    const error = new WorkspaceError('model_unavailable', 'gone');
    const warned: object[] = [];
    const log = { warn: (fields: object) => void warned.push(fields) };
    let tried = 0;
    const embedder: Embedder = {
      ...createFakeEmbedder(),
      cut: async () => {
        tried += 1;
        throw error;
      },
    };
    const indexer = createIndexer({ store: temporary.store, embedder, holder: 'test', log });
    started.push(indexer);
    indexer.start();
    for (let time = 1; time < 5; time += 1) {
      await write(document(`d${time}`, 'text'));
      indexer.poke();
      await expect.poll(() => tried).toBeGreaterThanOrEqual(time);
    }
    await indexer.stop();
    expect(warned).toEqual([{ code: 'model_unavailable', reason: 'gone' }]);
  });

  it('follows writes in the background, and those of other processes too', async () => {
    const { embedder } = countingEmbedder();
    const indexer = indexerOf(embedder);
    indexer.start();
    await write(document('a', 'text'));
    indexer.poke();
    await expect.poll(status).toMatchObject({ pending: 0, passages: 1 });
    await write(document('b', 'without a poke'));
    await expect.poll(status, { timeout: 10_000 }).toMatchObject({ pending: 0, passages: 2 });
  });
});
