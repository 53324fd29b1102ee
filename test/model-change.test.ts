import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { MakeEmbedder } from '#embeddings/pool';
import { createClient, type Client } from '#src/client';
import { readConfig } from '#src/config';
import { packageRoot } from '#src/package-root';
import type { SearchResponse } from '#src/search/types';
import { createService, type Service } from '#src/service';
import { writeRandomModel } from '#test/support/random-model';
import { createTellingEmbedder, type TellingOptions } from '#test/support/telling-embedder';

const OLD = 'workspace-static-en-v1';
const NEW = 'Xenova/all-MiniLM-L6-v2';
const RECORDS = 120;
/** Milliseconds for a change on a machine that has much else to do, and for a test of it. */
const PATIENCE = { change: 90_000, test: 180_000 };

const root = packageRoot();
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-change-'));
  folders.push(folder);
  return folder;
}

/** What one caller asks again and again until it is told to stop. */
async function again(goesOn: () => boolean, ask: (at: number) => Promise<void>): Promise<number> {
  let asked = 0;
  for (; goesOn(); asked += 1) {
    await ask(asked);
    await sleep(1);
  }
  return asked;
}

const clientOf = ({ app }: Service): Client =>
  createClient({ fetch: (url, init) => app.request(url, init) });

const fillWith = (client: Client, count: number, from = 0) =>
  client.createMany(
    'workspace_tasks',
    Array.from({ length: count }, (_, at) => ({ title: `w${from + at}`, notes: 'A note.' })),
  );

describe('a change of model from 256 to 384 dimensions', () => {
  const MODELS: Readonly<Record<string, TellingOptions>> = {
    [OLD]: { model: OLD, dimensions: 256, firstAxis: 0 },
    [NEW]: { model: NEW, dimensions: 384, firstAxis: 130, loading: 2_300, working: 4 },
  };
  const make: MakeEmbedder = async (model) => {
    const options = MODELS[model];
    return options && createTellingEmbedder(options);
  };
  let services: readonly Service[];
  beforeEach(async () => {
    const config = readConfig({ DATABASE_URL: join(temporaryFolder(), 'w.db') });
    const options = { root, door: 'network', makeEmbedder: make } as const;
    services = [await createService(config, options), await createService(config, options)];
    const [first] = services;
    if (first) await fillWith(clientOf(first), RECORDS);
    await first?.indexer.drain();
    for (const service of services) {
      await service.embedderSettled();
      service.indexer.start();
    }
  });
  afterEach(() => Promise.all(services.map((service) => service.close())));

  const clients = () => services.map(clientOf);
  const modelsOf = async (client = clients()[0]) =>
    (await client?.spaces())?.map(({ model, state }) => `${model} ${state}`);

  /** Each answer is whole: by both legs, out of one space, with the record that has the word first. */
  const isWhole = ({ mode_used, degraded, hits, index }: SearchResponse, word: string) => {
    expect({ mode_used, degraded }).toEqual({ mode_used: 'hybrid', degraded: [] });
    const [best, other] = hits;
    expect(best?.title).toBe(word);
    expect(best?.similarity).toBeCloseTo(1, 5);
    expect(other?.similarity ?? 0).toBeCloseTo(0, 5);
    return index.space;
  };

  /** Asks and writes by all services until `change` is done and some time after. */
  const underLoad = async (change: () => Promise<unknown>): Promise<ReadonlySet<string>> => {
    const spaces = new Set<string>();
    let goesOn = true;
    const questions = clients().map((client, at) =>
      again(
        () => goesOn,
        async (turn) => {
          const word = `w${(turn * 7 + at) % RECORDS}`;
          const space = isWhole(await client.search(word, { strict: true, limit: 2 }), word);
          if (space !== null && space !== undefined) spaces.add(space);
        },
      ),
    );
    const writes = clients().map((client, at) =>
      again(
        () => goesOn,
        async (turn) => {
          const notes = `Turn ${turn} of ${at}.`;
          const began = performance.now();
          await client.create('workspace_tasks', { title: 'w125', notes });
          await sleep(20 + 4 * (performance.now() - began)); // a slow machine is asked for less
        },
      ),
    );
    const load = Promise.all([...questions, ...writes]);
    try {
      await Promise.race([change(), load]);
      await Promise.race([sleep(300), load]);
    } finally {
      goesOn = false;
    }
    expect(Math.min(...(await load))).toBeGreaterThan(0);
    return spaces;
  };

  const untilCurrent = (model: string) =>
    expect.poll(() => modelsOf(), { timeout: PATIENCE.change }).toContain(`${model} current`);

  it(
    'fails no question and mixes no answer, while all services ask and write',
    { timeout: PATIENCE.test },
    async () => {
      const [first, second] = clients();
      const spaces = await underLoad(async () => {
        const used = await first?.useModel({ model: NEW });
        expect(used).toMatchObject({ outcome: 'building', space: { model: NEW } });
        expect(used?.records).toBeGreaterThanOrEqual(RECORDS);
        await untilCurrent(NEW);
      });
      expect(spaces.size).toBe(2);
      expect(await modelsOf(second)).toEqual([`${OLD} kept`, `${NEW} current`]);
      for (const client of clients()) {
        const { index } = await client.search('w3');
        const current = (await client.spaces()).find(({ state }) => state === 'current');
        expect(index.space).toBe(current?.fingerprint);
      }
    },
  );

  it(
    'can be taken back, and what was left be pruned, while all services ask and write',
    { timeout: PATIENCE.test },
    async () => {
      const [first, second] = clients();
      await first?.useModel({ model: NEW });
      await untilCurrent(NEW);
      await underLoad(async () => {
        expect(await second?.rollbackModel()).toMatchObject({ space: { model: OLD } });
        await sleep(200);
        expect(await first?.pruneSpaces()).toMatchObject({ dropped: [{ model: NEW }] });
      });
      expect(await modelsOf()).toEqual([`${OLD} current`]);
    },
  );

  it(
    'drops the old vectors with the change when that is asked for',
    { timeout: PATIENCE.test },
    async () => {
      const [first] = clients();
      await underLoad(async () => {
        await first?.useModel({ model: NEW, prune: true });
        await expect
          .poll(() => modelsOf(), { timeout: PATIENCE.change })
          .toEqual([`${NEW} current`]);
      });
    },
  );
});

describe('a change between real models', () => {
  it(
    'is built while the old one answers, and is returned from',
    { timeout: PATIENCE.test },
    async () => {
      const folder = temporaryFolder();
      await writeRandomModel(join(folder, 'models', NEW), { shape: 'tiny' });
      const config = readConfig({
        DATABASE_URL: join(folder, 'w.db'),
        EMBEDDING_CACHE: join(folder, 'models'),
      });
      const service = await createService(config, { root, door: 'network', models: 'eager' });
      const client = clientOf(service);
      await fillWith(client, 40);
      service.indexer.start();
      await service.embedderSettled();
      await expect
        .poll(async () => (await client.indexStatus()).pending, { timeout: PATIENCE.change })
        .toBe(0);
      await client.useModel({ model: 'all-MiniLM-L6-v2' });
      const models = new Set<string | undefined>();
      const status = async () => (await client.status()).embedder;
      await expect
        .poll(
          async () => {
            const { mode_used, degraded } = await client.search('w7', { strict: true });
            expect({ mode_used, degraded }).toEqual({ mode_used: 'hybrid', degraded: [] });
            const { model } = await status();
            models.add(model);
            return model;
          },
          { timeout: PATIENCE.change },
        )
        .toBe(NEW);
      expect(await client.indexStatus()).toMatchObject({ model: NEW, pending: 0, failed: 0 });
      expect(await client.rollbackModel()).toMatchObject({ space: { model: OLD }, stale: 0 });
      expect(await status()).toMatchObject({ model: OLD, state: 'ready' });
      await service.close();
    },
  );
});
