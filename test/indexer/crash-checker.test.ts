import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { checkFile } from '#test/support/crash/checker';
import type { Ledger } from '#test/support/crash/fleet';
import { embedders } from '#test/support/crash/models';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const TEXTS = { 'one-1': 'A lease that a dead one loses', 'one-2': 'A queue in one file' };

describe('the checker of the crash tests', () => {
  let temporary: TemporaryStore;
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = { texts: new Map(Object.entries(TEXTS)), open: [] };
    temporary = temporaryStore();
    const { store } = temporary;
    await store.write({
      operations: Object.entries(TEXTS).map(([id, description]) => ({
        ...({ op: 'put', kind: 'cross_repo_issues', id } as const),
        value: { title: `Issue ${id}`, type: 't', severity: 'LOW', description },
      })),
    });
    await createIndexer({ store, embedder: embedders(), holder: 'test' }).drain();
  });
  afterEach(() => temporary.remove());

  const check = () => checkFile(temporary.path, embedders(), ledger);

  it('passes a file that is as it should be, and tells what it has seen', async () => {
    expect(await check()).toEqual({ records: 2, passages: 2 });
  });

  it.each([
    {
      what: 'a vector of another text',
      by: `UPDATE wm_vectors SET embedding = (SELECT embedding FROM wm_vectors ORDER BY passage DESC)`,
    },
    {
      what: 'a hash of another text',
      by: `UPDATE wm_passages SET hash = 'other' WHERE passage = 1`,
    },
    {
      what: 'a passage that is cut short',
      by: `UPDATE wm_passages SET "end" = 3 WHERE passage = 1`,
    },
    {
      what: 'a passage too many',
      by: `INSERT INTO wm_passages (space, row, section, ordinal, start, "end", hash) SELECT space, row, section, 1, start, "end", hash FROM wm_passages WHERE passage = 1`,
    },
    { what: 'words that are missing', by: 'DELETE FROM wm_keywords WHERE rowid = 1' },
    {
      what: 'words too many',
      by: `INSERT INTO wm_keywords (rowid, title, heading, body, parts) VALUES (9, 'ghost', '', '', '')`,
    },
    { what: 'a name that is missing', by: 'DELETE FROM wm_names WHERE row = 1' },
    { what: 'a record that is lost', by: `DELETE FROM cross_repo_issues WHERE id = 'one-1'` },
    {
      what: 'a text that was never written',
      by: `UPDATE cross_repo_issues SET description = 'other' WHERE id = 'one-1'`,
    },
  ])('refuses $what', async ({ by }) => {
    new Sqlite(temporary.path).exec(by).close();
    await expect(check()).rejects.toThrow();
  });

  it('takes an open batch as a whole or not at all', async () => {
    ledger.texts.delete('one-2');
    ledger.open.push([{ id: 'one-2', text: TEXTS['one-2'] }]);
    await check();
    ledger.texts.set('one-1', 'before');
    ledger.open.push([
      { id: 'one-1', text: TEXTS['one-1'] },
      { id: 'one-3', text: 'missing' },
    ]);
    await expect(check()).rejects.toThrow();
  });
});
