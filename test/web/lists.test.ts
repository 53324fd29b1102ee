import { beforeAll, describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import { packageRoot } from '#src/package-root';
import { createWeb } from '#src/web/web';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness({ page: createWeb({ root: packageRoot(), signsIn: false }) });
const browse = (path: string) => ask('GET', path, { headers: { Accept: 'text/html' } });

/** A form as a browser sends it. */
const post = (path: string, fields: Readonly<Record<string, string>>, accept = 'text/html') => {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    Accept: accept,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
  };
  return ask('POST', path, { body, headers });
};

const add = (kind: string, record: object) => ask('POST', `/api/${kind}`, { json: record });
const set = (was: string, value: string, accept?: string) =>
  post(
    '/list/workspace_tasks/WS-TASK-001',
    { field: 'status', was, value, back: '/list/workspace_tasks?limit=2' },
    accept,
  );

beforeAll(async () => {
  await add('task', { title: 'Measure <the> lock', priority: 'HIGH', repos_affected: ['core'] });
  await add('task', { title: 'Split the queue', status: 'blocked', dependencies: ['WS-TASK-001'] });
  await add('task', {
    title: 'Name the threads',
    priority: 'LOW',
    repos_affected: ['core', 'web'],
  });
});

describe('a list', () => {
  it.each(kindNames)('is there for %s', async (kind) => {
    expect((await browse(`/list/${kind}`)).status).toBe(200);
  });

  it('has the records of its filters in their order, as the API has', async () => {
    const query = 'repo=core&sort=-title';
    const { text } = await browse(`/list/workspace_tasks?${query}`);
    const { items } = (await ask('GET', `/api/task?${query}`)).body;
    const shown = [...text.matchAll(/class="record-id">([^<]*)</g)].map(([, id]) => id);
    expect(shown).toEqual(items.map((record) => record['id']));
    expect(shown).toHaveLength(2);
    expect(text).toContain('Measure &lt;the&gt; lock');
  });

  it('goes on page by page', async () => {
    const first = await browse('/list/workspace_tasks?limit=2');
    const [, next = ''] = /rel="next" href="([^"]*)"/.exec(first.text) ?? [];
    const second = await browse(next.replaceAll('&amp;', '&'));
    expect(second.text.match(/class="record-id"/g)).toHaveLength(1);
    expect(second.text).not.toContain('rel="next"');
  });

  it('leads from short names and half-filled forms to the address that says the same', async () => {
    const { status, headers } = await browse('/list/task?title__contains=&status=blocked');
    expect([status, headers.get('location')]).toEqual([
      303,
      '/list/workspace_tasks?status=blocked',
    ]);
  });

  it('counts the other choices of a facet as if none of it was chosen', async () => {
    const { text } = await browse('/list/workspace_tasks?status=blocked');
    expect(text).toContain('href="/list/workspace_tasks?status=blocked,pending"');
  });

  it.each([
    ['status=nonsense', 'none of pending'],
    ['nothing=1', 'is no field'],
    ['cursor=x', 'cursor'],
    ['limit=many', 'limit'],
    ['sort=metadata', 'no order'],
  ])('says what is wrong with ?%s where its rows would be', async (query, sentence) => {
    const { status, text } = await browse(`/list/workspace_tasks?${query}`);
    expect(status).toBe(400);
    expect(text).toMatch(new RegExp(`class="notice tone-bad"[^]*${sentence}`));
  });

  it('is not there for a kind that nobody knows', async () => {
    expect((await browse('/list/nonsense')).status).toBe(404);
  });
});

describe('a state in a list', () => {
  it('is changed where it stands, and the list says so', async () => {
    const { status, headers } = await set('pending', 'in_progress');
    const address = headers.get('location') ?? '';
    expect([status, address]).toEqual([303, '/list/workspace_tasks?limit=2&saved=WS-TASK-001']);
    expect((await browse(address)).text).toContain('Saved: ');
    expect((await ask('GET', '/api/task/WS-TASK-001')).body.record['status']).toBe('in_progress');
  });

  it('is not written over one that somebody else has chosen meanwhile', async () => {
    const headers = { 'X-Workspace-User': 'grace' };
    await ask('PATCH', '/api/task/WS-TASK-001', { json: { status: 'completed' }, headers });
    const { status, text } = await set('in_progress', 'blocked');
    expect(status).toBe(409);
    expect(text).toMatch(
      /was changed by grace .*status is &#39;completed&#39; now.*Nothing was written/,
    );
    expect((await ask('GET', '/api/task/WS-TASK-001')).body.record['status']).toBe('completed');
  });

  it('answers a script with what holds now', async () => {
    const lost = await set('pending', 'blocked', 'application/json');
    expect([lost.status, lost.body]).toEqual([
      409,
      expect.objectContaining({ ok: false, value: 'completed' }),
    ]);
    const saved = await set('completed', 'pending', 'application/json');
    expect([saved.status, saved.body]).toEqual([
      200,
      expect.objectContaining({ ok: true, value: 'pending' }),
    ]);
  });

  it.each([
    [{ field: 'nothing', was: '', value: 'x' }, 400],
    [{ field: 'status', was: 'pending', value: 'nonsense' }, 400],
    [
      { field: 'status', was: 'pending', value: 'blocked', back: 'https://elsewhere.example/' },
      303,
    ],
  ])('refuses, or ignores, what no form of ours sends: %j', async (fields, status) => {
    const answer = await post('/list/workspace_tasks/WS-TASK-001', fields);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('location') ?? '/list/').toMatch(/^\/list\//);
  });

  it('is not changed by a page of another site', async () => {
    const body = 'field=status&was=blocked&value=completed';
    const headers = { Origin: 'https://elsewhere.example', 'Content-Length': String(body.length) };
    expect((await ask('POST', '/list/workspace_tasks/WS-TASK-001', { body, headers })).status).toBe(
      403,
    );
  });
});

describe('who has not signed in', () => {
  const locked = createHarness({
    ...{ token: 'secret', page: createWeb({ root: packageRoot(), signsIn: true }) },
  });
  const form = {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '8' },
    body: 'action=x',
  };

  it.each([
    ...['/list/workspace_tasks', '/new/task', '/edit/task/T', '/dashboard', '/index'],
    ...['/transfer', '/transfer/abc', '/part/index'],
  ])('is led from %s to the sign-in', async (path) => {
    const { status, headers } = await locked.ask('GET', path, { headers: { Accept: 'text/html' } });
    const next = `/login?next=${encodeURIComponent(path)}`;
    expect([status, headers.get('location')]).toEqual([303, next]);
  });

  it.each(['/new/task', '/edit/task/T', '/transfer', '/transfer/abc'])(
    'can send nothing to %s',
    async (path) => {
      const { status, headers } = await locked.ask('POST', path, form);
      expect([status, headers.get('location')]).toEqual([303, expect.stringContaining('/login')]);
    },
  );
});

describe('a form for records', () => {
  it('makes one, and says beside its fields what is wrong', async () => {
    const made = await post('/new/issue', {
      title: 'Two took one',
      type: 'concurrency',
      severity: 'HIGH',
    });
    expect([made.status, made.headers.get('location')]).toEqual([
      303,
      '/record/cross_repo_issues/ISSUE-001',
    ]);
    const bad = await post('/new/issue', { title: 'No type', severity: 'HIGH', details: '[' });
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('id="fault-details"')]);
    expect(bad.text).toContain('value="No type"');
    const missing = await post('/new/issue', { title: 'No type', severity: 'HIGH' });
    expect([missing.status, missing.text]).toEqual([
      400,
      expect.stringContaining('id="fault-type"'),
    ]);
  });

  it('changes one, and keeps what was typed when somebody else was faster', async () => {
    const path = '/edit/cross_repo_issues/ISSUE-001';
    const { text } = await browse(path);
    const [, etag = ''] = /name="etag" value="([^"]*)"/.exec(text) ?? [];
    const fields = { etag, title: 'Two agents took one task' };
    expect((await post(path, fields)).status).toBe(303);
    const lost = await post(path, { ...fields, title: 'Too late' });
    expect([lost.status, lost.text]).toEqual([409, expect.stringContaining('value="Too late"')]);
    const { record } = (await ask('GET', '/api/issue/ISSUE-001')).body;
    expect(record).toMatchObject({ title: 'Two agents took one task', type: 'concurrency' });
  });

  it('takes what the address fills in', async () => {
    expect((await browse('/new/task?title=From+here')).text).toContain('value="From here"');
  });
});
