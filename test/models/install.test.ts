import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { DEFAULT_MODEL } from '#models/catalog';
import { folderOf, modelFiles } from '#models/files';
import { install, UNFINISHED } from '#models/pull/install';

let modelsFolder: string;
beforeEach(async () => void (modelsFolder = await mkdtemp(join(tmpdir(), 'install-'))));
afterEach(() => rm(modelsFolder, { recursive: true }));

async function fill(folder: string, text: string): Promise<void> {
  for (const file of modelFiles(DEFAULT_MODEL.dtype)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

it('a model that cannot take the place of another leaves that one as it was', async () => {
  const target = folderOf(modelsFolder, DEFAULT_MODEL);
  await fill(target, 'the one before');
  await fill(modelsFolder, 'the new one');
  await mkdir(join(modelsFolder, UNFINISHED));
  const tryOut = async () => ({ text: 'a', vector: [1] });
  const within = modelsFolder; // no folder can be moved into itself
  await expect(
    install(within, { entry: DEFAULT_MODEL, modelsFolder, origin: 'a stick', tryOut }),
  ).rejects.toMatchObject({ code: 'EINVAL' });
  expect(await readFile(join(target, 'config.json'), 'utf8')).toBe('the one before');
  expect(await readdir(join(modelsFolder, UNFINISHED))).toEqual([]);
});
