import { cp, mkdir, mkdtemp, rename, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { ModelSource } from '#embeddings/source';
import { createWorkerEmbedder, type WorkerEmbedder } from '#embeddings/worker-embedder';
import { createCatalog, DEFAULT_MODEL } from '#models/catalog';
import {
  startRandomModelHub,
  status,
  whole,
  type RandomModelHub,
} from '#test/support/random-model-hub';

const SHIPPED = join('models', DEFAULT_MODEL.repository);

let folder: string;
const open: WorkerEmbedder[] = [];

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'models-'))));
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await Promise.all(open.splice(0).map((embedder) => embedder.close()));
});

function embedderFrom(source: Partial<ModelSource>, retryAfter?: number): WorkerEmbedder {
  const embedder = createWorkerEmbedder({
    model: DEFAULT_MODEL,
    source: { modelsFolder: join(folder, 'none'), ...source },
    ...(retryAfter !== undefined && { retryAfter }),
  });
  open.push(embedder);
  return embedder;
}

/** A copy of the shipped model, damaged by `change`. */
async function damaged(name: string, change: (copy: string) => Promise<void>): Promise<string> {
  const copy = join(folder, name);
  await cp(SHIPPED, copy, { recursive: true });
  await change(copy);
  return copy;
}

async function expectUnavailable(source: Partial<ModelSource>, reason: string): Promise<void> {
  const embedder = embedderFrom(source);
  await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({
    code: 'model_unavailable',
    message: expect.stringContaining(reason),
    next: expect.stringMatching(/\w/),
  });
  expect(embedder.state()).toMatchObject({ state: 'failed' });
}

describe('a model from a folder', () => {
  it('is loaded from its own folder, whatever that is called', async () => {
    const copy = await damaged('renamed', async () => undefined);
    expect(await embedderFrom({ localFolder: copy }).embed(['a'], 'query')).toHaveLength(1);
  });

  it('is unavailable when the folder is missing, and says which and what to do', async () => {
    await expectUnavailable({}, join(folder, 'none'));
    await expectUnavailable({ localFolder: join(folder, 'missing') }, join(folder, 'missing'));
  });

  it.each(['onnx/model_quantized.onnx', 'tokenizer.json', 'config.json'])(
    'is unavailable without its %s',
    async (file) => {
      const copy = await damaged(`without-${file.replace('/', '-')}`, (to) => rm(join(to, file)));
      await expectUnavailable({ localFolder: copy }, `has no ${file}`);
    },
  );

  it.each(['onnx/model_quantized.onnx', 'tokenizer.json', 'config.json'])(
    'is unavailable when its %s is cut short',
    async (file) => {
      const copy = await damaged(`short-${file.replace('/', '-')}`, (to) =>
        truncate(join(to, file), 100),
      );
      await expectUnavailable({ localFolder: copy }, copy);
    },
  );

  it('is unavailable when it makes vectors of other dimensions than the catalog says', async () => {
    const localFolder = await damaged('other-dimensions', (to) =>
      rename(join(to, 'onnx/model_quantized.onnx'), join(to, 'onnx/model.onnx')),
    );
    const embedder = createWorkerEmbedder({
      model: createCatalog().find('gte-small'),
      source: { localFolder, modelsFolder: folder },
    });
    open.push(embedder);
    await expect(embedder.load()).rejects.toThrow('vectors of 256 dimensions');
  });

  it('fails at once for a while after it could not be loaded, unless it is told to load', async () => {
    const modelsFolder = join(folder, 'later');
    const embedder = embedderFrom({ modelsFolder });
    await expect(embedder.load()).rejects.toMatchObject({ code: 'model_unavailable' });
    await mkdir(modelsFolder);
    await cp(SHIPPED, join(modelsFolder, DEFAULT_MODEL.repository), { recursive: true });
    await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({
      code: 'model_unavailable',
    });
    await embedder.load();
    expect(await embedder.embed(['a'], 'query')).toHaveLength(1);
  });

  it('is tried again by a call when that while is over', async () => {
    const localFolder = join(folder, 'soon');
    const embedder = embedderFrom({ localFolder }, 0);
    await expect(embedder.embed(['a'], 'query')).rejects.toThrow();
    await cp(SHIPPED, localFolder, { recursive: true });
    expect(await embedder.embed(['a'], 'query')).toHaveLength(1);
  });
});

describe('a model from a hub mirror', () => {
  let hub: RandomModelHub;
  let cacheFolder: string;
  beforeAll(async () => void (hub = await startRandomModelHub()));
  afterAll(() => hub.remove());
  beforeEach(async () => void (cacheFolder = await mkdtemp(join(folder, 'cache-'))));

  const fromHub = (source: Partial<ModelSource> = {}): WorkerEmbedder => {
    const embedder = createWorkerEmbedder({
      model: hub.entry,
      source: {
        modelsFolder: folder,
        cacheFolder,
        hubMirror: hub.url,
        stallTimeout: 300,
        ...source,
      },
    });
    open.push(embedder);
    return embedder;
  };

  it('is pulled by the first call, by two embedders once, and then loaded from its folder', async () => {
    const before = hub.asked.length;
    const calls = [fromHub(), fromHub()].map((embedder) => embedder.embed(['a'], 'query'));
    const [[one], [other]] = (await Promise.all(calls)) as [Float32Array[], Float32Array[]];
    expect(one).toEqual(other);
    expect(hub.asked.slice(before)).toHaveLength(4);
    await fromHub({ hubMirror: 'http://127.0.0.1:1' }).load();
  });

  it.each([
    ['downloads are not allowed', { allowDownload: false }, 'model pull makers/random'],
    ['there is no folder to keep it in', { cacheFolder: undefined }, 'model import'],
  ])('is not asked for when %s, and the error says how to get it', async (_, source, next) => {
    const before = hub.asked.length;
    await expect(fromHub(source as Partial<ModelSource>).load()).rejects.toMatchObject({
      code: 'model_unavailable',
      next: expect.stringContaining(next),
    });
    expect(hub.asked).toHaveLength(before);
  });

  it('is unavailable when the mirror does not have it', async () => {
    hub.behave('config.json', status(404));
    const embedder = fromHub();
    await expect(embedder.load()).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(embedder.state()).toMatchObject({ state: 'failed' });
    hub.behave('config.json', whole);
    await embedder.load();
  });

  it('is not taken from a folder with another revision of it', async () => {
    await fromHub().load();
    const model = { ...hub.entry, revision: 'another' };
    const source = { modelsFolder: folder, cacheFolder };
    const embedder = createWorkerEmbedder({ model, source });
    open.push(embedder);
    await expect(embedder.load()).rejects.toMatchObject({ code: 'model_unavailable' });
  });
});
