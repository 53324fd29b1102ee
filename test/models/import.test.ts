import { cp, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createWorkerEmbedder, tryOut } from '#embeddings/worker-embedder';
import { importModel, type ImportOptions } from '#models/import/import';
import { readCatalog } from '#models/installed';
import { writeRandomModel } from '#test/support/random-model';

let made: string;
let folder: string;
let stick: string;
let modelsFolder: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'made-'));
  await writeRandomModel(made, { shape: 'tiny' });
});
afterAll(() => rm(made, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
  [stick, modelsFolder] = [join(folder, 'stick', 'our-model'), join(folder, 'data', 'models')];
  await cp(made, stick, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const MEAN = { pooling: 'mean' } as const;

const importIt = async (options: Partial<ImportOptions> = MEAN) =>
  importModel(stick, {
    ...{ modelsFolder, catalog: await readCatalog(modelsFolder) },
    tryOut: () => async () => ({ text: 'a', vector: [1] }),
    ...options,
  });

const tried = { tryOut: (entry) => (to) => tryOut(entry, to) } satisfies Partial<ImportOptions>;

const put = async (file: string, content: object) => {
  await mkdir(join(stick, file, '..'), { recursive: true });
  await writeFile(join(stick, file), JSON.stringify(content));
};

describe('an imported model', () => {
  it('is in the catalog from then on, and embeds', async () => {
    const { entry, isNew } = await importIt({ ...MEAN, ...tried });
    expect(isNew).toBe(true);
    await rm(stick, { recursive: true });
    const model = (await readCatalog(modelsFolder)).find('our-model');
    expect(model).toEqual(entry);
    const source = { modelsFolder: folder, cacheFolder: modelsFolder };
    const embedder = createWorkerEmbedder({ model, source });
    expect((await embedder.embed(['a'], 'query'))[0]).toHaveLength(384);
    await embedder.close();
  });

  it('is what its files say', async () => {
    await put('1_Pooling/config.json', {
      pooling_mode_cls_token: true,
      pooling_mode_mean_tokens: false,
    });
    await put('config_sentence_transformers.json', { prompts: { query: 'q: ', document: 'd: ' } });
    await put('tokenizer_config.json', { model_max_length: 128 });
    expect((await importIt({})).entry).toMatchObject({
      id: 'our-model',
      pooling: 'cls',
      prefixes: { query: 'q: ', passage: 'd: ' },
      tokenWindow: 128,
      dimensions: 384,
      dtype: 'fp32',
    });
  });

  it.each([
    ['a tokenizer without a limit', { model_max_length: 1e30 }, {}, 512],
    ['a long window', { model_max_length: 8192 }, { max_position_embeddings: 8192 }, 512],
    ['positions for padding', {}, { max_position_embeddings: 130, model_type: 'xlm-roberta' }, 128],
  ])('has the window of %s', async (_, tokenizer, config, window) => {
    await put('tokenizer_config.json', tokenizer);
    await put('config.json', { hidden_size: 384, model_type: 'bert', ...config });
    expect((await importIt()).entry.tokenWindow).toBe(window);
  });

  it('is what is given against its files', async () => {
    const given = {
      name: 'acme/x',
      pooling: 'cls',
      tokenWindow: 64,
      queryPrefix: 'ask: ',
    } as const;
    expect((await importIt(given)).entry).toMatchObject({
      id: 'acme/x',
      pooling: 'cls',
      tokenWindow: 64,
      prefixes: { query: 'ask: ', passage: '' },
    });
  });

  it('is not taken for the same one when it is described otherwise', async () => {
    await importIt({ pooling: 'mean' });
    await expect(importIt({ pooling: 'cls' })).rejects.toMatchObject({
      code: 'duplicate_id',
      message: 'The model our-model is here already, with pooling "mean" rather than "cls".',
    });
    expect(await importIt({ pooling: 'cls', replace: true })).toMatchObject({ isNew: true });
    expect((await readCatalog(modelsFolder)).find('our-model')).toMatchObject({ pooling: 'cls' });
  });

  it('is not copied twice, and gives way only when asked', async () => {
    const { entry } = await importIt();
    expect(await importIt()).toMatchObject({ isNew: false });
    await rm(join(stick, 'onnx'), { recursive: true });
    await writeRandomModel(stick, { shape: 'tiny', seed: 2 });
    await expect(importIt()).rejects.toMatchObject({ code: 'duplicate_id' });
    const other = await importIt({ ...MEAN, replace: true });
    expect(other.entry.revision).not.toBe(entry.revision);
    expect((await readCatalog(modelsFolder)).find('our-model')).toEqual(other.entry);
  });

  it('is taken for the known model of its name, of which nothing else can be said', async () => {
    const known = await importIt({ name: 'gte-small' });
    expect(known.entry).toMatchObject({ id: 'Xenova/gte-small', licence: 'MIT' });
    expect(known.isKnown).toBe(true);
    await expect(importIt({ name: 'gte-small', pooling: 'cls' })).rejects.toMatchObject({
      code: 'invalid_query',
    });
  });
});

describe('an import leaves nothing', () => {
  it.each<readonly [string, () => Promise<void>, Partial<ImportOptions>, string, string]>([
    [
      'a file is missing',
      () => rm(join(stick, 'tokenizer.json')),
      MEAN,
      'source_unreadable',
      'tokenizer.json',
    ],
    [
      'the weights are missing',
      () => rm(join(stick, 'onnx/model.onnx')),
      MEAN,
      'source_unreadable',
      'model.onnx',
    ],
    [
      'the folder is missing',
      () => rm(stick, { recursive: true }),
      MEAN,
      'source_unreadable',
      'config.json',
    ],
    [
      'a file is damaged',
      () => writeFile(join(stick, 'config.json'), '{'),
      MEAN,
      'source_unreadable',
      'config.json',
    ],
    [
      'the weights are damaged',
      () => truncate(join(stick, 'onnx/model.onnx'), 1_000),
      { ...MEAN, ...tried },
      'model_unavailable',
      'loaded',
    ],
    [
      'it makes other vectors than it says',
      () => put('config.json', { hidden_size: 256, model_type: 'bert' }),
      { ...MEAN, ...tried },
      'model_unavailable',
      '384 dimensions',
    ],
    [
      'it takes shorter inputs than it says',
      async () => undefined,
      { ...MEAN, tokenWindow: 600, ...tried },
      'model_unavailable',
      '600 tokens',
    ],
    ['nobody says how it pools', async () => undefined, {}, 'invalid_query', 'token vectors'],
    [
      'it pools in a way that is not known',
      () => put('1_Pooling/config.json', { pooling_mode_max_tokens: true }),
      {},
      'invalid_query',
      'token vectors',
    ],
    [
      'nobody says its dimensions',
      () => put('config.json', { model_type: 'bert' }),
      MEAN,
      'invalid_query',
      'dimensions',
    ],
    [
      'its name leads elsewhere',
      async () => undefined,
      { ...MEAN, name: '../../x' },
      'invalid_query',
      '../../x',
    ],
    [
      'its name is that of the shipped one',
      async () => undefined,
      { ...MEAN, name: 'workspace-static-en-v1' },
      'invalid_query',
      'comes with',
    ],
  ])('when %s', async (_, change, options, code, words) => {
    await change();
    await expect(importIt(options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
      next: expect.stringMatching(/\w/),
    });
    expect(await readdir(modelsFolder).catch(() => [])).toEqual([]);
  });

  it('when the models folder cannot be written', async () => {
    await writeFile(join(folder, 'data'), '');
    await expect(importIt()).rejects.toMatchObject({ code: 'target_unwritable' });
  });
});
