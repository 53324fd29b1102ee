import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const put = (kind: KindName, id: string, value: Record<string, unknown>): WriteOperation => ({
  op: 'put',
  kind,
  id,
  value,
});

const adr = (id: string, more: Record<string, unknown>): WriteOperation =>
  put('documents', id, {
    title: `Title of ${id}`,
    content: 'text',
    doc_type: 'adr',
    repo: 'core',
    path: `docs/${id}.md`,
    date: '2025-01-01',
    ...more,
  });

const RECORDS = [
  adr('DOC-1', { number: '0012', path: 'docs/adr/0012-use-sqlite.md', title: 'Use  SQLite' }),
  adr('DOC-2', { number: '12', repo: 'web', path: 'README.md', title: 'Über Caches', date: null }),
  put('workspace_tasks', 'WS-TASK-001', { title: 'Use sqlite', created: '2025-03-01' }),
];

const MORE = [
  adr('DOC-3', {
    ...{ number: '0009', title: '2. Keep records in one file' },
    path: 'decisions/ODH-ADR-Operator-0009-manifests.md',
  }),
  adr('DOC-4', { path: 'services/api/README.md', title: 'Die Straße' }),
  put('workspace_tasks', 'bd-7', { title: 'ADR-0030: Split the queue', created: '2025-03-01' }),
  put('workspace_tasks', 'bd-07', { title: 'Ｗｉｄｅ ﬁles', created: '2025-03-01' }),
];

const CASES = [
  ['an id', 'ws-task-001', 'WS-TASK-001'],
  ['a title, whatever its case and spaces', ' use sqlite', 'DOC-1 WS-TASK-001'],
  ['a title with other letters', 'über CACHES', 'DOC-2'],
  ['a number', '#12', 'DOC-1 DOC-2'],
  ['a bare number', '12', 'DOC-1 DOC-2'],
  ['a number as decisions write it', 'adr-0012', 'DOC-1 DOC-2'],
  ['a number of one repository', 'Core#12', 'DOC-1'],
  ['a path', './docs/adr/0012-use-sqlite.md', 'DOC-1'],
  ['a path of Windows', 'docs\\adr\\0012-use-sqlite.md', 'DOC-1'],
  ['a file name', 'readme.MD', 'DOC-2'],
  ['a telling file name without its ending', '0012-use-sqlite', 'DOC-1'],
  ['not one that many have', 'readme', ''],
  ['not a part of a title', 'sqlite', ''],
  ['not another number', '#13', ''],
  ['not a question', 'x'.repeat(10_000), ''],
  ['not nothing', ' ', ''],
] as const;

const AS_PEOPLE_WRITE = [
  ['an id without its zeros', 'ws-task-1', 'WS-TASK-001'],
  ['an id with more zeros', 'WS-TASK-0001', 'WS-TASK-001'],
  ['first what is called exactly so', 'BD-7', 'bd-7'],
  ['and its neighbour by its own name', 'bd-07', 'bd-07'],
  ['an id in quotes', '"bd-7"', 'bd-7'],
  ['an id in a question', 'bd-7?', 'bd-7'],
  ['an id in brackets', '(WS-TASK-001)', 'WS-TASK-001'],
  ['a kind and an id', 'task ws-task-001', 'WS-TASK-001'],
  ['a kind and an id as code hosts write it', 'task:WS-TASK-1', 'WS-TASK-001'],
  ['a table and an id', 'workspace_tasks/WS-TASK-001', 'WS-TASK-001'],
  ['a kind and a number', 'doc #9', 'DOC-3'],
  ['not an id of another kind', 'issue:WS-TASK-001', ''],
  ['not two words of which one is a kind', 'task sqlite', ''],
  ['a number with the series of its file', 'ODH-ADR-Operator-0009', 'DOC-3'],
  ['a place as hits print it', 'core:docs/adr/0012-use-sqlite.md', 'DOC-1'],
  ['a place with its heading', 'core:docs/adr/0012-use-sqlite.md › Context', 'DOC-1'],
  ['not a place in another repository', 'web:docs/adr/0012-use-sqlite.md', ''],
  ['the end of a path', 'adr/0012-use-sqlite.md', 'DOC-1'],
  ['not half a folder', 'dr/0012-use-sqlite.md', ''],
  ['the folder of a README', 'services/api/', 'DOC-4'],
  ['a title without its number', 'Keep records in one file', 'DOC-3'],
  ['a title with another number', '## 2. Keep records in one file', 'DOC-3'],
  ['a heading with its number', 'ADR-0031: Split the queue', 'bd-7'],
  ['a sharp s', 'die strasse', 'DOC-4'],
  ['wide letters and ligatures', 'wide files', 'bd-07'],
] as const;

/** The contract of `Names`, for any engine. */
export function describeNames(engine: string, open: () => StoreUnderTest): void {
  describe(`names in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = open();
      store = under.store;
      await store.write({ operations: RECORDS });
    });
    afterEach(() => under.remove());

    const idsOf = async (rows: readonly number[]): Promise<string> => {
      const heads = await store.heads(rows);
      return rows.map((row) => heads.get(row)?.id).join(' ');
    };
    const named = async (text: string) => idsOf(await store.named(text));

    it.each(CASES)('are %s', async (_name, text, expected) => {
      expect(await named(text)).toBe(expected);
    });

    it.each(AS_PEOPLE_WRITE)('are, as people write them, %s', async (_name, text, expected) => {
      await store.write({ operations: MORE });
      expect(await named(text)).toBe(expected);
    });

    it('follow a record that changes, and go with it', async () => {
      const patch = { op: 'patch', kind: 'documents', id: 'DOC-1' } as const;
      await store.write({
        operations: [{ ...patch, value: { path: 'docs/moved.md', number: '7' } }],
      });
      expect(await named('docs/adr/0012-use-sqlite.md')).toBe('');
      expect([await named('docs/moved.md'), await named('#7'), await named('doc-1')]).toEqual(
        Array.from({ length: 3 }, () => 'DOC-1'),
      );
      await store.write({ operations: [{ op: 'delete', kind: 'documents', id: 'DOC-1' }] });
      expect(await named('doc-1')).toBe('');
    });

    it('give the records of a selection in the order of their dates, newest first', async () => {
      const selection = await store.select({ kinds: ['documents', 'workspace_tasks'] });
      expect(await idsOf(await store.newest(selection))).toBe('WS-TASK-001 DOC-1 DOC-2');
      const [first = 0] = selection.rows;
      expect(await store.newest({ rows: [first], whole: false })).toEqual([first]);
    });
  });
}
