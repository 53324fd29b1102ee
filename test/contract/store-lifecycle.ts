import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { searchableKinds } from '#src/kinds/index';
import type { Store, TextScope, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const document = (id: string, more: object = {}): WriteOperation => ({
  ...{ op: 'put', kind: 'documents', id },
  value: { title: id, repo: 'core', path: `${id}.md`, content: 'Some text.', ...more },
});
const decision = (id: string, more: object = {}): WriteOperation => ({
  ...{ op: 'put', kind: 'architecture_decisions', id },
  value: { decision: `Decide ${id}`, status: 'accepted', ...more },
});

/** The contract of what records say of their own and each other's standing, for any engine. */
export function describeLifecycles(engine: string, open: () => StoreUnderTest): void {
  describe(`lifecycles in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());
    const write = (...operations: WriteOperation[]) => store.write({ operations });

    it('are told of records that have a state, a number, a relation, or are named in one', async () => {
      await write(
        document('plain'),
        document('named'),
        document('linked'),
        document('adr', { doc_type: 'adr' }),
        document('stated', { status: 'accepted' }),
        document('numbered', { number: '7' }),
        document('relating', { superseded_by: ['named.md'] }),
        decision('D', { supersedes: ['adr'], repos_affected: ['core'] }),
        { op: 'create', kind: 'workspace_tasks', value: { title: 'A task' } },
        {
          op: 'create',
          kind: 'record_links',
          value: {
            ...{ from_kind: 'architecture_decisions', from_id: 'D', relation: 'supersedes' },
            ...{ to_kind: 'documents', to_id: 'linked' },
          },
        },
      );
      const { records, links } = await store.lifecycle();
      const ids = records.map(({ id }) => id);
      expect(ids).toEqual(['named', 'linked', 'adr', 'stated', 'numbered', 'relating', 'D']);
      expect(records.at(-1)).toMatchObject({
        ...{ kind: 'architecture_decisions', title: 'Decide D', row: expect.any(Number) },
        record: { status: 'accepted', supersedes: ['adr'], repos_affected: ['core'] },
      });
      expect(records.some(({ record }) => 'content' in record)).toBe(false);
      const [successor, predecessor] = [
        { kind: 'architecture_decisions', id: 'D' },
        { kind: 'documents', id: 'linked' },
      ];
      expect(links).toEqual([{ successor, predecessor }]);
    });

    it('are told of links in the direction that they are meant', async () => {
      await write(decision('A'), decision('B'), {
        op: 'create',
        kind: 'record_links',
        value: {
          ...{ from_kind: 'architecture_decisions', from_id: 'A', relation: 'superseded_by' },
          ...{ to_kind: 'architecture_decisions', to_id: 'B' },
        },
      });
      expect((await store.lifecycle()).links).toMatchObject([
        { successor: { id: 'B' }, predecessor: { id: 'A' } },
      ]);
    });

    it('have another revision after every write that counts, and the same one while nothing is written', async () => {
      const steps: readonly WriteOperation[] = [
        decision('A'),
        decision('A', { status: 'superseded' }),
        decision('A', { status: 'accepted' }),
        document('X'),
        { op: 'delete', kind: 'architecture_decisions', id: 'A' },
        decision('A'),
      ];
      const seen = [await store.lifecycleRevision()];
      for (const step of steps) {
        await write(step);
        seen.push(await store.lifecycleRevision());
        expect(await store.lifecycleRevision()).toBe(seen.at(-1));
      }
      expect(new Set(seen).size).toBe(steps.length + 1);
      await write({ op: 'create', kind: 'workspace_tasks', value: { title: 'A task' } });
      expect(await store.lifecycleRevision()).toBe(seen.at(-1));
    });
  });

  describe(`a selection of ${engine} by rows`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = open();
      await under.store.write({ operations: ['a', 'b', 'c', 'd'].map((id) => document(id)) });
    });
    afterEach(() => under.remove());

    const idsOf = async (narrow: Partial<Record<'only' | 'without', readonly string[]>>) => {
      const { store } = under;
      const rows = async (ids: readonly string[]) =>
        (await Promise.all(ids.map((id) => store.rowOf('documents', id)))).flatMap(
          (row) => row ?? [],
        );
      const scope: TextScope = {
        kinds: searchableKinds,
        ...(narrow.only && { only: await rows(narrow.only) }),
        ...(narrow.without && { without: await rows(narrow.without) }),
      };
      const selection = await store.select(scope);
      const heads = await store.heads(selection.rows);
      return { whole: selection.whole, ids: selection.rows.map((row) => heads.get(row)?.id) };
    };

    it.each([
      [{ only: ['b', 'd'] }, ['b', 'd']],
      [{ only: [] }, []],
      [{ without: ['b', 'd'] }, ['a', 'c']],
      [{ only: ['a', 'b'], without: ['b'] }, ['a']],
    ])('%j', async (narrow, ids) => {
      expect(await idsOf(narrow)).toEqual({ whole: false, ids });
    });

    it('that leaves nothing out is whole', async () => {
      expect(await idsOf({ without: [] })).toEqual({ whole: true, ids: ['a', 'b', 'c', 'd'] });
    });
  });
}
