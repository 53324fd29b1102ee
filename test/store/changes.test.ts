import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';

import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { deltaOf, undone } from '#src/store/sqlite/delta';
import type { Change, Store } from '#src/store/store';
import { anyText } from '#test/support/record-arbitrary';
import { MIGRATIONS, temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

let under: TemporaryStore;
let store: Store;
beforeEach(() => {
  under = temporaryStore();
  store = under.store;
});
afterEach(() => under.remove());

const add = (title: string, at: Store = store) =>
  at.write({ operations: [{ op: 'create', kind: 'workspace_tasks', value: { title } }] });

const WRITERS = 3;
const EACH = 40;

/** Writes tasks in a process of its own; resolves to its exit code. */
function runWriter(path: string): Promise<number | null> {
  const script = 'test/support/task-writer.ts';
  const given = ['--import', 'tsx', '-C', 'source', script, path, String(EACH)];
  const child = spawn(process.execPath, given, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.on('exit', resolve));
}

describe('the feed of a file that several processes write', () => {
  it('gives whoever follows it each change once and in order, with none left out', async () => {
    const writers = Promise.all(Array.from({ length: WRITERS }, () => runWriter(under.path)));
    let isOver = false;
    void writers.then(() => (isOver = true));
    const seen: Change[] = [];
    let after: string | undefined;
    for (let wasOver = false; !wasOver;) {
      wasOver = isOver;
      const page = await store.changes({ limit: 7, ...(after !== undefined && { after }) });
      seen.push(...page.items);
      after = page.next;
      if (page.items.length > 0) wasOver = false;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await writers).toEqual(Array(WRITERS).fill(0));
    const whole = (await store.changes({ limit: 1000 })).items;
    expect(whole).toHaveLength(WRITERS * EACH);
    expect(seen).toEqual(whole);
  }, 60_000);
});

describe('a cursor of a file that was restored', () => {
  it('is refused when its change is not there, also once its number is used again', async () => {
    await add('kept');
    const sqlite = new Sqlite(under.path);
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    sqlite.close();
    const backup = `${under.path}.backup`;
    copyFileSync(under.path, backup);
    const [kept, lost] = [(await store.changes({ limit: 9 })).next, await lostCursor()];
    const restored = openStore({ path: backup, migrations: MIGRATIONS });
    try {
      await expect(restored.changes({ after: lost, limit: 9 })).rejects.toMatchObject({
        code: 'feed_lost',
        message: expect.stringContaining('restored'),
      });
      for (const title of ['x', 'y', 'z']) await add(title, restored);
      await expect(restored.changes({ after: lost, limit: 9 })).rejects.toMatchObject({
        code: 'feed_lost',
      });
      expect((await restored.changes({ after: kept, limit: 9 })).items).toHaveLength(3);
    } finally {
      await restored.close();
    }
  });

  async function lostCursor(): Promise<string> {
    await add('lost');
    await add('lost too');
    return (await store.changes({ limit: 9 })).next;
  }
});

describe('a file of an earlier version', () => {
  it('has a history from its first change on, with the state before it', async () => {
    await add('before');
    const sqlite = new Sqlite(under.path);
    sqlite.exec('DELETE FROM wm_changes');
    sqlite.close();
    const key = { kind: 'workspace_tasks', id: 'WS-TASK-001' } as const;
    const bare = await store.history({ ...key, limit: 9 });
    expect([bare?.items, bare?.complete]).toEqual([[], false]);
    expect((await store.version(key, 1))?.record.title).toBe('before');
    await store.write({ operations: [{ ...key, op: 'patch', value: { title: 'after' } }] });
    const known = await store.history({ ...key, limit: 9 });
    expect(known?.items.map(({ version }) => version)).toEqual([2]);
    expect(known?.complete).toBe(false);
    expect((await store.version(key, 1))?.record.title).toBe('before');
    expect((await store.version(key, 1))?.made).toBeUndefined();
  });
});

describe('what undoes a change', () => {
  const longText = fc.tuple(anyText, anyText, anyText).map((parts) => parts.join('😀'.repeat(40)));
  const record = fc.record({
    text: fc.oneof(longText, anyText, fc.constant(null)),
    value: fc.oneof(fc.integer(), fc.constant(null), fc.array(anyText, { maxLength: 2 })),
  });

  it('leads back to exactly what was there, after a trip through JSON', () => {
    fc.assert(
      fc.property(record, record, (before, after) => {
        const delta = JSON.parse(JSON.stringify(deltaOf(before, after))) as ReturnType<
          typeof deltaOf
        >;
        expect(undone(after, delta)).toEqual(before);
      }),
    );
  });

  it('of a line in a long document is about as long as that line', () => {
    const text = 'A line like the others.\n'.repeat(1000);
    const changed = text.replace('others', 'rest');
    const { undo } = deltaOf({ text }, { text: changed });
    expect(JSON.stringify(undo).length).toBeLessThan(50);
  });
});
