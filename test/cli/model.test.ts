import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createCatalog } from '#models/catalog';
import { writeRandomModel } from '#test/support/random-model';
import { startRandomModelHub } from '#test/support/random-model-hub';

import { run, startServer, temporaryFolder, TOKEN, type Folder } from './harness.ts';

let folder: Folder;
let db: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  db = join(folder.path, 'w.db');
  await writeRandomModel(join(folder.path, 'stick'), { shape: 'tiny' });
});
afterAll(() => folder.remove());

const model = (...args: readonly string[]) => run(['--db', db, 'model', ...args]);

interface Listed {
  readonly items: readonly { id: string; bytes: number | null; space: string | null }[];
}

const listed = async (): Promise<Listed['items']> =>
  (JSON.parse((await model('list', '--json')).out) as Listed).items;

describe('workspace model', () => {
  it('lists models without a database, and makes none', async () => {
    const { code, out } = await model('list');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/static-en-v1 .* MB/) });
    expect((await listed()).filter(({ bytes }) => bytes !== null)).toHaveLength(1);
    expect(await readdir(folder.path)).toEqual(['stick']);
  });

  it('imports a model, which can then be listed, checked, measured and used', async () => {
    const stick = join(folder.path, 'stick');
    const imported = await model('import', stick, '--name', 'acme/ours', '--pooling', 'mean');
    expect(imported).toMatchObject({ code: 0, out: expect.stringContaining('384 dimensions') });
    expect((await listed()).at(-1)).toMatchObject({ id: 'acme/ours', space: null });
    expect(await model('verify', 'ours')).toMatchObject({ code: 0 });
    expect(await model('bench', 'ours', '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"passages_per_second"'),
    });
    const env = { EMBEDDING_MODEL: 'ours' };
    const issue = ['title=Locks', 'type=bug', 'severity=LOW', 'description=a lock is held'];
    expect(await run(['--db', db, 'add', 'issue', ...issue], { env })).toMatchObject({
      code: 0,
    });
    expect((await listed()).at(-1)).toMatchObject({ id: 'acme/ours', space: 'current' });
    expect((await model('coverage')).out).toMatch(/^100 % of the text/);
  });

  it('pulls a model of the catalog from a mirror, says how far it is, and does not do it twice', async () => {
    const hub = await startRandomModelHub(createCatalog().find('gte-small'));
    const env = { EMBEDDING_HUB: hub.url };
    const pull = (...args: readonly string[]) =>
      run(['--db', db, 'model', 'pull', 'gte-small', ...args], { env });
    expect((await pull('--json')).out).toMatch(/"step":"onnx\/model.onnx".*"new": true/s);
    expect((await pull()).out).toContain('is here already');
    expect(hub.asked).toHaveLength(4);
    await hub.remove();
  });

  it('names the file that is not what it was, and exits with 1', async () => {
    const copy = join(folder.path, 'models', 'acme', 'ours');
    await writeFile(join(copy, 'tokenizer_config.json'), '{}');
    await truncate(join(copy, 'onnx', 'model.onnx'), 1_000);
    const { code, err } = await model('verify');
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('tokenizer_config.json'),
    });
    expect(err).toContain('onnx/model.onnx of acme/ours is wrong');
    expect(err).not.toContain('static-en-v1');
  });

  it.each([
    ['a name that is not known', ['pull', 'gte-smal'], 2, 'nearest is "Xenova/gte-small"'],
    ['a model that is not here', ['bench', 'bge-small-en-v1.5'], 5, 'model pull Xenova/bge-small'],
    ['a folder without a model', ['import', '/nowhere'], 1, 'has no file config.json'],
    ['a folder that does not say all', ['import', 'STICK'], 2, '--pooling cls or mean'],
  ])('says in one line what to do about %s', async (_, args, code, words) => {
    const given = args.map((arg) => arg.replace('STICK', join(folder.path, 'stick')));
    const ran = await model(...given);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(words);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
  });

  it('asks a service for its models, and leaves its files to its machine', async () => {
    const server = await startServer(folder.path);
    const at = ['--url', server.url, '--token', TOKEN, 'model'];
    expect(await run([...at, 'list'])).toMatchObject({ code: 0 });
    expect((await run([...at, 'pull', 'gte-small'])).err).toContain(
      'on the machine of the service',
    );
    await server.close();
  });
});
