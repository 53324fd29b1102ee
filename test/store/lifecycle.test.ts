import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { MIGRATIONS } from '#test/support/temporary-store';

it('the revision of lifecycles is another one when a backup took the place of what was in the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-memory-'));
  const [path, backup] = [join(folder, 'test.db'), join(folder, 'backup.db')];
  const store = openStore({ path, migrations: MIGRATIONS });
  const decide = (decision: string) =>
    store.write({
      operations: [
        { op: 'create', kind: 'architecture_decisions', value: { decision, rationale: 'So.' } },
      ],
    });
  const copy = async (from: string, into: string): Promise<void> => {
    const source = new Sqlite(from);
    await source.backup(into);
    source.close();
  };
  await copy(path, backup);
  await decide('Before');
  const before = await store.lifecycleRevision();
  await copy(backup, path);
  await decide('After');
  expect(await store.lifecycleRevision()).not.toBe(before);
  await store.close();
  rmSync(folder, { recursive: true });
});
