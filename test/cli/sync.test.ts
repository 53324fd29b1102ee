import { describe, expect, it } from 'vitest';

import { syncFolder, type DocumentShelf } from '#indexer/sync';
import { batchesOf } from '#indexer/sync-batches';
import type { DocumentInput } from '#indexer/sources/document';
import { shelfOf } from '#src/cli/shelf';
import { createClient } from '#src/client';
import { WorkspaceError } from '#src/errors';

import { document as anyDocument, goneFrom, storedDocument } from './documents.ts';

const document = (path: string, content = 'text'): DocumentInput =>
  anyDocument(path, { content, content_hash: content });

/** A shelf in memory that refuses documents with a bad text, and counts its writes. */
function createShelf(known: readonly DocumentInput[] = []) {
  const kept = new Map(known.map((one) => [one.path, one]));
  const writes: number[] = [];
  const shelf: DocumentShelf = {
    stored: async () => [...kept.values()].map((one) => storedDocument(one)),
    texts: async () => [],
    put: async (documents) => {
      writes.push(documents.length);
      const bad = documents.find(({ content }) => content === 'bad');
      if (bad)
        throw new WorkspaceError('invalid_body', 'The body is wrong.', {
          issues: [{ detail: 'too odd' }],
        });
      for (const one of documents) kept.set(one.path, one);
    },
    remove: async (documents) => documents.filter(({ path }) => kept.delete(path)).length,
  };
  return { shelf, kept, writes };
}

const sync = (shelf: DocumentShelf, documents: readonly DocumentInput[]) =>
  syncFolder({ shelf, repo: 'core', contents: { documents, vanished: goneFrom(documents) } });

describe('the sync of a folder', () => {
  it('reports what it added, changed, kept and removed', async () => {
    const { shelf, kept } = createShelf([
      document('same.md'),
      document('old.md'),
      document('gone.md'),
    ]);
    const report = await sync(shelf, [
      document('same.md'),
      document('old.md', 'new'),
      document('new.md'),
    ]);
    expect(report).toEqual({
      ...{ added: 1, changed: 1, moved: 0, unchanged: 1, removed: 1 },
      ...{ held: 0, spared: 0, replaced: 0 },
      refused: [],
    });
    expect([...kept.keys()].sort()).toEqual(['new.md', 'old.md', 'same.md']);
  });

  it('writes nothing when nothing changed', async () => {
    const { shelf, writes } = createShelf([document('a.md')]);
    expect(await sync(shelf, [document('a.md')])).toMatchObject({ unchanged: 1 });
    expect(writes).toEqual([]);
  });

  it('keeps one bad document from holding the others up', async () => {
    const { shelf, kept } = createShelf();
    const documents = Array.from({ length: 20 }, (_, n) =>
      document(`${n}.md`, n === 13 ? 'bad' : 'good'),
    );
    const report = await sync(shelf, documents);
    expect(report).toMatchObject({ added: 19, refused: [{ path: '13.md', reason: 'too odd' }] });
    expect(kept.size).toBe(19);
  });

  it('stops at an error that no document is to blame for', async () => {
    const { shelf } = createShelf();
    const failing = {
      ...shelf,
      put: () => Promise.reject(new WorkspaceError('database_busy', 'Busy.')),
    };
    await expect(sync(failing, [document('a.md')])).rejects.toMatchObject({
      code: 'database_busy',
    });
  });

  it('tells how far it is', async () => {
    const { shelf } = createShelf([document('gone.md')]);
    const seen: string[] = [];
    await syncFolder({
      ...{ shelf, repo: 'core' },
      contents: { documents: [document('a.md')], vanished: (path) => path === 'gone.md' },
      onProgress: ({ done, total }) => seen.push(`${done}/${total}`),
    });
    expect(seen).toEqual(['1/2', '2/2']);
  });
});

it('the service is asked for no texts when what it has is compared', async () => {
  const asked: string[] = [];
  const fetch = (url: string) => {
    asked.push(new URL(url).searchParams.get('fields') ?? 'all');
    return new Response('{"items":[],"next_cursor":null}');
  };
  expect(await shelfOf(createClient({ fetch })).stored('core')).toEqual([]);
  expect(asked).toEqual(['id,path,content_hash,metadata,author,committed_at']);
});

describe('batches', () => {
  it.each([
    ['none of nothing', [], []],
    ['at most 50 documents', Array<number>(120).fill(10), [50, 50, 20]],
    ['at most half a million characters', [300_000, 150_000, 100_000, 400_000], [2, 2]],
    ['a huge document goes alone', [10, 900_000, 10], [1, 1, 1]],
  ])('%s', (_, sizes, wanted) => {
    const documents = sizes.map((size, n) => document(`${n}.md`, 'x'.repeat(size)));
    const batches = batchesOf(documents);
    expect(batches.map(({ length }) => length)).toEqual(wanted);
    expect(batches.flat()).toEqual(documents);
  });
});
