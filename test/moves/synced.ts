import { readFolders } from '#indexer/reading';
import { writeReading, type RepositoryReport } from '#src/cli/syncing';
import { shelfOf } from '#src/cli/shelf';
import { createClient, type Client } from '#src/client';
import type { RecordOf } from '#src/kinds/index';
import { createHarness, type Harness } from '#test/http/harness';

/** A service, and a folder that is brought into step when somebody says so. */
export interface Synced {
  readonly client: Client;
  readonly harness: Harness;
  /** Killed after that many writes, or not at all. */
  sync(until?: { readonly writes: number }): Promise<RepositoryReport>;
  /** Reads the folder and what is stored of it now; what it answers writes what follows from that. */
  read(until?: { readonly writes: number }): Promise<() => Promise<RepositoryReport>>;
  documents(): Promise<readonly RecordOf<'documents'>[]>;
  /** Ids by path. */
  ids(): Promise<Readonly<Record<string, string>>>;
}

export function syncedFolder(root: string): Synced {
  const harness = createHarness();
  const client = createClient({ fetch: (url, init) => harness.app.request(url, init) });
  const documents = async () => (await client.list('documents', { limit: 1_000 })).items;
  const read: Synced['read'] = async ({ writes } = { writes: Infinity }) => {
    const [reading] = await readFolders({
      folders: [{ path: root, repo: 'core' }],
      stored: shelfOf(client).stored,
    });
    if (!reading) throw new Error('Nothing was read.');
    return () => writeReading(reading, { client: mortal(client, writes), remember: false });
  };
  return {
    ...{ client, harness, documents, read },
    sync: async (until) => (await read(until))(),
    ids: async () => Object.fromEntries((await documents()).map(({ path, id }) => [path, id])),
  };
}

function mortal(client: Client, writes: number): Client {
  let left = writes;
  const live = (): void => {
    if ((left -= 1) < 0) throw new Error('killed');
  };
  return {
    ...client,
    putMany: async (...given) => {
      live();
      return client.putMany(...given);
    },
    removeMany: async (...given) => {
      live();
      return client.removeMany(...given);
    },
  };
}

/** A text of its own, in lines; a changed one has another line. */
export const textOf = (name: string, changes: readonly number[] = []): string =>
  [
    `# The page ${name}`,
    ...Array.from({ length: 16 }, (_, n) => {
      const times = changes.filter((one) => one === n).length;
      return `Item ${n} of ${name} is kept in box ${n * 7}${times > 0 ? `, moved ${times} times` : ''}.`;
    }),
  ].join('\n');
