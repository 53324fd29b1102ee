import { existsSync, readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { readBeads } from '#src/transfer/beads/beads';
import { importRecords } from '#src/transfer/import/import';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const lines = (...beads: readonly object[]): string =>
  beads.map((bead) => `${JSON.stringify(bead)}\n`).join('');
const read = (text: string, repo?: string) =>
  readBeads([{ name: 'issues.jsonl', text }], repo === undefined ? {} : { repo });
const bead = (more: object = {}): object => ({
  id: 'bd-1',
  title: 'A title',
  issue_type: 'task',
  ...more,
});
const valueOf = (more: object): AnyRecord => read(lines(bead(more))).records[0]?.value ?? {};

describe('a bead', () => {
  it.each([
    ['bug', 'cross_repo_issues'],
    ['task', 'workspace_tasks'],
    ['feature', 'workspace_tasks'],
    ['epic', 'workspace_tasks'],
    ['chore', 'workspace_tasks'],
    ['molecule', 'workspace_tasks'],
  ])('of type %s is one of %s, and keeps its type', (issue_type, kind) => {
    const [record] = read(lines(bead({ issue_type }))).records;
    expect(record?.kind).toBe(kind);
    expect(record?.value).toMatchObject({ id: 'bd-1', metadata: { format: 'beads', issue_type } });
  });

  it.each([
    ['open', 'pending', 'open'],
    ['in_progress', 'in_progress', 'open'],
    ['hooked', 'in_progress', 'open'],
    ['blocked', 'blocked', 'open'],
    ['deferred', 'pending', 'open'],
    ['pinned', 'pending', 'open'],
    ['closed', 'completed', 'closed'],
    ['tombstone', 'completed', 'closed'],
    ['toString', 'pending', 'open'],
  ])('that is %s is %s as a task and %s as an issue', (status, asTask, asIssue) => {
    expect(valueOf({ status })['status']).toBe(asTask);
    expect(valueOf({ status, issue_type: 'bug' })['status']).toBe(asIssue);
    expect(valueOf({ status })['metadata']).toMatchObject({ status });
  });

  it.each([
    [0, 'HIGH', 'HIGH'],
    [1, 'HIGH', 'HIGH'],
    [2, 'MEDIUM', 'MEDIUM'],
    [3, 'LOW', 'LOW'],
    [4, 'LOW', 'LOW'],
    [undefined, null, 'MEDIUM'],
    [9, null, 'MEDIUM'],
  ])('of priority %s is %s as a task and %s as an issue', (priority, asTask, asIssue) => {
    expect(valueOf({ priority })['priority']).toBe(asTask);
    expect(valueOf({ priority, issue_type: 'bug' })['severity']).toBe(asIssue);
  });

  it('has its prose in one text, under headings', () => {
    const prose = {
      description: 'What it is.',
      design: 'How.',
      acceptance_criteria: 'When.',
      notes: 'And.',
      close_reason: 'Done.',
      comments: [{ id: 1, author: 'emma', text: 'Well.', created_at: '2026-01-01T00:00:00Z' }],
    };
    const text =
      'What it is.\n\n# Design\n\nHow.\n\n# Acceptance criteria\n\nWhen.\n\n# Notes\n\nAnd.' +
      '\n\n# Closed\n\nDone.\n\n# Comment by emma, 2026-01-01T00:00:00Z\n\nWell.';
    expect(valueOf(prose)['notes']).toBe(text);
    expect(valueOf({ ...prose, issue_type: 'bug' })['description']).toBe(text);
    expect(valueOf({})['notes']).toBeNull();
  });

  it('is of the repository that it names, or of the one that the file lies in', () => {
    const repoOf = (source_repo: string | undefined) =>
      read(lines(bead({ source_repo })), 'here').records[0]?.value['repos_affected'];
    expect([repoOf('other'), repoOf('.'), repoOf(undefined)]).toEqual([
      ['other'],
      ['here'],
      ['here'],
    ]);
  });

  it('keeps what has no field of its own in metadata, without counts and nulls', () => {
    const { metadata } = valueOf({ owner: 'o', wisp: true, comment_count: 3, closed_at: null });
    expect(metadata).toEqual({ format: 'beads', issue_type: 'task', owner: 'o', wisp: true });
  });

  it('has tags for its labels, each once', () => {
    const { records } = read(lines(bead({ labels: ['b', 'a', 'b'] })));
    const tags = records.filter(({ kind }) => kind === 'record_tags');
    expect(tags.map(({ value }) => value)).toEqual([
      { record_kind: 'workspace_tasks', record_id: 'bd-1', tag: 'b' },
      { record_kind: 'workspace_tasks', record_id: 'bd-1', tag: 'a' },
    ]);
  });

  it('keeps a label that cannot be a tag in metadata, and tells it', () => {
    const { records, warnings } = read(lines(bead({ labels: ['a, b'] })));
    expect(records).toHaveLength(1);
    expect(records[0]?.value).toMatchObject({ metadata: { labels: ['a, b'] } });
    expect(warnings).toMatchObject([{ id: 'bd-1' }]);
  });
});

describe('what beads calls a dependency', () => {
  const others = [bead({ id: 'bd-2' }), bead({ id: 'bd-3', issue_type: 'bug' })];
  const tied = (to: string, type: string) =>
    read(lines(bead({ dependencies: [{ issue_id: 'bd-1', depends_on_id: to, type }] }), ...others));

  it.each(['blocks', 'blocked-by'])('%s is a dependency between two tasks', (type) => {
    const { records } = tied('bd-2', type);
    expect(records[0]?.value['dependencies']).toEqual(['bd-2']);
    expect(records.filter(({ kind }) => kind === 'record_links')).toEqual([]);
  });

  it.each([
    ['blocks', 'bd-3', 'depends_on'],
    ['parent-child', 'bd-2', 'child_of'],
    ['related', 'bd-2', 'relates_to'],
    ['relates', 'bd-3', 'relates_to'],
    ['discovered-from', 'bd-3', 'discovered_from'],
    ['supersedes', 'bd-2', 'supersedes'],
    ['follows', 'bd-2', 'follows'],
  ])('%s to %s is a link that says %s', (type, to, relation) => {
    const link = tied(to, type).records.find(({ kind }) => kind === 'record_links');
    expect(link?.value).toMatchObject({
      ...{ from_kind: 'workspace_tasks', from_id: 'bd-1', relation },
      ...{ to_kind: to === 'bd-3' ? 'cross_repo_issues' : 'workspace_tasks', to_id: to },
    });
  });

  it.each(['bd-9', 'bd-1'])(
    'on %s, which it cannot depend on, is told and kept in metadata',
    (id) => {
      const { records, warnings } = tied(id, 'blocks');
      expect(records[0]?.value).toMatchObject({
        dependencies: [],
        metadata: { dependencies: [{ depends_on_id: id, type: 'blocks' }] },
      });
      expect(warnings).toMatchObject([
        {
          id: 'bd-1',
          kind: 'workspace_tasks',
          source: { file: 'issues.jsonl', pointer: 'line 1' },
        },
      ]);
    },
  );
});

describe('a line that is no bead', () => {
  it.each([
    ['{"id": "bd-1"', 'line 2'],
    ['[]', 'line 2'],
    ['null', 'line 2'],
    ['{"id": "bd-1"}', 'line 2/title'],
    ['{"id": "bd-1", "title": "t", "priority": "high"}', 'line 2/priority'],
    ['{"id": "bd-1", "title": "t", "labels": [1]}', 'line 2/labels/0'],
    [
      '{"id": "bd-1", "title": "t", "dependencies": [{"type": "blocks"}]}',
      'line 2/dependencies/0/depends_on_id',
    ],
  ])('%s is a fault with its place, and the others are read', (line, pointer) => {
    const { records, faults } = read(
      `\uFEFF${lines(bead())}${line}\r\n\n${lines(bead({ id: 'bd-4' }))}`,
    );
    expect(faults.map(({ source }) => source)).toEqual([{ file: 'issues.jsonl', pointer }]);
    expect(records.map(({ value }) => value['id'])).toEqual(['bd-1', 'bd-4']);
  });
});

describe('beads that are imported', () => {
  let under: TemporaryStore;
  beforeAll(() => {
    under = temporaryStore();
  });
  afterAll(() => under.remove());

  const importAll = (text: string) =>
    importRecords(under.store, { ...read(text, 'beads'), mode: 'merge' });
  const listOf = async (kind: KindName) =>
    (await under.store.list({ kind, sort: [], limit: 1000 })).items;

  const FIRST = [
    bead({ labels: ['a'], assignee: 'emma', created_at: '2026-01-01T01:00:00.123456789+02:00' }),
    bead({
      id: 'bd-2',
      issue_type: 'bug',
      dependencies: [{ depends_on_id: 'bd-1', type: 'discovered-from' }],
    }),
  ];

  it('are tasks, issues, links and tags, and change nothing the second time', async () => {
    const { receipt } = await importAll(lines(...FIRST));
    expect(receipt).toMatchObject({ added: 4, changed: 0 });
    const { receipt: again } = await importAll(lines(...FIRST));
    expect(again).toMatchObject({ added: 0, changed: 0, left: 4 });
    expect(await listOf('workspace_tasks')).toMatchObject([
      { id: 'bd-1', created: '2025-12-31T23:00:00.123Z', repos_affected: ['beads'] },
    ]);
  });

  it('are brought up to date by a newer file, which also empties fields', async () => {
    const [first = {}, second = {}] = FIRST;
    const newer = lines(
      { ...first, status: 'closed', assignee: undefined, labels: ['a', 'b'] },
      second,
    );
    expect((await importAll(newer)).receipt).toMatchObject({ added: 1, changed: 1, left: 3 });
    expect(await listOf('workspace_tasks')).toMatchObject([
      { status: 'completed', assigned_to: null },
    ]);
  });

  it('meet the tags that somebody has made by hand', async () => {
    const value = { record_kind: 'workspace_tasks', record_id: 'bd-1', tag: 'by-hand' };
    await under.store.write({ operations: [{ op: 'create', kind: 'record_tags', value }] });
    const [first = {}] = FIRST;
    const { receipt } = await importAll(lines({ ...first, labels: ['by-hand'] }));
    expect(receipt).toMatchObject({ added: 0, left: 1 });
  });
});

const CORPUS = '../shared/corpora/beads-issues.jsonl';
/** Counted in the file with another program. */
const COUNTS = {
  workspace_tasks: 1745,
  cross_repo_issues: 504,
  record_tags: 298,
  record_links: 515,
};

it('a real list of 2,249 beads is read whole', ({ skip }) => {
  skip(!existsSync(CORPUS), `${CORPUS} is not there`);
  const { records, faults, warnings } = read(readFileSync(CORPUS, 'utf8'));
  const counts = Object.fromEntries(
    Object.keys(COUNTS).map((kind) => [kind, records.filter((each) => each.kind === kind).length]),
  );
  const dependencies = records.flatMap(({ value }) => value['dependencies'] ?? []);
  expect({ ...counts, dependencies: dependencies.length }).toEqual({
    ...COUNTS,
    dependencies: 407,
  });
  expect(faults).toEqual([]);
  expect(warnings).toHaveLength(170);
});
