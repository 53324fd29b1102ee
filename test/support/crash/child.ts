import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { readConfig } from '#src/config';
import { listen } from '#src/http/listen';
import { createService } from '#src/service';
import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';

import { changesOf, type Change } from './changes.ts';
import { makeEmbedder, MODELS } from './models.ts';

/*
 * A process that works on a database until it is killed: `child.ts <role> <database> <root> <name>`. What it is about to
 * write, and that it has written it, it says on stdout, a line each.
 */

const [role = '', path = '', root = '', name = ''] = process.argv.slice(2);
const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Writes by a store of its own, in small batches and in ones that take several turns. */
async function write(): Promise<void> {
  const store = openStore({ path, migrations: `${root}/migrations` });
  const there = await idsOf(store);
  for (let batch = 0; ; batch += 1) {
    const changes = changesOf(name, batch % 5 === 4 ? 220 : randomInt(1, 12), there);
    tell({ intent: changes });
    await store.write({ operations: changes.map(operationOf) });
    tell({ written: changes.length });
    for (const { id, text } of changes) there[text === null ? 'delete' : 'add'](id);
  }
}

/** Of this writer's records. */
async function idsOf(store: Store): Promise<Set<string>> {
  const { items } = await store.list({ kind: 'cross_repo_issues', sort: [], limit: 100_000 });
  return new Set(items.map(({ id }) => String(id)).filter((id) => id.startsWith(`${name}-`)));
}

const operationOf = ({ id, text }: Change) => {
  const record = { kind: 'cross_repo_issues', id } as const;
  if (text === null) return { op: 'delete', ...record } as const;
  const value = { title: `Issue ${id}`, type: 't', severity: 'LOW', description: text };
  return { op: 'put', ...record, value } as const;
};

const CONFIG = { DATABASE_URL: path, PORT: '0', EMBEDDING_MODEL: 'workspace-static-en-v1' };

/** A server that keeps the index in step; whoever asks it is somewhere else. */
async function serve(): Promise<void> {
  const service = await serviceOf('network');
  const { url } = await listen(service.app, { host: '127.0.0.1', port: 0 });
  service.indexer.start();
  tell({ url });
}

/** Embeds again and again, as commands do one after the other. */
async function index(): Promise<void> {
  const { indexer } = await serviceOf('process');
  tell({ ready: true });
  for (;;) {
    await indexer.drain();
    await sleep(5);
  }
}

/** Has one model's space built after the other, gives some up, rolls some back, and drops what is kept. */
async function change(): Promise<void> {
  const { app } = await serviceOf('process');
  const post = (what: string, body?: object) =>
    app.request(`/api/index/spaces/${what}`, {
      method: 'POST',
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  tell({ ready: true });
  for (;;) {
    const models = Object.keys(MODELS);
    const model = models[randomInt(models.length)];
    await post('use', { model, prune: randomInt(2) === 0 });
    await sleep(randomInt(200));
    await post(['cancel', 'rollback', 'prune', 'prune'][randomInt(4)] ?? 'prune');
    await sleep(randomInt(200));
  }
}

const serviceOf = (door: 'network' | 'process') =>
  createService(readConfig(CONFIG), { root, door, makeEmbedder });

const ROLES: Readonly<Record<string, () => Promise<void>>> = { write, serve, index, change };
await ROLES[role]?.();
