import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import type { KeywordMatches, Store, WriteOperation } from '#src/store/store';
import { MIGRATIONS } from '#test/support/temporary-store';

const KIND = 'workspace_tasks';
const WORDS = ['cache', 'queue', 'sync', 'token'] as const;
const IDS = ['a', 'b', 'c', 'd'] as const;
const MISSING: WriteOperation = { op: 'delete', kind: KIND, id: 'nobody' };

const put = (id: string, title: string): WriteOperation => ({
  ...{ op: 'put', kind: KIND, id },
  value: { title },
});
const remove = (id: string): WriteOperation => ({ op: 'delete', kind: KIND, id });

/** Every score of the words, among all records or without the first. */
async function scores(store: Store, of: readonly string[], share: number): Promise<KeywordMatches> {
  const { rows, whole } = await store.select({ kinds: [KIND] });
  const some = share < 1 ? { rows: rows.slice(1), whole: false } : { rows, whole };
  return store.matching(some, { any: of.map((text) => ({ text })), all: [], none: [] });
}

type Step = (own: Store) => Promise<unknown>;

const word = fc.constantFrom(...WORDS);
const title = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
const puts = (most: number) =>
  fc.array(fc.tuple(fc.constantFrom(...IDS), title), { minLength: 1, maxLength: most });
const filled = (size: number, all: readonly (readonly [string, string])[]): WriteOperation[] =>
  Array.from({ length: size }, (_, at) => put(`x${at % 3}`, 'lock')).concat(
    all.map(([id, text]) => put(id, text)),
  );
/** Batches from 40 operations on have a connection of their own. */
const size = fc.constantFrom(0, 50);

/** What can change the keyword index, or leave it as it was. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(size, puts(3)).map(
    ([most, all]): Step =>
      (own) =>
        own.write({ operations: filled(most, all) }),
  ),
  fc.tuple(size, puts(3)).map(
    ([most, all]): Step =>
      (own) =>
        own.write({ operations: [...filled(most, all), MISSING] }).catch(() => undefined),
  ),
  fc.constantFrom(...IDS).map(
    (id): Step =>
      (own) =>
        own.write({ operations: [remove(id)] }).catch(() => undefined),
  ),
  fc.constant<Step>((own) => own.repair(['keyword_damage'])),
  fc.constant<Step>((own) => own.vacuum()),
);
const question = fc.tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom(0.5, 1));

describe('keywords that are kept in memory', () => {
  let folder: string;
  let path: string;
  const open = () => openStore({ path, migrations: MIGRATIONS, maintenance: 'here' });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-keywords-'));
    path = join(folder, 'w.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const asIfNew = async (own: Store, of: readonly string[], share: number): Promise<void> => {
    const fresh = open();
    const wanted = await scores(fresh, of, share);
    await fresh.close();
    expect(await scores(own, of, share)).toEqual(wanted);
  };

  it('say what a process says that has just begun, whoever wrote what before', async () => {
    const turn = fc.record({ by: fc.boolean(), step: steps, to: fc.boolean(), question });
    const property = fc.asyncProperty(
      fc.array(turn, { minLength: 3, maxLength: 8 }),
      async (turns) => {
        const [one, other] = [open(), open()];
        for (const { by, step, to, question: asked } of turns) {
          await step(by ? one : other);
          await asIfNew(to ? one : other, ...asked);
        }
        await one.close();
        await other.close();
        rmSync(path);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  }, 60_000);

  /** FTS5 merges what it has whenever 64 more pages were written. */
  it('are in step through the merges of the index', async () => {
    const [one, other] = [open(), open()];
    for (let at = 0; at < 150; at += 1) {
      const text = WORDS.filter((_, nth) => (at + nth) % 3 > 0).join(' ');
      await other.write({ operations: [put(IDS[at % IDS.length] ?? 'a', `${text} ${at}`)] });
      await scores(one, WORDS.slice(at % 3), 1);
      if (at % 10 === 0) await asIfNew(one, WORDS.slice(at % 3), 1);
    }
    await one.close();
    await other.close();
  });

  it('are forgotten when the index is written anew and looks as it did', async () => {
    const [one, other] = [open(), open()];
    await one.write({ operations: [put('a', 'cache queue'), put('b', 'sync')] });
    await asIfNew(one, ['cache'], 1);
    await other.write({ operations: [put('a', 'token queue')] });
    await other.repair(['keyword_damage']);
    await asIfNew(one, ['cache'], 1);
    await one.close();
    await other.close();
  });
});
