import { describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const SOURCE = { host: 'ada', path: '/srv/core', repo: 'core', origin: 'o1' };
const FIGURES = { documents: 3, added: 3, changed: 0, removed: 0, skipped: 0 };

describe('/api/sources', () => {
  it('takes a folder down, lists it by machine, and forgets it', async () => {
    const { ask } = createHarness();
    const kept = await ask('POST', '/api/sources', { json: { ...SOURCE, last_sync: FIGURES } });
    expect(kept.status).toBe(200);
    expect(kept.body).toMatchObject({ ...SOURCE, prefix: '', named: false, last_sync: FIGURES });
    expect((await ask('GET', '/api/sources?host=ada')).body.items).toEqual([kept.body]);
    expect((await ask('GET', '/api/sources?host=grace')).body.items).toEqual([]);
    const gone = await ask('DELETE', `/api/sources/${kept.body.id}`);
    expect(gone.body).toEqual({ source: kept.body, documents: { kept: 0, removed: 0 } });
    expect((await ask('GET', '/api/sources')).body.items).toEqual([]);
  });

  it.each([
    ['a stranger', {}, false],
    ['who holds the database', { isOwner: true }, true],
  ])('trusts %s as it should', async (_, deps, trusted) => {
    const { ask } = createHarness(deps);
    expect((await ask('POST', '/api/sources', { json: SOURCE })).body).toMatchObject({ trusted });
  });

  it.each([
    ['a path that depends on where one is', { ...SOURCE, path: 'docs' }, '/path'],
    ['no machine', { ...SOURCE, host: ' ' }, '/host'],
    ['trust', { ...SOURCE, trusted: true }, '/trusted'],
    [
      'figures that are none',
      { ...SOURCE, last_sync: { ...FIGURES, added: -1 } },
      '/last_sync/added',
    ],
  ])('refuses %s', async (_, json, pointer) => {
    const { ask } = createHarness();
    const { status, body } = await ask('POST', '/api/sources', { json });
    expect([status, body.code, body.errors[0]?.pointer]).toEqual([400, 'invalid_body', pointer]);
    expect((await ask('GET', '/api/sources')).body.items).toEqual([]);
  });

  it.each([
    ['GET', '/api/sources?hots=ada', 400, 'invalid_query'],
    ['DELETE', '/api/sources/SRC-0?documents=burn', 400, 'invalid_query'],
    ['DELETE', '/api/sources/SRC-0', 404, 'not_found'],
    ['PUT', '/api/sources', 405, 'method_not_allowed'],
  ])('%s %s is a clear %i', async (method, path, status, code) => {
    const { ask } = createHarness();
    const answer = await ask(method, path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('removes the documents that came from a folder and from no other one', async () => {
    const { ask } = createHarness();
    const put = (path: string, origin: string) =>
      ask('PUT', '/api/documents', {
        json: [{ repo: 'core', path, title: path, content: 'x', metadata: { origin } }],
      });
    for (const path of ['docs/a.md', 'docs/adr/b.md', 'docs2/c.md', 'd.md']) await put(path, 'o1');
    await put('docs/e.md', 'o2');
    await put('docs/f.md', 'o1');
    const docs = await ask('POST', '/api/sources', { json: { ...SOURCE, prefix: 'docs' } });
    const inner = { ...SOURCE, path: '/srv/core/docs/adr', prefix: 'docs/adr' };
    await ask('POST', '/api/sources', { json: inner });
    const { body } = await ask('DELETE', `/api/sources/${docs.body.id}?documents=remove`);
    expect(body).toMatchObject({ documents: { kept: 0, removed: 2 } });
    const left = (await ask('GET', '/api/documents?sort=path')).body.items.map(({ path }) => path);
    expect(left).toEqual(['d.md', 'docs/adr/b.md', 'docs/e.md', 'docs2/c.md']);
  });
});
