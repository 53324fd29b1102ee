import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { checkFiles, installedIn } from '#models/installed';
import { bytesIn } from '#models/pull/claim';
import { pullModel } from '#models/pull/pull';
import * as hubs from '#test/support/random-model-hub';

const WEIGHTS = 'onnx/model.onnx';
const SCRIPT = join(import.meta.dirname, '..', 'support', 'pull-in-process.ts');

let hub: hubs.RandomModelHub;
let modelsFolder: string;
const children: ChildProcess[] = [];

beforeAll(async () => void (hub = await hubs.startRandomModelHub()));
afterAll(() => hub.remove());
beforeEach(async () => void (modelsFolder = await mkdtemp(join(tmpdir(), 'pull-'))));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(modelsFolder, { recursive: true });
});

function start(): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  const args = [
    '--conditions=source',
    '--import',
    'tsx',
    SCRIPT,
    hub.url,
    modelsFolder,
    hub.entry.id,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

const pullHere = () =>
  pullModel(hub.entry, {
    ...{ modelsFolder, hub: hub.url },
    tryOut: async () => ({ text: 'a', vector: [1] }),
  });

const expectRight = async () => {
  const folder = await installedIn(modelsFolder, hub.entry);
  const files = await checkFiles(folder ?? '', hub.entry);
  expect(files.map(({ state }) => state)).toEqual(files.map(() => 'right'));
  expect(await readdir(modelsFolder)).toEqual(['makers']);
};

describe('processes that pull the same model', () => {
  it('fetch it once between them', async () => {
    hub.behave(WEIGHTS, hubs.whole);
    const pulls = [
      text(start().stdout),
      text(start().stdout),
      pullHere().then(() => 'new: true\n'),
    ];
    for (const said of await Promise.all(pulls)) expect(said).toMatch(/^new: /);
    expect(hub.froms).toEqual([0]);
    await expectRight();
  });

  it('leave what they have to the next one when they are killed', async () => {
    hub.behave(WEIGHTS, hubs.stalls, hubs.whole);
    const killed = start();
    const unfinished = join(modelsFolder, '.unfinished');
    await vi.waitFor(
      async () => expect(await bytesIn([unfinished])).toBeGreaterThan(1_000_000),
      20_000,
    );
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(await installedIn(modelsFolder, hub.entry)).toBeUndefined();
    expect(await pullHere()).toMatchObject({ isNew: true });
    expect(hub.froms.map((from) => from > 0)).toEqual([false, true]);
    await expectRight();
  });
});
