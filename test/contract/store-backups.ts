import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import type { Store } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

/** Writes that are made while a copy is. */
const PAIRS = 40;

/** Two records that belong together: a copy of one moment has both or neither. */
const pair = (at: number) => ({
  operations: ['a', 'b'].map((side) => ({
    ...({ op: 'put', kind: 'cross_repo_issues', id: `${side}-${at}` } as const),
    value: { title: `Issue ${at}`, type: 't', severity: 'LOW', description: `Pair number ${at}.` },
  })),
});

const idsOf = async (store: Store): Promise<readonly string[]> =>
  (await store.list({ kind: 'cross_repo_issues', sort: [], limit: 10_000 })).items.map(({ id }) =>
    String(id),
  );

/** What holds of a copy, for any engine whose store is a file; `reopen` opens one at a path. */
export function describeBackups(
  engine: string,
  open: () => StoreUnderTest,
  reopen: (path: string) => Store,
): void {
  describe(`a copy of ${engine}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'workspace-copy-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('is of one moment, whatever is written while it is made', async () => {
      const { store, remove } = open();
      for (let at = 0; at < 5; at += 1) await store.write(pair(at));
      const path = join(folder, 'moment.db');
      const copying = store.copyTo(path);
      for (let at = 5; at < PAIRS; at += 1) await store.write(pair(at));
      const proof = await copying;
      const copy = reopen(path);
      const ids = await idsOf(copy);
      expect(ids.length).toBe(proof.records);
      expect(ids.length).toBeGreaterThanOrEqual(10);
      const numbers = (side: string) =>
        ids
          .flatMap((id) => (id.startsWith(side) ? [Number(id.slice(2))] : []))
          .sort((a, b) => a - b);
      expect(numbers('a')).toEqual(numbers('b'));
      expect(numbers('a')).toEqual(Array.from({ length: ids.length / 2 }, (_, at) => at));
      expect((await idsOf(store)).length).toBe(2 * PAIRS);
      await copy.close();
      await remove();
    });

    it('says what it holds, and that it was asked', async () => {
      const { store, remove } = open();
      await store.write(pair(1));
      const path = join(folder, 'said.db');
      expect(await store.copyTo(path)).toMatchObject({
        bytes: statSync(path).size,
        records: 2,
        vectors: 0,
        broken_references: 0,
        asked: { keyword: 'answered', vector: 'none' },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
      await remove();
    });

    it('is for its owner alone', async () => {
      const { store, remove } = open();
      const path = join(folder, 'own.db');
      await store.copyTo(path);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      await remove();
    });

    it('takes the place of no file, and leaves nothing where it fails', async () => {
      const { store, remove } = open();
      const taken = join(folder, 'taken.db');
      writeFileSync(taken, 'mine');
      await expect(store.copyTo(taken)).rejects.toMatchObject({ code: 'target_unwritable' });
      expect(statSync(taken).size).toBe(4);
      const nowhere = join(folder, 'none', 'copy.db');
      await expect(store.copyTo(nowhere)).rejects.toMatchObject({ code: 'target_unwritable' });
      expect(existsSync(nowhere)).toBe(false);
      await remove();
    });
  });
}
