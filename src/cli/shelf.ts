import type { StoredText } from '#indexer/moves/move';
import type { DocumentShelf } from '#indexer/sync';
import type { StoredDocument } from '#indexer/sources/stored-document';
import type { Client } from '#src/client';
import { WorkspaceError } from '#src/errors';
import type { RecordOf } from '#src/kinds/index';

/** Documents of one page, without their texts: some hundred kilobytes. */
const PAGE = 500;
/** Ids in one address: far below what any server takes. */
const MOST_IDS = 50;
const FIELDS = ['id', 'path', 'content_hash', 'metadata', 'author', 'committed_at'] as const;

/** The service's documents, as the sync of a folder sees them. */
export const shelfOf = (client: Client): DocumentShelf => ({
  stored: (repo) => allStored(client, repo),
  texts: (ids) => textsOf(client, ids),
  put: async (documents) => {
    await client.putMany('documents', documents);
  },
  remove: (documents) => removeUnchanged(client, documents),
});

/** Times that a removal is tried while another reading takes some of its documents away. */
const TRIES = 3;

/** Looks at them right before: since they were compared, many others may have been written, and another reading may have found them elsewhere. */
async function removeUnchanged(
  client: Client,
  documents: readonly StoredDocument[],
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const ids = await unchangedOf(client, documents);
    try {
      return ids.length === 0 ? 0 : await client.removeMany('documents', ids);
    } catch (error) {
      const isTaken = error instanceof WorkspaceError && error.code === 'not_found';
      if (!isTaken || attempt === TRIES) throw error;
    }
  }
}

async function unchangedOf(
  client: Client,
  documents: readonly StoredDocument[],
): Promise<readonly string[]> {
  const given = new Map(documents.map((one) => [one.id, one]));
  const kept = await byIds(client, [...given.keys()], ['id', 'path', 'content_hash']);
  return kept
    .filter(({ id, path, content_hash }) => {
      const one = given.get(id);
      return one?.path === path && one.content_hash === content_hash;
    })
    .map(({ id }) => id);
}

const textsOf = (client: Client, ids: readonly string[]): Promise<readonly StoredText[]> =>
  byIds(client, ids, ['id', 'title', 'number', 'content']);

type Documents<F extends keyof RecordOf<'documents'>> = readonly Pick<RecordOf<'documents'>, F>[];

/** Those that are gone are left out. */
async function byIds<F extends keyof RecordOf<'documents'>>(
  client: Client,
  ids: readonly string[],
  fields: readonly F[],
): Promise<Documents<F>> {
  const found: Documents<F>[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const asked = ids.slice(from, from + MOST_IDS);
    const { items } = await client.list('documents', {
      fields,
      filters: [['id__in', asked.join(',')]],
      limit: MOST_IDS,
    });
    found.push(items);
  }
  return found.flat();
}

/** By id, which no write changes, so that a page neither repeats nor skips. */
async function allStored(client: Client, repo: string): Promise<readonly StoredDocument[]> {
  const stored: StoredDocument[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.list('documents', {
      fields: FIELDS,
      filters: [['repo__eq', repo]],
      sort: 'id',
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    stored.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return stored;
}
