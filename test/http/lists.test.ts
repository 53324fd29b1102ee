import { beforeAll, describe, expect, it } from 'vitest';

import { kindOf } from '#src/kinds/index';

import { createHarness } from './harness.ts';

const { ask } = createHarness();

const STATUSES = ['pending', 'in_progress', 'completed', 'blocked'];
const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW', null];
const COUNT = 60;

/** Many ties under every field, and values that are absent. */
const TASKS = Array.from({ length: COUNT }, (_, n) => ({
  id: `T-${String((n * 37) % COUNT).padStart(3, '0')}`,
  title: `Title ${n % 7}`,
  status: STATUSES[n % 4],
  priority: PRIORITIES[n % 4],
  repos_affected: n % 5 === 0 ? null : [`repo-${n % 3}`, 'shared'],
  created:
    n % 2 === 0
      ? `2025-11-${String((n % 28) + 1).padStart(2, '0')}`
      : `2025-12-01T0${n % 9}:00:00Z`,
  assigned_to: n % 6 === 0 ? null : `person ${n % 4}`,
  notes: n % 3 === 0 ? null : `50%_done \\ ${n}`,
}));

beforeAll(async () => {
  expect((await ask('POST', '/api/task', { json: TASKS })).status).toBe(201);
});

async function walk(query: string, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && page <= COUNT; page += 1) {
    const { body } = await ask('GET', `/api/task?limit=${limit}&cursor=${cursor}&${query}`);
    ids.push(...body.items.map(({ id }) => String(id)));
    cursor = body.next_cursor;
  }
  return ids;
}

const sortable = Object.values(kindOf('workspace_tasks').fields).filter(
  ({ type }) => type !== 'list' && type !== 'object',
);

describe('a cursor', () => {
  it.each(sortable.flatMap(({ name }) => [name, `-${name}`]))(
    'pages through everything exactly once under sort=%s',
    async (sort) => {
      const whole = await walk(`sort=${sort}`, 1000);
      expect(new Set(whole).size).toBe(COUNT);
      for (const limit of [7, 25]) expect(await walk(`sort=${sort}`, limit)).toEqual(whole);
    },
  );

  it.each([
    'sort=-priority,status,title',
    'sort=date,-status',
    'status=pending',
    'notes__null=true&sort=title',
  ])('pages through %s exactly once', async (query) => {
    expect(await walk(query, 4)).toEqual(await walk(query, 1000));
  });

  it.each([
    ['another filter', '/api/task?status=pending'],
    ['another sort', '/api/task?sort=title'],
    ['another kind', '/api/issue'],
  ])('is refused with %s', async (_, path) => {
    const { body } = await ask('GET', '/api/task?limit=5');
    const answer = await ask(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}cursor=${body.next_cursor}`,
    );
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_cursor']);
  });

  it.each<[string, (content: Record<string, unknown>) => unknown]>([
    ['a wrong type of value', (content) => ({ ...content, values: [true] })],
    ['a number for a text', (content) => ({ ...content, values: [5] })],
    ['too few values', (content) => ({ ...content, values: [] })],
    ['another id type', (content) => ({ ...content, id: 5 })],
    ['more than it has', (content) => ({ ...content, sql: 'DROP' })],
    ['a list', () => []],
    ['nothing', () => null],
  ])('that was forged with %s is refused', async (_, forge) => {
    const { body } = await ask('GET', '/api/task?limit=5&sort=title');
    const content = JSON.parse(
      Buffer.from(String(body.next_cursor), 'base64url').toString(),
    ) as Record<string, unknown>;
    const cursor = Buffer.from(JSON.stringify(forge(content))).toString('base64url');
    const answer = await ask('GET', `/api/task?limit=5&sort=title&cursor=${cursor}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_cursor']);
  });
});

describe('a list', () => {
  it('counts all that match, and ends without a cursor', async () => {
    const { body } = await ask('GET', '/api/task?status=pending&limit=1000');
    expect(body).toMatchObject({ kind: 'workspace_tasks', total: 15, next_cursor: null });
    expect((await ask('GET', '/api/task?status=pending&limit=4')).body.total).toBe(15);
  });

  it('has 50 records to a page', async () => {
    expect((await ask('GET', '/api/task')).body.items).toHaveLength(50);
  });
});

describe('the fields of a list', () => {
  it.each([
    ['title', ['id', 'title']],
    ['id,notes,status', ['id', 'notes', 'status']],
    [' title , title ,', ['id', 'title']],
    ['repo', ['id', 'repos_affected']],
  ])('fields=%s are all that is answered, beside the id', async (fields, names) => {
    const { status, body } = await ask('GET', `/api/task?fields=${encodeURIComponent(fields)}`);
    expect(status).toBe(200);
    expect(body.total).toBe(COUNT);
    for (const item of body.items) expect(Object.keys(item).sort()).toEqual(names);
  });

  it.each(['', 'fields=', 'fields=,'])('are all of them with ?%s', async (query) => {
    const { body } = await ask('GET', `/api/task?${query}`);
    const names = Object.keys(kindOf('workspace_tasks').fields);
    expect(Object.keys(body.items[0] ?? {}).sort()).toEqual(names.toSorted());
  });

  it('do not change what is paged through', async () => {
    const sort = 'sort=-priority,created&status__ne=blocked';
    expect(await walk(`${sort}&fields=title`, 7)).toEqual(await walk(sort, 1000));
  });

  it.each([
    [
      'fields=id,titel',
      'unknown_field',
      "'titel' is no field of workspace_tasks. Did you mean 'title'?",
    ],
    ['fields=content', 'unknown_field', "'content' is no field of workspace_tasks."],
    ['fields=id&fields=title', 'invalid_query', 'more than once'],
  ])('%s is refused', async (query, code, detail) => {
    const { status, body } = await ask('GET', `/api/task?${query}`);
    expect([status, body.code]).toEqual([400, code]);
    expect(body.detail).toContain(detail);
    expect(body.errors).toMatchObject([{ parameter: 'fields' }]);
  });
});

type Task = (typeof TASKS)[number];
const moment = (task: Task): string => task.created.slice(0, 10);

/** Each operator on each type of field, beside what it must find. */
const FILTERS: readonly (readonly [string, (task: Task) => boolean])[] = [
  ['status=pending', (t) => t.status === 'pending'],
  ['status__ne=pending', (t) => t.status !== 'pending'],
  ['priority__ne=HIGH', (t) => t.priority !== 'HIGH'],
  ['status=pending,blocked', (t) => t.status === 'pending' || t.status === 'blocked'],
  ['priority__nin=HIGH,LOW', (t) => t.priority === 'MEDIUM' || t.priority === null],
  ['status__contains=in_', (t) => t.status === 'in_progress'],
  ['status__starts=b', (t) => t.status === 'blocked'],
  ['priority__null=true', (t) => t.priority === null],
  ['title=Title 3', (t) => t.title === 'Title 3'],
  ['title__in=Title 3,Title 4', (t) => ['Title 3', 'Title 4'].includes(t.title)],
  ['title__lt=Title 2', (t) => t.title < 'Title 2'],
  ['title__lte=Title 2', (t) => t.title <= 'Title 2'],
  ['title__gt=Title 2', (t) => t.title > 'Title 2'],
  ['title__gte=Title 2', (t) => t.title >= 'Title 2'],
  ['title__contains=TLE 5', (t) => t.title === 'Title 5'],
  ['assigned_to__starts=person 1', (t) => t.assigned_to === 'person 1'],
  ['assigned_to__null=true', (t) => t.assigned_to === null],
  ['assigned_to__null=false', (t) => t.assigned_to !== null],
  ['assigned_to__ne=person 1', (t) => t.assigned_to !== 'person 1'],
  ['notes__contains=50%25_done \\', (t) => t.notes !== null],
  ['notes__contains=50__done', () => false],
  ['created=2025-12-01', (t) => moment(t) === '2025-12-01'],
  ['created__gte=2025-11-15', (t) => moment(t) >= '2025-11-15'],
  ['created__gt=2025-11-15', (t) => moment(t) > '2025-11-15'],
  ['created__lt=2025-11-15', (t) => moment(t) < '2025-11-15'],
  ['created__lte=2025-11-15', (t) => moment(t) <= '2025-11-15'],
  ['created__ne=2025-12-01', (t) => moment(t) !== '2025-12-01'],
  ['created__in=2025-11-01,2025-11-03', (t) => ['2025-11-01', '2025-11-03'].includes(moment(t))],
  ['created__starts=2025-11', (t) => t.created.startsWith('2025-11')],
  ['created__gte=2025-12-01T05:00:00Z', (t) => t.created >= '2025-12-01T05:00:00Z'],
  ['created__null=true', () => false],
  ['repos_affected__has=repo-1', (t) => t.repos_affected?.includes('repo-1') ?? false],
  ['repos_affected=repo-1', (t) => t.repos_affected?.includes('repo-1') ?? false],
  ['repo__in=repo-1', (t) => t.repos_affected?.includes('repo-1') ?? false],
  [
    'repos_affected=repo-1,repo-2',
    (t) => t.repos_affected?.some((r) => r === 'repo-1' || r === 'repo-2') ?? false,
  ],
  ['repos_affected__ne=shared', (t) => t.repos_affected === null],
  [
    'repos_affected__nin=repo-1,repo-2',
    (t) => !t.repos_affected?.some((r) => r === 'repo-1' || r === 'repo-2'),
  ],
  ['repos_affected__contains=har', (t) => t.repos_affected !== null],
  ['repos_affected__null=true', (t) => t.repos_affected === null],
  ['metadata__null=true', () => true],
  ['metadata__contains=x', () => false],
  ['id__in=T-001,T-002,none', (t) => ['T-001', 'T-002'].includes(t.id)],
  [
    'status=pending&priority=HIGH&title=Title 0',
    (t) => t.status === 'pending' && t.title === 'Title 0',
  ],
  ['title__gt=Title 1&title__lt=Title 4', (t) => t.title > 'Title 1' && t.title < 'Title 4'],
];

describe('a filter', () => {
  it.each(FILTERS)('%s finds what it asks for', async (query, matches) => {
    const expected = TASKS.filter(matches).map(({ id }) => id);
    const { status, body } = await ask('GET', `/api/task?limit=1000&sort=id&${query}`);
    expect(status).toBe(200);
    expect(body.items.map(({ id }) => id)).toEqual(expected.sort());
    expect(body.total).toBe(expected.length);
  });
});
