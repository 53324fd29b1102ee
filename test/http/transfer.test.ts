import { describe, expect, it } from 'vitest';

import { kindNames, kindOf } from '#src/kinds/index';

import { createHarness } from './harness.ts';

const TASK = { id: 'WS-TASK-001', title: 'Rotate the keys' } as const;
const ALWAYS = [
  'WORKSPACE-TASKS.json',
  'SESSION-LOG.json',
  'CROSS-REPO-ISSUES.json',
  'ARCHITECTURE-DECISIONS.json',
];

describe('GET /api/export', () => {
  const { ask, app } = createHarness();

  it('is one JSON object of the main files, and of those that hold something', async () => {
    const empty = await ask('GET', '/api/export');
    expect(Object.keys(JSON.parse(empty.text) as object)).toEqual(ALWAYS);
    await ask('POST', '/api/workspace_tasks', { json: TASK });
    await ask('POST', '/api/workflows', { json: { name: 'w' } });
    const { text, headers } = await ask('GET', '/api/export');
    expect(Object.keys(JSON.parse(text) as object)).toContain('WORKFLOWS.json');
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    const file = await ask('GET', '/api/export/WORKSPACE-TASKS.json');
    expect(text).toContain(`"WORKSPACE-TASKS.json": ${file.text.trimEnd()}`);
    expect(JSON.parse(file.text)).toMatchObject({ tasks: [TASK] });
  });

  it.each(kindNames)('has a file of %s under its name and the kind', async (kind) => {
    const byName = await ask('GET', `/api/export/${kindOf(kind).file.name}`);
    const byKind = await ask('GET', `/api/export/${kind}`);
    expect([byName.status, byName.text]).toEqual([200, byKind.text]);
  });

  it('takes kinds, and refuses what it does not know', async () => {
    const { text } = await ask('GET', '/api/export?kind=task,proposal');
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'WORKSPACE-TASKS.json',
      'PROPOSALS.json',
    ]);
    expect(await ask('GET', '/api/export?kind=taks')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/api/export/TAKS.json')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/api/export?kinds=task')).toMatchObject({ status: 400 });
  });

  it('answers HEAD, and to somebody who hangs up', async () => {
    const head = await app.request('/api/export', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const response = await app.request('/api/export');
    await response.body?.cancel();
    expect((await ask('GET', '/api/export')).status).toBe(200);
  });
});

describe('POST /api/import', () => {
  const { ask, store, pokes } = createHarness({ importLimit: 2000 });
  const bundle = { 'WORKSPACE-TASKS.json': { tasks: [TASK] } };

  it('says what it would do, and writes nothing in a dry run', async () => {
    const { body } = await ask('POST', '/api/import?dry_run=true', { json: bundle });
    expect(body).toMatchObject({
      mode: 'merge',
      dry_run: true,
      kinds: [{ kind: 'workspace_tasks', added: 1, changed: 0, left: 0, removed: 0 }],
      records: [{ action: 'added', id: TASK.id, title: TASK.title }],
    });
    expect((await store.summary()).records).toEqual({});
    expect(pokes()).toBe(0);
  });

  it('writes, tells the indexer, and gives the same export again', async () => {
    expect(await ask('POST', '/api/import', { json: bundle })).toMatchObject({ status: 200 });
    expect(pokes()).toBe(1);
    const { text } = await ask('GET', '/api/export');
    const again = await ask('POST', '/api/import?mode=replace', {
      body: text,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(again.body).toMatchObject({ kinds: [{ kind: 'workspace_tasks', left: 1 }] });
    expect((await ask('GET', '/api/export')).text).toBe(text);
  });

  it('refuses with the file and the pointer of every fault', async () => {
    const json = { 'WORKSPACE-TASKS.json': [{ title: 7 }], issues: [{ id: 'I' }] };
    const { status, body } = await ask('POST', '/api/import', { json });
    expect(status).toBe(400);
    expect(body.errors).toContainEqual({
      file: 'WORKSPACE-TASKS.json',
      pointer: '/0/title',
      detail: '7 is no text.',
    });
    expect(body.errors).toContainEqual(
      expect.objectContaining({ file: 'issues', pointer: '/0/type' }),
    );
  });

  it('tells a hundred faults and the number of all', async () => {
    const json = { tags: Array.from({ length: 150 }, () => 1) };
    const { body } = await ask('POST', '/api/import', { json });
    expect([body.errors.length, body.detail]).toEqual([
      100,
      expect.stringContaining('and 149 more'),
    ]);
  });

  it('sets bad records aside when asked to, with their reasons', async () => {
    const json = {
      'WORKSPACE-TASKS.json': [
        { id: 'A', title: 7, x: 1 },
        { id: 'B', title: 'b' },
      ],
    };
    const { status, body } = await ask('POST', '/api/import?quarantine=true', { json });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kinds: [{ kind: 'workspace_tasks', added: 1 }],
      faults_total: 2,
      quarantined: [
        {
          file: 'WORKSPACE-TASKS.json',
          pointer: '/0',
          kind: 'workspace_tasks',
          reasons: [{ pointer: '/0/title' }, { pointer: '/0/x' }],
          record: { id: 'A', title: 7, x: 1 },
        },
      ],
    });
  });

  it.each<[string, string, object, number, string]>([
    ['an array', '', [], 400, 'invalid_body'],
    ['an unknown mode', '?mode=mix', {}, 400, 'invalid_query'],
    ['an unknown parameter', '?dryrun=true', {}, 400, 'invalid_query'],
    ['too much', '', { x: 'x'.repeat(2000) }, 413, 'body_too_large'],
    ['JSON for a format of texts', '?format=beads', { 'a.jsonl': [] }, 400, 'invalid_body'],
  ])('refuses %s', async (_, query, json, status, code) => {
    const answer = await ask('POST', `/api/import${query}`, { json });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
