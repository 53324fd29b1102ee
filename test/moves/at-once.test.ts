import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { syncedFolder, textOf, type Synced } from './synced.ts';

let root: string;
let synced: Synced;
const put = (name: string, text = textOf(name)) => writeFile(join(root, name), text);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'at-once-'));
  synced = syncedFolder(root);
  for (const name of ['a.md', 'b.md', 'c.md']) await put(name);
  await synced.sync();
});
afterEach(() => rm(root, { recursive: true }));

describe('of two readings at once, the one that saw less', () => {
  it('does not remove a document that the other has found elsewhere', async () => {
    const { 'a.md': id = '' } = await synced.ids();
    await unlink(join(root, 'a.md'));
    const writeEarly = await synced.read();
    await put('moved.md', textOf('a.md'));
    await synced.sync();
    expect(await writeEarly()).toMatchObject({ removed: 0 });
    expect(await synced.ids()).toMatchObject({ 'moved.md': id });
  });

  it('does not remove a document whose file is back with another text', async () => {
    const { 'a.md': id = '' } = await synced.ids();
    await unlink(join(root, 'a.md'));
    const writeEarly = await synced.read();
    await put('a.md', textOf('a.md', [3]));
    await synced.sync();
    expect(await writeEarly()).toMatchObject({ removed: 0 });
    expect(await synced.ids()).toMatchObject({ 'a.md': id });
  });

  it('removes the others all the same when one is removed already', async () => {
    await Promise.all(['a.md', 'b.md'].map((name) => unlink(join(root, name))));
    const writeEarly = await synced.read();
    const { 'a.md': id = '' } = await synced.ids();
    await synced.client.removeMany('documents', [id]);
    expect(await writeEarly()).toMatchObject({ removed: 1 });
    expect(Object.keys(await synced.ids())).toEqual(['c.md']);
  });
});
