import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import type { WriteOperation } from '#src/store/store';
import { MIGRATIONS, temporaryStore } from '#test/support/temporary-store';

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

const place = fc.nat(4).map(String);
const names = fc.array(
  fc.oneof(
    place.map((at) => `N${at}`),
    place.map((at) => `docs/${at}.md`),
    place.map((at) => `https://host/${at}`),
    place.map((at) => `ADR-${at}`),
  ),
  { maxLength: 2 },
);
const write: fc.Arbitrary<WriteOperation> = fc.oneof(
  fc
    .record({ at: place, number: fc.option(place), url: fc.boolean() })
    .map(({ at, number, url }): WriteOperation => ({
      ...{ op: 'put', kind: 'documents', id: `N${at}` },
      value: {
        ...{ title: `Note ${at}`, repo: 'core', path: `docs/${at}.md`, content: 'Text.', number },
        ...(url && { url: `https://host/${at}` }),
      },
    })),
  fc.record({ at: place, supersedes: names }).map(({ at, supersedes }): WriteOperation => ({
    ...{ op: 'put', kind: 'architecture_decisions', id: `D${at}` },
    value: { decision: `Decide ${at}`, date: '2024-01-01', supersedes },
  })),
  fc
    .tuple(fc.constantFrom('documents', 'architecture_decisions'), place)
    .map(([kind, at]): WriteOperation => ({
      ...{
        op: 'delete',
        kind: kind as 'documents',
        id: `${kind === 'documents' ? 'N' : 'D'}${at}`,
      },
    })),
  fc.record({ to: place, id: place }).map(({ to, id }): WriteOperation => ({
    ...{ op: 'put', kind: 'record_links', id: `L${id}` },
    value: {
      ...{ from_kind: 'architecture_decisions', from_id: 'D1', relation: 'supersedes' },
      ...{ to_kind: 'documents', to_id: `N${to}` },
    },
  })),
);

it('a reading after any writes is that of a process that reads for the first time, and keeps what was not written', async () => {
  const temporary = temporaryStore();
  const { store, path } = temporary;
  const writes = fc.sample(write, { numRuns: 120, seed: 20_261_121 });
  let before = await store.lifecycle();
  let most = 0;
  for (const operation of writes) {
    const wrote = await store.write({ operations: [operation] }).catch(() => undefined);
    const reading = await store.lifecycle();
    const fresh = openStore({ path, migrations: MIGRATIONS });
    expect(reading).toEqual(await fresh.lifecycle());
    await fresh.close();
    const known = new Map(before.records.map((head) => [head.row, head]));
    const written = wrote?.outcomes.map(({ id }) => id) ?? [];
    for (const head of reading.records)
      if (known.has(head.row) && !written.includes(head.id)) expect(head).toBe(known.get(head.row));
    before = reading;
    most = Math.max(most, reading.records.length);
  }
  expect(most).toBeGreaterThan(5);
  await temporary.remove();
});
