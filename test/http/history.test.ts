import { beforeEach, describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, store, pokes } = createHarness();

let count = 0;
let at = '';
let id = '';
/** A task with three versions. */
beforeEach(async () => {
  id = `T-${String((count += 1))}`;
  at = `/api/task/${id}`;
  await ask('PUT', at, { json: { title: 'one', notes: 'first', priority: 'LOW' } });
  await ask('PATCH', at, { json: { title: 'two' } });
  await ask('PATCH', at, { json: { title: 'three', notes: null } });
});

const titleNow = async () => (await ask('GET', at)).body.record?.['title'];
const restore = (version: number | string, headers: Record<string, string> = {}) =>
  ask('POST', `${at}/history/${String(version)}/restore`, { headers });

describe('the history of a record', () => {
  it('is answered page by page, the latest first', async () => {
    const { body } = await ask('GET', `${at}/history?limit=2`);
    expect(body).toMatchObject({ kind: 'workspace_tasks', id, next: 2, complete: true });
    expect(body.items.map(({ version }) => version)).toEqual([3, 2]);
    expect(body.items[0]).toMatchObject({ outcome: 'updated', etag: expect.any(String) });
    const rest = await ask('GET', `${at}/history?limit=2&before=${String(body['next'])}`);
    expect(rest.body.items.map(({ version }) => version)).toEqual([1]);
    expect(rest.body['next']).toBeNull();
  });

  it('gives the record as it was', async () => {
    const { body } = await ask('GET', `${at}/history/1`);
    expect(body).toMatchObject({ version: 1, latest: 3, made: { outcome: 'created' } });
    expect(body.record).toMatchObject({ title: 'one', notes: 'first' });
  });

  it.each([
    ['', 'NONE/history', 404, 'not_found'],
    ['', 'NONE/history/1', 404, 'not_found'],
    ['/history/9', '', 404, 'not_found'],
    ['/history/0', '', 400, 'invalid_query'],
    ['/history/x', '', 400, 'invalid_query'],
    ['/history?limit=0', '', 400, 'invalid_query'],
    ['/history?before=x', '', 400, 'invalid_query'],
    ['/history?befor=1', '', 400, 'invalid_query'],
  ])('refuses %s%s', async (own, other, status, code) => {
    const answer = await ask('GET', other === '' ? at + own : `/api/task/${other}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('forgets what a record was', async () => {
    expect((await ask('DELETE', `${at}/history`)).body).toEqual({ forgotten: 2 });
    expect((await ask('GET', `${at}/history/1`)).status).toBe(404);
    expect(await titleNow()).toBe('three');
    expect((await ask('DELETE', '/api/task/NONE/history')).status).toBe(404);
  });
});

describe('a version that is restored', () => {
  it('is written as a new one, which tells the indexer', async () => {
    const before = pokes();
    const { status, body, headers } = await restore(1);
    expect(status).toBe(200);
    expect(body.record).toMatchObject({ title: 'one', notes: 'first' });
    expect(headers.get('etag')).toBe(`"${body.etag}"`);
    expect(pokes()).toBe(before + 1);
    const { items } = (await ask('GET', `${at}/history?limit=1`)).body;
    expect(items[0]).toMatchObject({ version: 4, outcome: 'updated' });
  });

  it('is written only while the record has the etag that was read', async () => {
    const stale = (await ask('GET', at)).body.etag;
    await ask('PATCH', at, { json: { title: 'four' } });
    expect((await restore(1, { 'If-Match': `"${stale}"` })).status).toBe(412);
    expect((await restore(1, { 'If-None-Match': '*' })).status).toBe(412);
    expect(await titleNow()).toBe('four');
    const fresh = (await ask('GET', at)).body.etag;
    expect((await restore(1, { 'If-Match': `"${fresh}"` })).status).toBe(200);
  });

  it('brings a deleted record back under its id, with its tags and those links whose other end is there', async () => {
    const [left, gone] = [`L-${id}`, `G-${id}`];
    for (const other of [left, gone])
      await ask('PUT', `/api/task/${other}`, { json: { title: other } });
    await ask('PUT', `${at}/tags/flaky`);
    for (const other of [left, gone]) await ask('PUT', `${at}/links/blocks/task/${other}`);
    await ask('DELETE', at);
    await ask('DELETE', `/api/task/${gone}`);
    const deletion = await restore(4);
    expect([deletion.status, deletion.body.detail]).toEqual([
      404,
      expect.stringContaining('its deletion; version 3'),
    ]);
    expect((await restore(3, { 'If-Match': '*' })).status).toBe(412);
    const { status, body } = await restore(3, { 'If-None-Match': '*' });
    expect([status, body.id]).toEqual([201, id]);
    expect(body.record).toMatchObject({ title: 'three', notes: null });
    expect((await ask('GET', `${at}/tags`)).body['tags']).toEqual(['flaky']);
    const links = await store.list({ kind: 'record_links', sort: [], limit: 1000 });
    const ends = links.items.filter(({ from_id: from }) => from === id).map(({ to_id: to }) => to);
    expect(ends).toEqual([left]);
  });

  it('comes with the tags of its life whichever version of it is meant', async () => {
    await ask('PUT', `${at}/tags/flaky`);
    await ask('DELETE', at);
    expect((await restore(1)).status).toBe(201);
    expect((await ask('GET', `${at}/tags`)).body['tags']).toEqual(['flaky']);
    await ask('DELETE', `${at}/tags/flaky`);
    await ask('DELETE', at);
    expect((await restore(5)).status).toBe(201);
    expect((await ask('GET', `${at}/tags`)).body['tags']).toEqual([]);
  });

  it('counts on where the service counts, so that an older copy is not taken for the current one', async () => {
    const queued = `/api/tasks/${id}`;
    await ask('PUT', queued, { json: { title: 'q', status: 'pending', priority: 'LOW' } });
    await ask('PATCH', queued, { json: { status: 'in_progress' } });
    expect((await ask('POST', `${queued}/history/1/restore`)).body.record['version']).toBe(2);
    await ask('DELETE', queued);
    const again = await ask('POST', `${queued}/history/1/restore`);
    expect(again.status).toBe(201);
    expect(again.body.record).toMatchObject({ status: 'pending', version: 3 });
  });

  it('is refused while what it refers to is missing', async () => {
    const issue = `/api/issue/I-${id}`;
    const json = { title: 'i', type: 'x', severity: 'LOW', related_task_id: id };
    await ask('PUT', issue, { json });
    await ask('PATCH', issue, { json: { related_task_id: null } });
    await ask('DELETE', at);
    const refused = await ask('POST', `${issue}/history/1/restore`);
    expect([refused.status, refused.body.code]).toEqual([409, 'broken_reference']);
    expect(refused.body.errors[0]?.pointer).toBe('/related_task_id');
  });

  it('keeps a word that an import brought and its enumeration does not know', async () => {
    const title = 'imported';
    const bundle = { workspace_tasks: [{ id: `W-${id}`, title, priority: 'CRITICAL' }] };
    expect((await ask('POST', '/api/import', { json: bundle })).status).toBe(200);
    const imported = `/api/task/W-${id}`;
    await ask('PATCH', imported, { json: { priority: 'LOW' } });
    const { status, body } = await ask('POST', `${imported}/history/1/restore`);
    expect([status, body.record['priority']]).toEqual([200, 'CRITICAL']);
  });
});
