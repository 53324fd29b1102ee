import type { DocumentShelf } from '#indexer/sync';
import type { StoredDocument } from '#indexer/sources/stored-document';
import type { Client } from '#src/client';

/** Documents of one page, without their texts: some hundred kilobytes. */
const PAGE = 500;
const FIELDS = ['id', 'path', 'content_hash', 'metadata', 'author', 'committed_at'] as const;

/** The service's documents, as the sync of a folder sees them. */
export const shelfOf = (client: Client): DocumentShelf => ({
  stored: (repo) => allStored(client, repo),
  put: async (documents) => {
    await client.putMany('documents', documents);
  },
  remove: async (ids) => {
    await client.removeMany('documents', ids);
  },
});

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
