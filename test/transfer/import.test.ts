import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { importRecords } from '#src/transfer/import/import';
import { faultsOf, importer, requestOf, type Importer } from '#test/support/importer';

let under: Importer;
beforeEach(() => {
  under = importer();
});
afterEach(() => under.remove());

const TASKS = 'WORKSPACE-TASKS.json';
const ISSUES = 'CROSS-REPO-ISSUES.json';
const SESSIONS = 'SESSION-LOG.json';
const ISSUE = { type: 'bug', severity: 'HIGH', title: 'i' } as const;

describe('a list of records', () => {
  it.each<[string, string, unknown]>([
    ['an array', TASKS, [{ id: 'A', title: 'a' }]],
    ['under its usual key', TASKS, { tasks: [{ id: 'A', title: 'a' }] }],
    ["under its kind's name", TASKS, { workspace_tasks: [{ id: 'A', title: 'a' }] }],
    ['under a short name', TASKS, { task: [{ id: 'A', title: 'a' }] }],
    ['keyed by id', TASKS, { A: { title: 'a' } }],
    ['keyed by id under its usual key', TASKS, { tasks: { A: { title: 'a' } } }],
    ['in a folder', 'some/where/workspace-tasks.json', [{ id: 'A', title: 'a' }]],
    ["called by its kind's name", 'workspace_tasks', [{ id: 'A', title: 'a' }]],
    ['in a file of another name', 'dump.json', { workspace_tasks: [{ id: 'A', title: 'a' }] }],
    ['in a saved bundle', 'all.json', { [TASKS]: { tasks: [{ id: 'A', title: 'a' }] } }],
  ])('is read as %s', async (_, file, value) => {
    await under.bring({ [file]: value });
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({
      title: 'a',
      status: 'pending',
    });
  });

  it.each<[string, string, unknown, string]>([
    ['a number', TASKS, 7, `${TASKS} : No list of workspace_tasks is here`],
    ['a single record', TASKS, { id: 'A', title: 'a' }, `${TASKS} : No list of workspace_tasks`],
    [
      'empty, and may be keyed by id or by nothing',
      TASKS,
      {},
      `${TASKS} : No list of workspace_tasks`,
    ],
    ['a text among records', TASKS, ['x'], `${TASKS} /0: A task is an object here.`],
    ['an id that is not its key', TASKS, { A: { id: 'B' } }, `${TASKS} /A: It stands under 'A'`],
    ['a file of no kind', 'notes.json', [], 'notes.json : Neither its name nor its keys mean'],
    ['a key of two kinds', 'dump.json', { tasks: [] }, "dump.json /tasks: 'tasks' may mean"],
  ])('that is %s is refused', async (_, file, value, reason) => {
    expect(faultsOf(await under.plan({ [file]: value }))[0]).toContain(reason);
    await expect(under.bring({ [file]: value })).rejects.toMatchObject({ code: 'invalid_body' });
  });
});

describe('a merge', () => {
  it('adds records, changes the given fields alone, and says what it changes', async () => {
    await under.bring({ [TASKS]: [{ id: 'A', title: 'a', notes: 'kept', priority: 'LOW' }] });
    const made = await under.bring({
      [TASKS]: [{ id: 'A', priority: null, title: 'new' }, { title: 'without an id' }],
    });
    expect(made.changed[0]?.changes).toEqual([
      { field: 'title', before: 'a', after: 'new' },
      { field: 'priority', before: 'LOW', after: null },
    ]);
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({ notes: 'kept', title: 'new' });
    expect(await under.get('workspace_tasks', 'WS-TASK-001')).toMatchObject({
      title: 'without an id',
    });
  });

  it('resolves references whatever the order, and leaves what is the same', async () => {
    const bundle = {
      [ISSUES]: [{ id: 'I', ...ISSUE, related_task_id: 'A' }],
      [TASKS]: [{ id: 'A', title: 'a' }],
    };
    await under.bring(bundle);
    const again = await under.bring(bundle);
    expect([again.added, again.changed, again.left.length]).toEqual([[], [], 2]);
  });

  it('knows a record without an id by what no other record has', async () => {
    const bundle = { 'SESSION-LOG.json': [{ session_id: 'monday', user: 'ada' }] };
    await under.bring(bundle);
    await under.bring({ sessions: [{ session_id: 'monday', user: 'eve' }] });
    await under.bring({ links: [] });
    expect(await under.countOf('workspace_sessions')).toBe(1);
    expect(await under.get('workspace_sessions', 'monday')).toMatchObject({ user: 'eve' });
  });

  it('keeps versions and times of the orchestrator as they were', async () => {
    const task = { id: 'Q', title: 'q', status: 'pending', priority: 'LOW', version: 7 };
    const times = {
      created_at: '2020-01-01T00:00:00.000Z',
      updated_at: '2020-01-02T00:00:00.000Z',
    };
    await under.bring({ 'TASKS.json': [{ ...task, ...times }] });
    await under.bring({ 'TASKS.json': [{ id: 'Q', version: 9, title: 'changed' }] });
    expect(await under.get('tasks', 'Q')).toMatchObject({ version: 9, title: 'changed', ...times });
  });
});

describe('a replacement', () => {
  it('removes what the file of a kind leaves out, with its links, and touches no other kind', async () => {
    await under.bring({
      [TASKS]: [
        { id: 'A', title: 'a', notes: 'n' },
        { id: 'B', title: 'b' },
      ],
      [ISSUES]: [{ id: 'I', ...ISSUE }],
      'RECORD-TAGS.json': [{ record_kind: 'workspace_tasks', record_id: 'B', tag: 'old' }],
    });
    const made = await under.bring({ [TASKS]: [{ id: 'A', title: 'a' }] }, { mode: 'replace' });
    expect(made.removed.map(({ kind }) => kind)).toEqual(['workspace_tasks', 'record_tags']);
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({ notes: null });
    expect([
      await under.countOf('workspace_tasks'),
      await under.countOf('cross_repo_issues'),
    ]).toEqual([1, 1]);
    expect(await under.countOf('record_tags')).toBe(0);
  });

  it('refuses to remove what a record that stays still names, and needs ids', async () => {
    await under.bring({
      [TASKS]: [{ id: 'A', title: 'a' }],
      [ISSUES]: [{ id: 'I', ...ISSUE, related_task_id: 'A' }],
    });
    expect(faultsOf(await under.plan({ [TASKS]: [{ title: 'x' }] }, { mode: 'replace' }))).toEqual([
      `${TASKS} /0: It has no id, which a replacement needs to tell what is new.`,
      `${TASKS} : The issue 'I' names 'A' of workspace_tasks (related_task_id), which the files leave out.`,
    ]);
    const both = await under.bring({ [TASKS]: [], [ISSUES]: [] }, { mode: 'replace' });
    expect(both.removed.length).toBe(2);
  });
});

describe('a bad record', () => {
  const BAD = {
    [TASKS]: [
      { id: 'A', title: 7, prioritty: 'LOW' },
      { id: 'B', title: 'b' },
      { id: 'B', title: 'again' },
    ],
    [ISSUES]: [
      { id: 'I', ...ISSUE, related_task_id: 'nowhere', detected: 'yesterday' },
      { id: 'J', ...ISSUE, related_task_id: 'nowhere' },
      { id: 'K', ...ISSUE, related_task_id: 'A' },
      { id: 'L', title: 'half\ud800' },
      { id: 'M', title: 'm' },
    ],
  };

  it('keeps everything out, and all faults are told with their places', async () => {
    expect(faultsOf(await under.plan(BAD))).toEqual([
      `${TASKS} /0/title: 7 is no text.`,
      `${TASKS} /0/prioritty: 'prioritty' is no field of a task. Did you mean 'priority'?`,
      `${ISSUES} /0/detected: 'yesterday' is no date; write 2025-11-20 or 2025-11-20T10:00:00Z.`,
      `${ISSUES} /3/title: It holds a NUL or half of a surrogate pair, which cannot be kept.`,
      `${TASKS} /2: The task 'B' is given twice: at ${TASKS} /1 too.`,
      `${ISSUES} /4/type: It is required in a record that is new.`,
      `${ISSUES} /4/severity: It is required in a record that is new.`,
      `${ISSUES} /1/related_task_id: It names 'nowhere', which is neither in workspace_tasks nor among what is given.`,
    ]);
    await expect(under.bring(BAD)).rejects.toMatchObject({
      code: 'invalid_body',
      issues: expect.arrayContaining([
        { file: TASKS, pointer: '/0/title', detail: '7 is no text.' },
      ]) as unknown,
    });
    expect(await under.countOf('workspace_tasks')).toBe(0);
  });

  it('is set aside in a quarantine, with those that lean on it, and the rest is imported', async () => {
    const made = await under.bring(BAD, { quarantine: true });
    expect(made.added.map(({ id }) => id)).toEqual(['B']);
    expect(faultsOf(made)).toContain(
      `${ISSUES} /2/related_task_id: It names 'A' of workspace_tasks, which cannot be imported itself.`,
    );
    expect(await under.countOf('cross_repo_issues')).toBe(0);
  });

  it('in a quarantine does not make a replacement remove the stored one', async () => {
    await under.bring({ [TASKS]: [{ id: 'A', title: 'good' }] });
    await under.bring({ [TASKS]: [{ id: 'A', title: 7 }] }, { mode: 'replace', quarantine: true });
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({ title: 'good' });
  });

  it.each<[string, unknown]>([
    ['has another id than its key', { A: { id: 'X', title: 'a' }, B: { title: 'b' } }],
    [
      'has a number for its id',
      [
        { id: 7, title: 'a' },
        { id: 'B', title: 'b' },
      ],
    ],
    ['is no object', ['A', { id: 'B', title: 'b' }]],
    ['has no id', [{ title: 'a' }, { id: 'B', title: 'b' }]],
  ])(
    'that %s may be any, so that a replacement with a quarantine removes none',
    async (_, list) => {
      await under.bring({ [TASKS]: [{ id: 'A', title: 'a' }], [ISSUES]: [{ id: 'I', ...ISSUE }] });
      const options = { mode: 'replace', quarantine: true } as const;
      const made = await under.bring({ [TASKS]: list, [ISSUES]: [] }, options);
      expect(made.removed.map(({ id }) => id)).toEqual(['I']);
      expect(made.warnings).toMatchObject([{ kind: 'workspace_tasks' }]);
      expect(await under.get('workspace_tasks', 'A')).toBeDefined();
      expect(await under.get('workspace_tasks', 'B')).toBeDefined();
    },
  );

  it.each([
    [
      'session_id',
      'workspace_sessions',
      [
        { id: 'S', session_id: 'x' },
        { id: 'T', session_id: 'x' },
      ],
    ],
    ['record_kind', 'record_tags', [{ record_kind: 'taks', record_id: 'A', tag: 't' }]],
    ['record_id', 'record_tags', [{ record_kind: 'workspace_tasks', record_id: 'A', tag: 't' }]],
  ])('is found by its %s, too', async (field, kind, records) => {
    const [fault] = (await under.plan({ [kind]: records })).faults;
    expect(fault?.source.pointer).toMatch(new RegExp(`/${field}$`));
  });
});

it.each([
  ['exchange', '2', '1'],
  ['hand on', '2', '3'],
])('two records may %s what no two may have at a time', async (_, first, second) => {
  const sessions = (a: string, b: string): readonly object[] => [
    { id: 'A', session_id: a },
    { id: 'B', session_id: b },
  ];
  const tag = { record_kind: 'workspace_sessions', record_id: 'A', tag: 't' };
  await under.bring({ [SESSIONS]: sessions('1', '2'), record_tags: [tag] });
  await under.bring({ [SESSIONS]: sessions(first, second) });
  expect(await under.get('workspace_sessions', 'A')).toMatchObject({ session_id: first });
  expect(await under.get('workspace_sessions', 'B')).toMatchObject({ session_id: second });
  expect(await under.countOf('record_tags')).toBe(1);
});

it('a record that changes between plan and write is planned again', async () => {
  await under.bring({ [TASKS]: [{ id: 'A', title: 'a' }] });
  let interfered = 0;
  const { store } = under;
  const patch = { op: 'patch', kind: 'workspace_tasks', id: 'A', value: { notes: 'n' } } as const;
  const busy = {
    ...store,
    write: async (batch: Parameters<typeof store.write>[0]) => {
      if (interfered++ === 0) await store.write({ operations: [patch] });
      return store.write(batch);
    },
  };
  await importRecords(busy, requestOf({ [TASKS]: [{ id: 'A', title: 'new' }] }));
  expect(interfered).toBe(2);
  expect(await under.get('workspace_tasks', 'A')).toMatchObject({ title: 'new', notes: 'n' });
});

it('a large plan lets others in while it is made', async () => {
  const list = Array.from({ length: 4000 }, (_, n) => ({ id: `T${n}`, title: `t${n}` }));
  let turns = 0;
  let next = setImmediate(function turn() {
    turns += 1;
    next = setImmediate(turn);
  });
  const { added } = await under.plan({ [TASKS]: list });
  clearImmediate(next);
  expect([added.length, turns > 1]).toEqual([4000, true]);
});
