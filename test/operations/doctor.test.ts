import { setImmediate as nextTurn } from 'node:timers/promises';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { staleRecords } from '#indexer/stale';
import { createIndexer } from '#indexer/run';
import { examine, mend, type DoctorDeps } from '#src/operations/doctor';
import { AUDIT_CHECKS } from '#src/store/audit';
import type { Store, WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const issue = (id: string): WriteOperation => ({
  op: 'put',
  kind: 'cross_repo_issues',
  id,
  value: { title: `Issue ${id}`, type: 't', severity: 'LOW', description: `What is ${id}` },
});

/** Damage by SQL, the check that finds it, and, where `--fix` mends it, how many records it queues. */
interface Damage {
  readonly check: string;
  readonly by: string;
  readonly example?: RegExp;
  readonly queued?: number;
  readonly mended?: false;
}

const A = `(SELECT row FROM wm_records WHERE id = 'a')`;
const ALONE = 'PRAGMA foreign_keys = OFF;';
/** The keyword index's own tables can be written by hand only so. */
const BY_HAND = 'PRAGMA writable_schema = ON;';

const DAMAGES: readonly Damage[] = [
  {
    check: 'keyword_damage',
    by: `${BY_HAND} UPDATE wm_keywords_data SET block = x'00000000' WHERE id > 10`,
    queued: 2,
  },
  {
    check: 'broken_reference',
    by: `${ALONE} UPDATE cross_repo_issues SET related_task_id = 'nobody'`,
    mended: false,
  },
  {
    check: 'unknown_record',
    by: `INSERT INTO cross_repo_issues (id, type, severity, title, detected, status) VALUES ('z', 't', 'LOW', 'By hand', '2026-01-01T00:00:00Z', 'open')`,
    example: /cross_repo_issues z/,
    queued: 1,
  },
  { check: 'lost_record', by: `DELETE FROM cross_repo_issues WHERE id = 'a'`, example: /issues a/ },
  {
    check: 'orphan_section',
    by: `${ALONE} INSERT INTO wm_sections (row, ordinal, field, heading, text, start, "end") VALUES (999, 0, 'f', '[]', 't', 0, 1)`,
  },
  {
    check: 'orphan_passage',
    by: `${ALONE} INSERT INTO wm_passages (space, row, section, ordinal, start, "end", hash) VALUES (99, 999, 999, 0, 0, 1, 'h')`,
  },
  {
    check: 'orphan_vector',
    by: `${ALONE} INSERT INTO wm_vectors (passage, embedding) VALUES (999, x'00')`,
    example: /passage 999/,
  },
  {
    check: 'orphan_keywords',
    by: `INSERT INTO wm_keywords (rowid, title, heading, body, parts) VALUES (999, 'a', '', '', '')`,
    example: /row 999/,
  },
  { check: 'orphan_name', by: `${ALONE} INSERT INTO wm_names (name, row) VALUES ('nobody', 999)` },
  {
    check: 'orphan_job',
    by: `${ALONE} INSERT INTO wm_jobs (space, row, due_at, attempts) VALUES (1, 999, 0, 0)`,
  },
  { check: 'missing_sections', by: `DELETE FROM wm_sections WHERE row = ${A}`, queued: 1 },
  {
    check: 'missing_keywords',
    by: `DELETE FROM wm_keywords WHERE rowid = ${A}`,
    example: /cross_repo_issues a/,
    queued: 1,
  },
  {
    check: 'missing_vector',
    by: `DELETE FROM wm_vectors WHERE passage = (SELECT passage FROM wm_passages WHERE row = ${A})`,
    example: /cross_repo_issues a/,
    queued: 1,
  },
  { check: 'damaged_vector', by: `UPDATE wm_vectors SET embedding = x'00'`, queued: 2 },
  {
    check: 'damaged_vector',
    by: `UPDATE wm_vectors SET embedding = zeroblob(length(embedding))`,
    queued: 2,
  },
  {
    check: 'damaged_vector',
    by: `UPDATE wm_vectors SET embedding = CAST(x'0000c07f' || substr(embedding, 5) AS BLOB)`,
    queued: 2,
  },
  {
    check: 'outdated_text',
    by: `UPDATE cross_repo_issues SET description = 'Changed by hand' WHERE id = 'a'`,
    example: /cross_repo_issues a/,
    queued: 1,
  },
  {
    check: 'outdated_names',
    by: `DELETE FROM wm_names WHERE row = ${A}`,
    example: /cross_repo_issues a/,
  },
  { check: 'outdated_names', by: `UPDATE wm_names SET name = name || 'x' WHERE row = ${A}` },
  { check: 'not_queued', by: `DELETE FROM wm_passages WHERE row = ${A}`, queued: 1 },
  {
    check: 'stale_passage',
    by: `UPDATE wm_passages SET hash = 'other' WHERE row = ${A}`,
    example: /cross_repo_issues a/,
    queued: 1,
  },
];

describe('the doctor', () => {
  const embedder = createFakeEmbedder();
  let temporary: TemporaryStore;
  let store: Store;
  let fault: string | undefined;
  beforeEach(async () => {
    fault = undefined;
    temporary = temporaryStore({ maintenance: 'here' });
    store = temporary.store;
    await store.write({ operations: [issue('a'), issue('b')] });
    await index();
  });
  afterEach(() => temporary.remove());

  const index = () => createIndexer({ store, embedder, holder: 'test' }).drain();
  const deps = (): DoctorDeps => ({
    store,
    stale: (space) => staleRecords(store, space),
    modelFault: async () => fault,
  });
  const damage = (by: string): void => {
    const sqlite = new Sqlite(temporary.path);
    sqlite.unsafeMode(true);
    sqlite.exec(by);
    sqlite.close();
  };
  const checks = async () => (await examine(deps())).findings.map(({ check }) => check);

  it('finds nothing in a file that is well, and changes nothing', async () => {
    expect(await examine(deps())).toMatchObject({
      findings: [],
      counts: { error: 0, warning: 0, info: 0 },
    });
    expect((await mend(deps())).fixed).toEqual([]);
    expect(await store.indexStatus()).toMatchObject({ pending: 0, passages: 2 });
  });

  it('has a test that damages a file for each check of the file', () => {
    const tested = [...DAMAGES.map(({ check }) => check), 'file_damage'];
    expect(AUDIT_CHECKS.filter((check) => !tested.includes(check))).toEqual([]);
  });

  it.each(DAMAGES)('finds $check by $by, and mends it', async (damaged) => {
    const { check, by, example = /./, queued = 0, mended = true } = damaged;
    damage(by);
    const { findings } = await examine(deps());
    const finding = findings.find((each) => each.check === check);
    expect(finding).toMatchObject({ example: expect.stringMatching(example) as string });
    expect(finding?.fixable).toBe(mended);
    const { fixed } = await mend(deps());
    if (!mended) return expect(await checks()).toContain(check);
    expect(fixed.map((each) => each.check)).toContain(check);
    expect((await store.indexStatus()).pending).toBe(queued);
    await index();
    expect(await checks()).toEqual([]);
    expect(await store.indexStatus()).toMatchObject({ pending: 0, failed: 0 });
  });

  it('finds damaged pages, mends nothing of them, and says what is left to do', async () => {
    await store.close();
    damage(`${ALONE} INSERT INTO wm_vectors (passage, embedding) VALUES (999, x'00')`);
    damage('PRAGMA wal_checkpoint(TRUNCATE)');
    const root = new Sqlite(temporary.path);
    root.unsafeMode(true);
    // The index on names is emptied behind SQLite's back.
    root.exec(
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (
        SELECT rootpage FROM sqlite_schema WHERE name = 'wm_jobs_due') WHERE name = 'wm_names_row'`,
    );
    root.close();
    const { openStore } = await import('#src/store/sqlite/open');
    store = openStore({ path: temporary.path, migrations: 'migrations', maintenance: 'here' });
    const report = await mend(deps());
    const found = report.findings.find(({ check }) => check === 'file_damage');
    expect(found).toMatchObject({ severity: 'error', fixable: false });
    expect(found?.next).toContain('backup');
    // A write into damaged pages can destroy more of them.
    expect(report.findings.filter(({ fixable }) => fixable)).toEqual([]);
    expect(report.fixed).toEqual([]);
    expect(report.findings.map(({ check }) => check)).toContain('orphan_vector');
    await store.close();
  });

  it('hinders nobody who reads while it mends', async () => {
    await store.write({
      operations: Array.from({ length: 300 }, (_, i) => issue(`i${String(i)}`)),
    });
    const repaired = store.repair(['outdated_text', 'outdated_names']);
    await nextTurn();
    expect((await store.changes({ limit: 1 })).items).toHaveLength(1);
    await repaired;
  });

  it('lets the feed know what was written and deleted past the program, with what hung on it', async () => {
    const value = { record_kind: 'cross_repo_issues', record_id: 'a', tag: 'flaky' };
    await store.write({ operations: [{ op: 'create', kind: 'record_tags', value }] });
    const { next: after } = await store.changes({ after: 'now', limit: 1 });
    damage(`DELETE FROM cross_repo_issues WHERE id = 'a'`);
    damage(`INSERT INTO cross_repo_issues (id, type, severity, title, detected, status)
      VALUES ('z', 't', 'LOW', 'By hand', '2026-01-01T00:00:00Z', 'open')`);
    expect(await checks()).toEqual(['broken_reference', 'unknown_record', 'lost_record']);
    await mend(deps());
    const { items } = await store.changes({ after, limit: 10 });
    expect(items.map(({ kind, id, outcome }) => [outcome, kind, id])).toEqual([
      ['created', 'cross_repo_issues', 'z'],
      ['deleted', 'cross_repo_issues', 'a'],
      ['deleted', 'record_tags', expect.any(String)],
    ]);
    expect(await checks()).toEqual([]);
    const history = await store.history({ kind: 'cross_repo_issues', id: 'a', limit: 5 });
    expect(history?.items.map(({ version, outcome }) => [version, outcome])).toEqual([
      [2, 'deleted'],
      [1, 'created'],
    ]);
    await store.write({ operations: [issue('a')] });
    expect(
      (await store.history({ kind: 'cross_repo_issues', id: 'a', limit: 1 }))?.items,
    ).toMatchObject([{ version: 3, outcome: 'created' }]);
  });

  it('warns of records that could not be embedded, and of text without vectors', async () => {
    embedder.failOn('poison');
    const poison = { ...issue('p'), value: { title: 'poison', type: 't', severity: 'LOW' } };
    await store.write({ operations: [poison] });
    await index();
    embedder.failOn(undefined);
    expect(await examine(deps())).toMatchObject({
      findings: [{ check: 'failed_job', count: 1, example: 'cross_repo_issues p' }],
      counts: { error: 0, warning: 1 },
    });
  });

  it('warns of text that no passage has', async () => {
    damage(`UPDATE wm_passages SET "end" = 3 WHERE row = ${A}`);
    expect(await checks()).toEqual(['stale_passage', 'coverage']);
  });

  it('finds a record that has lost one of its passages, and has it cut anew', async () => {
    const description = 'A word of many. '.repeat(2_000);
    const long = {
      ...issue('l'),
      value: { title: 'Long', type: 't', severity: 'LOW', description },
    };
    await store.write({ operations: [long] });
    await index();
    const { passages } = await store.indexStatus();
    expect(passages).toBeGreaterThan(3);
    damage(`DELETE FROM wm_passages WHERE passage = (SELECT max(passage) FROM wm_passages)`);
    expect((await examine(deps())).findings[0]).toMatchObject({
      ...{ check: 'stale_passage', severity: 'error', fixable: true },
      example: 'cross_repo_issues l',
    });
    await mend(deps());
    await index();
    expect(await checks()).toEqual([]);
    expect((await store.indexStatus()).passages).toBe(passages);
  });

  it.each([
    ['a table that is gone', `${ALONE} DROP TABLE wm_vectors`, /missing_vector.*wm_vectors/],
    ['what is not JSON', `UPDATE workspace_tasks SET dependencies = '{'`, /outdated_text.*JSON/],
  ])('tells of %s as a finding, and mends nothing', async (_, by, sentence) => {
    const value = { title: 'Task', notes: 'What it is' };
    const task: WriteOperation = { op: 'create', kind: 'workspace_tasks', value };
    await store.write({ operations: [task] });
    damage(by);
    const { findings, fixed } = await mend(deps());
    expect(findings.map((each) => each.sentence)).toContainEqual(expect.stringMatching(sentence));
    expect(findings.filter(({ fixable }) => fixable)).toEqual([]);
    expect(findings[0]?.next).toContain('backup');
    expect(fixed).toEqual([]);
  });

  it('warns of what does not fit between file and models', async () => {
    fault = 'The model is gone.';
    expect((await examine(deps())).findings).toMatchObject([
      { check: 'model', severity: 'warning', example: 'The model is gone.' },
    ]);
  });
});
