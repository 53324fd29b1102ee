import { join } from 'node:path';

import type { Client } from '#src/client';
import { inProcess } from '#src/cli/connection';
import { readConfig } from '#src/config';
import { listen } from '#src/http/listen';
import type { AnyRecord } from '#src/kinds/kind';
import { packageRoot } from '#src/package-root';
import { createService, type Service } from '#src/service';

import { timed } from './measure.ts';
import { makeRecords, type Records } from './records.ts';
import type { Text } from './text.ts';

/** A database full of records, all embedded, served on loopback by this process as `workspace serve` does. */
export interface Dataset {
  readonly database: string;
  readonly url: string;
  readonly service: Service;
  readonly client: Client;
  readonly facts: Readonly<Record<string, string | number>>;
  close(): Promise<void>;
}

export interface DatasetOptions {
  readonly size: number;
  readonly folder: string;
  readonly text: Text;
}

/** Documents of one write, so that a body stays far below its limit. */
const BATCH = 100;

export async function openDataset({ size, folder, text }: DatasetOptions): Promise<Dataset> {
  const database = join(folder, `${size}.db`);
  const service = await openService(database);
  const { client } = inProcess(service);
  const writing = await timed(() => fill(client, makeRecords(size, text)));
  const embedding = await timed(() => service.indexer.drain());
  const { pending, failed, passages } = await client.indexStatus();
  if (pending + failed > 0) throw new Error(`${pending} records are pending and ${failed} failed.`);
  const { bytes } = await service.store.summary();
  const listener = await listen(service.app, { host: '127.0.0.1', port: 0 });
  service.indexer.start();
  return {
    ...{ database, service, client, url: listener.url },
    facts: {
      records: size,
      passages,
      MB: Math.round(bytes / 1e5) / 10,
      'written in': `${(writing.milliseconds / 1_000).toFixed(1)} s`,
      'embedded in': `${(embedding.milliseconds / 1_000).toFixed(1)} s`,
      text: text.from,
    },
    close: async () => {
      await listener.close();
      await service.close();
    },
  };
}

/** The wiring of `workspace serve`, quiet. */
export const openService = (database: string): Promise<Service> =>
  createService(readConfig({ DATABASE_URL: database }), {
    root: packageRoot(),
    door: 'network',
  });

async function fill(client: Client, records: Records): Promise<void> {
  const lists: readonly (readonly [string, readonly AnyRecord[]])[] = Object.entries(records);
  for (const [kind, all] of lists)
    for (let from = 0; from < all.length; from += BATCH)
      await client.createMany(kind, all.slice(from, from + BATCH));
}
