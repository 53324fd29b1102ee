import { cp, mkdir, mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { ModelSource } from '#embeddings/source';
import { createWorkerEmbedder, type WorkerEmbedder } from '#embeddings/worker-embedder';
import { DEFAULT_MODEL } from '#models/catalog';
import { startHub, startServer, type TestServer } from '#test/support/model-hub';

const SHIPPED = join('models', DEFAULT_MODEL.repository);

let folder: string;
let server: TestServer | undefined;
const open: WorkerEmbedder[] = [];

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'models-'))));
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await Promise.all(open.splice(0).map((embedder) => embedder.close()));
  await server?.close();
  server = undefined;
});

function embedderFrom(source: Partial<ModelSource>, retryAfter?: number): WorkerEmbedder {
  const embedder = createWorkerEmbedder({
    model: DEFAULT_MODEL.id,
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
    await expectUnavailable({}, join(folder, 'none', DEFAULT_MODEL.repository));
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
      model: 'gte-small',
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
  it('is loaded, kept in the cache folder, and loaded from there the next time', async () => {
    server = await startHub('models');
    const cacheFolder = join(folder, 'cache');
    const source = { hubMirror: server.url, cacheFolder };
    const [vector] = await embedderFrom(source).embed(['a'], 'query');
    const [same] = await createdFromShipped().embed(['a'], 'query');
    expect(vector).toEqual(same);
    expect(server.asked).toContain(
      `/${DEFAULT_MODEL.repository}/resolve/${DEFAULT_MODEL.revision}/onnx/model_quantized.onnx`,
    );
    const asked = server.asked.length;
    await embedderFrom(source).load();
    expect(server.asked).toHaveLength(asked);
    const kept = await readdir(cacheFolder, { recursive: true });
    expect(kept.filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('is not asked for when the models folder has the model', async () => {
    server = await startHub('models');
    await embedderFrom({ modelsFolder: 'models', hubMirror: server.url }).load();
    expect(server.asked).toEqual([]);
  });

  it('is not asked for when downloads are not allowed', async () => {
    server = await startHub('models');
    await expectUnavailable({ hubMirror: server.url, allowDownload: false }, 'nothing may be');
    expect(server.asked).toEqual([]);
  });

  it('is unavailable when the mirror does not have it', async () => {
    server = await startHub(folder);
    await expectUnavailable({ hubMirror: server.url }, server.url);
  });

  it('is unavailable when the mirror does not answer', async () => {
    server = await startServer(() => undefined);
    await expectUnavailable({ hubMirror: server.url, stallTimeout: 300 }, 'nothing was received');
  });

  it('is unavailable when the mirror stops in the middle of a file', async () => {
    server = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{');
    });
    await expectUnavailable({ hubMirror: server.url, stallTimeout: 300 }, 'nothing was received');
  });

  it('is unavailable when nothing listens', async () => {
    server = await startServer(() => undefined);
    const { url } = server;
    await server.close();
    await expectUnavailable({ hubMirror: url }, url);
  });

  it('is downloaded again when the cache folder cannot be used', async () => {
    server = await startHub('models');
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await embedderFrom({ hubMirror: server.url, cacheFolder: file }).load();
  });
});

function createdFromShipped(): WorkerEmbedder {
  return embedderFrom({ modelsFolder: 'models' });
}
