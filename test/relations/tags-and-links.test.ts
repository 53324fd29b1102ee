import { beforeAll, describe, expect, it } from 'vitest';

import { changeTags } from '#src/search/tags';
import { createHarness } from '#test/http/harness';

import { fillWorkspace } from './workspace.ts';

const { ask, store } = createHarness();
beforeAll(() => fillWorkspace(store));

const tags = (body: unknown) => (body as { tags: readonly string[] }).tags;
const ids = (items: readonly Readonly<Record<string, unknown>>[]) => items.map(({ id }) => id);

describe('tags', () => {
  it('are put and taken away as often as anyone likes', async () => {
    for (const method of ['PUT', 'PUT', 'GET'])
      expect(
        await ask(method, `/api/task/T1/tags${method === 'GET' ? '' : '/needs%20review'}`),
      ).toMatchObject({
        status: 200,
        body: { kind: 'workspace_tasks', id: 'T1', tags: ['needs review'] },
      });
    for (let times = 0; times < 2; times += 1)
      expect(tags((await ask('DELETE', '/api/task/T1/tags/needs%20review')).body)).toEqual([]);
  });

  it.each(['a/b', 'ключ', '100%', '?x=1#y', 'two words'])('may be %s', async (tag) => {
    const path = `/api/issue/I1/tags/${encodeURIComponent(tag)}`;
    expect(tags((await ask('PUT', path)).body)).toContain(tag);
    expect(tags((await ask('DELETE', path)).body)).toEqual([]);
  });

  it('are trimmed', async () => {
    const { body } = await ask('POST', '/api/doc/DOC/tags', { json: { add: [' late ', 'late'] } });
    expect(tags(body)).toEqual(['late']);
    expect(tags((await ask('DELETE', '/api/doc/DOC/tags/%20late')).body)).toEqual([]);
  });

  it.each([
    ['PUT', '/api/task/T1/tags/a%2Cb', undefined, 400, 'invalid_query'],
    ['PUT', '/api/task/T1/tags/%20', undefined, 400, 'invalid_query'],
    ['PUT', `/api/task/T1/tags/${'x'.repeat(101)}`, undefined, 400, 'invalid_query'],
    ['PUT', '/api/task/none/tags/x', undefined, 404, 'not_found'],
    ['DELETE', '/api/task/none/tags/x', undefined, 404, 'not_found'],
    ['GET', '/api/task/none/tags', undefined, 404, 'not_found'],
    ['POST', '/api/task/T1/tags', { add: 'x' }, 400, 'invalid_body'],
    ['POST', '/api/task/T1/tags', { ad: ['x'] }, 400, 'invalid_body'],
    [
      'POST',
      '/api/tags',
      { record_kind: 'workspace_tasks', record_id: 'T1', tag: 'a,b' },
      400,
      'invalid_body',
    ],
    ['POST', '/api/tags', { record_kind: 'task', record_id: 'T1', tag: 'a' }, 400, 'invalid_body'],
    [
      'POST',
      '/api/tags',
      { record_kind: 'workspace_tasks', record_id: 'no', tag: 'a' },
      409,
      'broken_reference',
    ],
  ])('%s %s with %j is refused', async (method, path, json, status, code) => {
    const answer = await ask(method, path, json === undefined ? {} : { json });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('are added all or none', async () => {
    const { status } = await ask('POST', '/api/task/T4/tags', { json: { add: ['fine', 'a,b'] } });
    expect(status).toBe(400);
    expect(tags((await ask('GET', '/api/task/T4/tags')).body)).toEqual([]);
  });

  it('that many put at once are all there, each once', async () => {
    const words = Array.from({ length: 20 }, (_, at) => `t${at % 5}`);
    const answers = await Promise.all(words.map((tag) => ask('PUT', `/api/task/T5/tags/${tag}`)));
    expect(answers.map(({ status }) => status)).toEqual(words.map(() => 200));
    expect(tags((await ask('GET', '/api/task/T5/tags')).body)).toEqual([
      't0',
      't1',
      't2',
      't3',
      't4',
    ]);
  });

  it('are put again after the record of one was made another', async () => {
    await ask('PUT', '/api/decision/D2/tags/first');
    const { items } = (await ask('GET', '/api/tags?record_id=D2')).body;
    await ask('PATCH', `/api/tags/${String(items[0]?.['id'])}`, { json: { tag: 'second' } });
    const { status, body } = await ask('PUT', '/api/decision/D2/tags/first');
    expect([status, tags(body)]).toEqual([200, ['first', 'second']]);
  });

  it('that another takes away at the same moment are taken away', async () => {
    await changeTags(store, { kind: 'workspace_tasks', id: 'T3', add: ['late'] });
    let faster = true;
    const write: typeof store.write = async (batch) => {
      if (faster) await store.write(batch);
      faster = false;
      return store.write(batch);
    };
    const change = { kind: 'workspace_tasks', id: 'T3', remove: ['late'] } as const;
    expect((await changeTags({ ...store, write }, change)).tags).toEqual([]);
  });

  it('of a list of its own are told, not put again, and taken from it', async () => {
    const own = { id: 'O', title: 't', status: 'pending', priority: 'LOW', tags: ['own', 'kept'] };
    await ask('POST', '/api/tasks', { json: own });
    expect(tags((await ask('PUT', '/api/tasks/O/tags/own')).body)).toEqual(['kept', 'own']);
    expect((await ask('GET', '/api/tags?record_id=O')).body.total).toBe(0);
    expect(tags((await ask('DELETE', '/api/tasks/O/tags/own')).body)).toEqual(['kept']);
    expect((await ask('GET', '/api/tasks/O')).body.record['tags']).toEqual(['kept']);
  });

  it('filter lists and searches, in a URL and in a body', async () => {
    await ask('POST', '/api/task/T2/tags', { json: { add: ['urgent'] } });
    await ask('PUT', '/api/decision/D1/tags/urgent');
    const list = async (query: string) =>
      ids((await ask('GET', `/api/task?${query}&sort=id`)).body.items);
    expect(await list('tag=urgent')).toEqual(['T2']);
    expect(await list('tag__in=urgent,t0')).toEqual(['T2', 'T5']);
    expect(await list('tag__ne=urgent')).toEqual(['T1', 'T3', 'T4', 'T5', 'T6']);
    expect(await list('tag__null=true')).toEqual(['T1', 'T3', 'T4', 'T6']);
    const { body } = await ask('GET', '/api/search?q=second%20file&tag=urgent&mode=keyword');
    expect(ids(body.hits).toSorted()).toEqual(['D1', 'T2']);
    const posted = await ask('POST', '/api/search', {
      json: {
        q: 'second file',
        mode: 'keyword',
        filter: { tag: { in: ['urgent'] } },
        kinds: 'decision',
      },
    });
    expect(ids(posted.body.hits)).toEqual(['D1']);
  });

  it('cannot be sorted by or asked for as a field, since no record holds them', async () => {
    for (const query of ['sort=tag', 'fields=tag'])
      expect(await ask('GET', `/api/task?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'unknown_field' },
      });
  });
});

describe('links', () => {
  const path = '/api/decision/D2/links/affects/task/T3';

  it('are made once, noted, and taken back', async () => {
    const made = await ask('PUT', path);
    expect(made).toMatchObject({ status: 201, body: { outcome: 'created' } });
    expect(await ask('PUT', path)).toMatchObject({ status: 200, body: { outcome: 'unchanged' } });
    const noted = await ask('PUT', path, { json: { note: 'after the review' } });
    expect(noted).toMatchObject({
      body: { outcome: 'updated', link: { note: 'after the review' } },
    });
    expect((await ask('DELETE', path)).status).toBe(204);
    expect(await ask('DELETE', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('are made beside the one that was made another', async () => {
    const from = '/api/decision/D1/links';
    const { body } = await ask('PUT', `${from}/implements/task/T3`);
    const id = String((body as unknown as { link: { id: string } }).link.id);
    await ask('PATCH', `/api/links/${id}`, { json: { relation: 'mentions' } });
    expect((await ask('PUT', `${from}/implements/task/T3`)).status).toBe(201);
    const { items } = (await ask('GET', '/api/links?from_id=D1&to_id=T3')).body;
    expect(items.map(({ relation }) => relation).toSorted()).toEqual(['implements', 'mentions']);
  });

  it('that many make at once are one', async () => {
    const puts = Array.from({ length: 8 }, () => ask('PUT', '/api/task/T1/links/mentions/task/T5'));
    const statuses = (await Promise.all(puts)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  });

  it.each([
    ['/api/decision/none/links/affects/task/T3', undefined, 404, 'not_found'],
    ['/api/decision/D2/links/affects/task/none', undefined, 409, 'broken_reference'],
    ['/api/decision/D2/links/affects/tusk/T3', undefined, 404, 'unknown_kind'],
    ['/api/decision/D2/links/a%2Cb/task/T3', undefined, 400, 'invalid_query'],
    [path, { note: 7 }, 400, 'invalid_body'],
  ])('%s with %j is refused', async (at, json, status, code) => {
    const answer = await ask('PUT', at, json === undefined ? {} : { json });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('go with either record', async () => {
    await ask('POST', '/api/decision', { json: { id: 'D3', decision: 'Three' } });
    await ask('PUT', '/api/decision/D3/links/affects/task/T6');
    await ask('DELETE', '/api/decision/D3');
    expect((await ask('GET', '/api/links?from_id=D3')).body.total).toBe(0);
    expect((await ask('GET', '/api/task/T6/related?kind=decision')).body['groups']).toEqual([]);
  });
});
