import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { tryOut } from '#embeddings/worker-embedder';
import { checkFiles, installedIn, readCatalog } from '#models/installed';
import { readManifest } from '#models/manifest';
import { pullModel, type PullOptions } from '#models/pull/pull';
import { startServer, type TestServer } from '#test/support/model-hub';
import * as hubs from '#test/support/random-model-hub';

const { drops, ignoresRange, stalls, status, whole } = hubs;
/** A drop, something that does not fit, and then from the start. */
const AGAIN = ['start', 'later', 'start'] as const;
const MANY = ['start', ...new Array<'later'>(6).fill('later')] as const;
const WEIGHTS = 'onnx/model.onnx';

let hub: hubs.RandomModelHub;
let other: TestServer;
let modelsFolder: string;

beforeAll(async () => {
  hub = await hubs.startRandomModelHub();
  other = await startServer((_, response) => response.writeHead(500).end());
});
afterAll(async () => {
  await hub.remove();
  await other.close();
});
beforeEach(async () => void (modelsFolder = await mkdtemp(join(tmpdir(), 'pull-'))));
afterEach(() => rm(modelsFolder, { recursive: true }));

/** Most of what is told here does not depend on what the model makes of a sentence. */
const tried = (folder: string) => tryOut(hub.entry, folder);
const untried = async () => ({ text: 'a', vector: [1] });

const pull = (more: Partial<PullOptions> = {}) =>
  pullModel(hub.entry, {
    modelsFolder,
    hub: hub.url,
    ...{ tryOut: untried, stallTimeout: 300, pause: 1 },
    ...more,
  });

/** Files of unfinished pulls. */
const unfinished = () =>
  readdir(join(modelsFolder, '.unfinished'), { recursive: true }).catch(() => []);

describe('a pull brings the model', () => {
  it.each<readonly [string, readonly hubs.Behaviour[], froms: readonly ('start' | 'later')[]]>([
    ['from a hub that serves it', [whole], ['start']],
    ['after 500', [status(500), whole], ['start', 'start']],
    ['after 429', [status(429), whole], ['start', 'start']],
    ['after the connection was reset', [hubs.resets, whole], ['start', 'start']],
    ['after silence', [hubs.silent, whole], ['start', 'start']],
    ['after a stall in the middle, from there on', [stalls, whole], ['start', 'later']],
    ['after a drop in the middle, from there on', [drops, whole], ['start', 'later']],
    ['after many drops', [drops, drops, drops, drops, drops, drops, whole], MANY],
    ['from a hub that knows no ranges', [drops, ignoresRange], ['start', 'later']],
    ['although the rest has other bytes', [drops, hubs.wrongBytes, whole], AGAIN],
    ['although another part is sent', [drops, hubs.otherRange, whole], AGAIN],
    ['although more is promised than comes', [hubs.promisesMore, whole], ['start', 'later']],
    ['from a hub that does not say its size', [hubs.withoutLength], ['start']],
  ])('%s', async (_, behaviours, froms) => {
    hub.behave(WEIGHTS, ...behaviours);
    const { folder, isNew } = await pull();
    expect(isNew).toBe(true);
    expect(hub.froms.map((from) => (from === 0 ? 'start' : 'later'))).toEqual(froms);
    const states = (await checkFiles(folder, hub.entry)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['right']));
    expect(await unfinished()).toEqual([]);
  });

  it('from another host that the hub sends to', async () => {
    const store = await startServer((_, response) => void response.end(bytes));
    let bytes: Buffer | undefined;
    hub.behave(
      WEIGHTS,
      hubs.redirects((exchange) => {
        bytes = exchange.bytes;
        return `${store.url}/blob`;
      }),
    );
    await pull();
    await store.close();
    expect(store.asked).toEqual(['/blob']);
  });

  it('and says how far it is', async () => {
    hub.behave(WEIGHTS, drops, whole);
    const seen: (readonly [string, number, number])[] = [];
    await pull({ progress: (...step) => void seen.push(step) });
    const ofWeights = seen.filter(([file]) => file === WEIGHTS);
    const total = ofWeights.at(-1)?.[2] ?? 0;
    expect(ofWeights.at(-1)?.[1]).toBe(total);
    expect(ofWeights.every(([, done, of]) => done > 0 && done <= of && of === total)).toBe(true);
  });

  it('and records where it came from, its files, and what it makes of a sentence', async () => {
    hub.behave(WEIGHTS, whole);
    const { folder } = await pull({ tryOut: tried });
    const manifest = await readManifest(folder);
    expect(manifest).toMatchObject({ entry: hub.entry, origin: expect.stringContaining(hub.url) });
    expect(manifest?.known.vector).toHaveLength(384);
    expect((await readCatalog(modelsFolder)).find('random')).toEqual(hub.entry);
  });

  it('once, and again only when a file is not what it was', async () => {
    hub.behave(WEIGHTS, whole);
    const { folder } = await pull();
    expect(await pull()).toEqual({ folder, isNew: false });
    await rm(join(folder, 'tokenizer.json'));
    expect(await pull()).toEqual({ folder, isNew: true });
    expect(hub.froms).toEqual([0, 0]);
    expect(await unfinished()).toEqual([]);
  });
});

describe('a pull leaves nothing that could be loaded', () => {
  it.each<readonly [string, string, hubs.Behaviour, reason: string]>([
    ['the file is not there', WEIGHTS, status(404), 'status 404'],
    ['it wants to know who we are', WEIGHTS, status(401), 'status 401'],
    ['it always fails', WEIGHTS, status(500), 'status 500'],
    ['it shows a page to log in', WEIGHTS, hubs.page, 'a web page'],
    ['it shows a page instead of a small file', 'config.json', hubs.page, 'a web page'],
    ['it never answers', WEIGHTS, hubs.silent, 'nothing was received for 300 ms'],
    ['it resets every connection', WEIGHTS, hubs.resets, 'socket hang up'],
    ['it sends other bytes than it says', WEIGHTS, hubs.wrongBytes, 'its SHA-256 is'],
    ['it sends other bytes', WEIGHTS, hubs.unknownBytes, 'cannot be loaded'],
    ['it sends less as if it were all', WEIGHTS, hubs.short, 'cannot be loaded'],
    ['a small file is cut short', 'tokenizer.json', hubs.short, 'it is not JSON'],
    ['a small file is empty', 'tokenizer.json', hubs.empty, 'it is not JSON'],
    ['it has another revision', WEIGHTS, hubs.otherRevision, 'serves revision ffff'],
    [
      'it sends in circles',
      WEIGHTS,
      hubs.redirects(({ request }) => `${hub.url}${String(request.url)}`),
      'redirects more than 5 times',
    ],
    ['it sends to nowhere', WEIGHTS, hubs.redirects(() => 'http://'), 'redirects to no address'],
    ['it sends to a host that fails', WEIGHTS, hubs.redirects(() => other.url), 'status 500'],
  ])('when %s', async (_, file, behaviour, reason) => {
    hub.behave(file, behaviour);
    await expect(pull({ tryOut: tried })).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringContaining(reason),
      next: expect.stringContaining('model'),
    });
    expect(await installedIn(modelsFolder, hub.entry)).toBeUndefined();
    expect((await readCatalog(modelsFolder)).lookUp('random')).toBeUndefined();
  });

  it('and the next one brings it', async () => {
    for (const behaviour of [hubs.wrongBytes, hubs.unknownBytes, hubs.page, stalls]) {
      hub.behave(WEIGHTS, behaviour, status(404));
      await expect(pull({ tryOut: tried })).rejects.toMatchObject({ code: 'model_unavailable' });
    }
    hub.behave(WEIGHTS, whole);
    expect(await pull()).toMatchObject({ isNew: true });
  });

  it('when the catalog knows another SHA-256', async () => {
    hub.behave(WEIGHTS, whole);
    const entry = { ...hub.entry, sha256: { [WEIGHTS]: '0'.repeat(64) } };
    const options = { modelsFolder, hub: hub.url, tryOut: untried };
    await expect(pullModel(entry, options)).rejects.toThrow('has to be 000000000000');
  });

  it('when the folder cannot be written', async () => {
    const file = join(modelsFolder, 'a-file');
    await writeFile(file, '');
    await expect(pull({ modelsFolder: file })).rejects.toMatchObject({ code: 'target_unwritable' });
  });
});

describe('a pull that is given up', () => {
  it.each<readonly [string, hubs.Behaviour]>([
    ['while nothing comes', hubs.silent],
    ['in the middle', stalls],
    ['between two attempts', status(500)],
  ])('%s ends, and the next one brings the model', async (_, behaviour) => {
    hub.behave(WEIGHTS, behaviour, whole);
    const giving = new AbortController();
    const given = pull({ signal: giving.signal, stallTimeout: 60_000, pause: 60_000 });
    const failed = expect(given).rejects.toMatchObject({ code: 'model_unavailable' });
    await expect.poll(() => hub.froms.length).toBe(1);
    giving.abort();
    await failed;
    expect(await pull()).toMatchObject({ isNew: true });
  });
});
