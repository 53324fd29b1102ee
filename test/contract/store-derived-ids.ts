import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { derivedId } from '#src/kinds/ids';
import { kindOf } from '#src/kinds/index';
import type { Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

/** The contract of ids that are made of a record's own fields, for any engine. */
export function describeDerivedIds(engine: string, open: () => StoreUnderTest): void {
  describe(`derived ids in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const at = (path: string, title = path) => ({ repo: 'core', path, title, content: title });
    const idOf = (path: string): string => derivedId(kindOf('documents'), at(path)) ?? '';
    const putTo = (id: string, path: string, derived = false): WriteOperation => ({
      ...{ op: 'put', kind: 'documents', id, derived },
      value: { ...at(path), id },
    });
    const put = (path: string): WriteOperation => putTo(idOf(path), path, true);
    const write = async (...operations: readonly WriteOperation[]) =>
      (await store.write({ operations })).outcomes.map(({ id, outcome }) => `${outcome} ${id}`);

    it('are those of the record with these fields, whatever it is called', async () => {
      await write(putTo('ADR-7', 'a.md'));
      expect(await write(put('a.md'))).toEqual(['unchanged ADR-7']);
      expect(await write(put('b.md'), put('b.md'))).toEqual([
        `created ${idOf('b.md')}`,
        `unchanged ${idOf('b.md')}`,
      ]);
    });

    it('are left to a record that has moved, and its place gets another', async () => {
      const moved = idOf('a.md');
      await write(put('a.md'), putTo(moved, 'z.md'));
      const [made = ''] = await write(put('a.md'));
      expect(made).toMatch(/^created DOC-/);
      expect(made).not.toContain(moved);
      expect(await write(put('a.md'), put('z.md'))).toEqual([
        made.replace('created', 'unchanged'),
        `unchanged ${moved}`,
      ]);
      expect((await store.get('documents', moved))?.record).toMatchObject({ path: 'z.md' });
    });

    it('change hands within a batch, in which one steps aside', async () => {
      const [a, b] = [idOf('a.md'), idOf('b.md')];
      await write(put('a.md'), put('b.md'));
      expect(await write(putTo(a, 'aside'), putTo(b, 'a.md'), putTo(a, 'b.md'))).toEqual(
        [a, b, a].map((id) => `updated ${id}`),
      );
      await expect(write(putTo(a, 'a.md'))).rejects.toMatchObject({ code: 'duplicate_id' });
    });
  });
}
