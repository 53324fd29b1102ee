import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness } from '#test/http/harness';

describe('statistics over HTTP', () => {
  const { ask } = createHarness();
  beforeAll(async () => {
    const json = ['core', 'core', 'web'].map((repo) => ({ title: 't', repos_affected: [repo] }));
    await ask('POST', '/api/task', { json });
  });

  it('answer the dashboard of an empty database and of a filled one', async () => {
    const { status, body } = await ask('GET', '/api/stats?stale_days=0');
    expect(status).toBe(200);
    expect(body).toMatchObject({ kinds: { workspace_tasks: { total: 3 } }, bootstrap: [] });
  });

  it('count one kind by what is asked, under a filter, and say what they leave out', async () => {
    const { body } = await ask('GET', '/api/stats/task?by=repo,status&limit=1&repo__ne=none');
    expect(body).toMatchObject({
      kind: 'workspace_tasks',
      total: 3,
      by: { repo: [{ value: 'core', count: 2 }], status: [{ value: 'pending', count: 3 }] },
      omitted: { repo: 1 },
    });
  });

  it.each([
    ['/api/stats?repo=core', 400, 'invalid_query', /no parameter here/],
    ['/api/stats?stale_days=soon', 400, 'invalid_query', /stale_days/],
    ['/api/stats/tasc', 404, 'unknown_kind', /tasc/],
    ['/api/stats/task?by=nothing', 400, 'unknown_field', /nothing/],
    ['/api/stats/task?by=week(title)', 400, 'invalid_query', /no week/],
    ['/api/stats/task?measure=title', 400, 'invalid_query', /added up/],
    ['/api/stats/task?status=lost', 400, 'invalid_query', /lost/],
    ['/api/stats/task?limit=0', 400, 'invalid_query', /limit/],
  ])('refuse %s', async (path, status, code, detail) => {
    const answer = await ask('GET', path);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body.detail).toMatch(detail);
  });
});
