import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AnyEmbedder, Embedders } from '#embeddings/embedder';
import { createIndexer, type Indexer, type IndexerOptions } from '#indexer/run';
import { WorkspaceError } from '#src/errors';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder, type FakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const task = (id: string, notes = `note of ${id}`): WriteOperation => ({
  op: 'put',
  kind: 'workspace_tasks',
  id,
  value: { title: `Task ${id}`, notes },
});
const tasks = (count: number): WriteOperation[] =>
  Array.from({ length: count }, (_, at) => task(`T-${at}`));

const embeddersFor = (...all: readonly AnyEmbedder[]): Embedders => ({
  first: all[0]?.info.model ?? '',
  of: async (model) => all.find(({ info }) => info.model === model),
});

describe('an indexer of several spaces', () => {
  let temporary: TemporaryStore;
  let old: FakeEmbedder;
  let next: FakeEmbedder;
  const started: Indexer[] = [];
  beforeEach(async () => {
    temporary = temporaryStore();
    old = createFakeEmbedder({ model: 'old' });
    next = createFakeEmbedder({ model: 'next', dimensions: 384 });
  });
  afterEach(async () => {
    for (const indexer of started.splice(0)) await indexer.stop();
    await temporary.remove();
  });

  const indexerOf = (more: Partial<IndexerOptions> = {}): Indexer => {
    const { store } = temporary;
    const embedder = embeddersFor(old, next);
    const indexer = createIndexer({ store, embedder, holder: 'test', ...more });
    started.push(indexer);
    return indexer;
  };
  const write = (...operations: WriteOperation[]) => temporary.store.write({ operations });
  const status = () => temporary.store.indexStatus();
  const want = ({ info }: FakeEmbedder, prune = false) =>
    temporary.store.wantSpace({ space: info, prune });
  const states = async () =>
    (await temporary.store.spaceStatuses()).map(({ model, state, pending }) => [
      ...[model, state, pending],
    ]);

  it('builds the one that is wanted beside the one that answers, and changes when it is complete', async () => {
    const indexer = indexerOf();
    await write(...tasks(20));
    await indexer.drain();
    await want(next);
    const answered = new Set<string | undefined>();
    const watched = indexer.drain(() => void status().then(({ model }) => answered.add(model)));
    await watched;
    expect(await status()).toMatchObject({ model: 'next', passages: 20, pending: 0 });
    expect(answered).toContain('old');
    expect(await states()).toEqual([
      ['old', 'kept', 0],
      ['next', 'current', 0],
    ]);
  });

  it('embeds what is written meanwhile in the current space first', async () => {
    const indexer = indexerOf();
    await write(...tasks(40));
    await indexer.drain();
    await want(next);
    const order: string[] = [];
    let written: Promise<unknown> | undefined;
    await indexer.drain(({ space }) => {
      order.push(space);
      written ??= write(task('fresh'));
    });
    await written;
    const ofOld = order.indexOf(old.info.fingerprint);
    expect(ofOld).toBeGreaterThan(0);
    expect(ofOld).toBeLessThan(4);
    expect(await states()).toEqual([
      ['old', 'kept', 0],
      ['next', 'current', 0],
    ]);
  });

  it('goes on where it was broken off, and embeds nothing twice', async () => {
    await write(...tasks(40));
    await indexerOf().drain();
    await want(next);
    const first = indexerOf({ holder: 'first' });
    let steps = 0;
    await first.drain(() => void ((steps += 1) === 2 && first.stop()));
    expect((await status()).model).toBe('old');
    const before = next.embedded.length;
    expect(before).toBeGreaterThan(0);
    await indexerOf({ holder: 'second' }).drain();
    expect((await status()).model).toBe('next');
    expect(new Set(next.embedded).size).toBe(next.embedded.length);
    expect(next.embedded.length).toBeGreaterThan(before);
  });

  it('brings only what answers into step where that is all that is asked for', async () => {
    const indexer = indexerOf();
    await write(...tasks(3));
    await indexer.drain();
    await want(next);
    await write(task('more'));
    await indexer.drain(undefined, 'current');
    expect(await states()).toEqual([
      ['old', 'current', 0],
      ['next', 'building', 4],
    ]);
  });

  it('keeps a space that was left in step, so that it can be returned to', async () => {
    const indexer = indexerOf();
    await write(...tasks(3));
    await indexer.drain();
    await want(next);
    await indexer.drain();
    await write(task('later'));
    await indexer.drain();
    await temporary.store.rollbackSpace();
    expect(await status()).toMatchObject({ model: 'old', pending: 0, passages: 4 });
  });

  it('is not held up in the current space by a model that is missing for another', async () => {
    const warned: string[] = [];
    const log = { warn: (_: object, message: string) => void warned.push(message) };
    const indexer = indexerOf({ log });
    await write(...tasks(3));
    await indexer.drain();
    next.breakWith('The disk is gone.');
    const { fingerprint } = await want(next);
    await write(task('more'));
    expect(await indexer.drain()).toBe(true);
    expect(await status()).toMatchObject({ model: 'old', pending: 0 });
    expect(indexer.faultOf(fingerprint)).toBe('The disk is gone.');
    expect(warned).toEqual(['a space waits for its model']);
    next.breakWith(undefined);
    indexer.forgive();
    await indexer.drain();
    expect(await status()).toMatchObject({ model: 'next' });
  });

  it('builds the new space although the model of the current one is gone', async () => {
    const indexer = indexerOf();
    await write(...tasks(3));
    await indexer.drain();
    old.breakWith('gone');
    await write(task('more'));
    await expect(indexer.drain()).rejects.toThrow('gone');
    await want(next);
    await indexer.drain();
    expect(await status()).toMatchObject({ model: 'next', pending: 0 });
  });

  it('changes only when the model for the questions is there', async () => {
    let isThere = false;
    const indexer = indexerOf({
      beforeFlip: async () => {
        if (!isThere) throw new WorkspaceError('model_unavailable', 'not loaded');
      },
    });
    await write(...tasks(3));
    await indexer.drain();
    const { fingerprint } = await want(next);
    await indexer.drain();
    expect(await states()).toEqual([
      ['old', 'current', 0],
      ['next', 'building', 0],
    ]);
    expect(indexer.faultOf(fingerprint)).toBe('not loaded');
    isThere = true;
    indexer.forgive();
    await indexer.drain();
    expect((await status()).model).toBe('next');
  });

  it('changes while others write all the time', async () => {
    const indexer = indexerOf();
    await write(...tasks(30));
    await indexer.drain();
    await want(next);
    let count = 0;
    let last: Promise<unknown> = Promise.resolve();
    await indexer.drain(() => {
      if ((count += 1) < 200 && count % 2 === 0) last = last.then(() => write(task(`W-${count}`)));
    });
    await last;
    await indexer.drain();
    expect(await status()).toMatchObject({ model: 'next', pending: 0 });
  });

  it('changes also while something always waits in the space that answers', async () => {
    await write(...tasks(30));
    await indexerOf().drain();
    await want(next);
    const most = 60;
    let rounds = 0;
    const jobs = async (space: string, limit: number) => {
      const isBusy = space === old.info.fingerprint && rounds < most;
      if (isBusy && (await status()).model === 'old') {
        rounds += 1;
        await write(...Array.from({ length: 12 }, (_, at) => task(`W-${rounds}-${at}`)));
      }
      return temporary.store.jobs(space, limit);
    };
    await indexerOf({ store: { ...temporary.store, jobs } }).drain();
    expect((await status()).model).toBe('next');
    expect(rounds).toBeLessThan(most);
  });

  it('drops what nobody wants to return to, and frees its room', async () => {
    const indexer = indexerOf({ grace: 0 });
    await write(...tasks(3));
    await indexer.drain();
    await want(next, true);
    indexer.start();
    await expect.poll(states, { timeout: 10_000 }).toEqual([['next', 'current', 0]]);
    await expect.poll(() => temporary.store.purgeSpaces(1)).toBe(0);
  });

  describe('of two versions of the program', () => {
    const version = (generation: number) =>
      createFakeEmbedder({
        ...{ model: 'old', fingerprint: `cut-${generation}`, queryFingerprint: 'same', generation },
      });

    it('the later one cuts anew, and the earlier one never returns to its own', async () => {
      const [earlier, later] = [version(1), version(2)];
      await write(...tasks(3));
      await indexerOf({ embedder: earlier }).drain();
      await indexerOf({ embedder: later }).drain();
      expect(await status()).toMatchObject({ space: 'cut-2', pending: 0 });
      await write(task('by the earlier one'));
      await indexerOf({ embedder: earlier }).drain();
      expect(await status()).toMatchObject({ space: 'cut-2', pending: 1 });
      expect(later.embedded.some((text) => text.includes('earlier'))).toBe(false);
      await indexerOf({ embedder: later }).drain();
      expect(await status()).toMatchObject({ space: 'cut-2', pending: 0 });
    });

    it('a person who returned to the earlier one is not overruled', async () => {
      await write(...tasks(3));
      await indexerOf({ embedder: version(1) }).drain();
      const later = indexerOf({ embedder: version(2) });
      await later.drain();
      await temporary.store.rollbackSpace();
      await later.drain();
      expect(await status()).toMatchObject({ space: 'cut-1' });
    });

    it('neither moves to the model of its own settings', async () => {
      await write(...tasks(3));
      await indexerOf().drain();
      await indexerOf({ embedder: embeddersFor(next, old) }).drain();
      expect(await states()).toEqual([['old', 'current', 0]]);
    });
  });
});
