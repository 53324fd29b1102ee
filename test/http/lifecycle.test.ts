import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, index } = createHarness();

beforeAll(async () => {
  await ask('POST', '/api/decision', {
    json: [
      {
        ...{ id: 'DEC-OLD', decision: 'Keep sessions in files', status: 'superseded' },
        ...{ rationale: 'Sessions are files', date: '2020-01-01', superseded_by: ['DEC-NEW'] },
      },
      {
        ...{ id: 'DEC-NEW', decision: 'Keep sessions in tables', status: 'accepted' },
        ...{ rationale: 'Tables hold sessions', date: '2021-01-01' },
      },
    ],
  });
  await index();
});

const ids = (hits: readonly { readonly id: string }[]) => hits.map(({ id }) => id);

describe('what holds', () => {
  it.each([
    [{ lifecycle: 'current' }, ['DEC-NEW']],
    [{ lifecycle: 'past' }, ['DEC-OLD']],
    [{ lifecycle: 'all' }, ['DEC-NEW', 'DEC-OLD']],
    [{ as_of: '2020-06-01' }, ['DEC-OLD']],
    [{ as_of: '2020-12' }, ['DEC-OLD']],
    [{ as_of: '2021-01' }, ['DEC-NEW', 'DEC-OLD']],
    [{ as_of: '2020' }, ['DEC-OLD']],
    [{ as_of: '2019' }, []],
    [{ as_of: '9999' }, ['DEC-NEW', 'DEC-OLD']],
    [{ as_of: '0000' }, []],
    [{ as_of: '2020-06-01', lifecycle: 'past' }, []],
  ])('%j is asked alike by URL and by body, in search and in similar', async (asked, expected) => {
    const query = new URLSearchParams({ q: 'sessions in files', ...asked });
    const filter = new URLSearchParams(asked).toString();
    const byUrl = await ask('GET', `/api/search?${query.toString()}`);
    const byBody = await ask('POST', '/api/search', { json: { q: 'sessions in files', ...asked } });
    const similar = await ask('POST', '/api/similar', { json: { text: 'sessions', ...asked } });
    expect([byUrl, byBody, similar].map(({ body }) => ids(body.hits))).toEqual(
      Array(3).fill(expected),
    );
    expect(byUrl.body.total).toBe(expected.length);
    const other = await ask('GET', `/api/similar/decision/DEC-NEW?${filter}`);
    expect(ids(other.body.hits)).toEqual(expected.filter((id) => id !== 'DEC-NEW'));
  });

  it('is pointed at from what does not', async () => {
    const { body } = await ask('GET', '/api/search?q=sessions+in+files');
    const current = {
      kind: 'architecture_decisions',
      ...{ id: 'DEC-NEW', title: 'Keep sessions in tables' },
    };
    expect(body.hits).toMatchObject([{ id: 'DEC-NEW' }, { id: 'DEC-OLD', current }]);
    expect(body.hits[0]).not.toHaveProperty('current');
  });

  it.each([
    ['lifecycle', 'holding'],
    ['as_of', '2020-02-31'],
    ['as_of', 'yesterday'],
    ['as_of', '2020-13'],
    ['as_of', '20'],
    ['as_of', '2020-01-01T10:00:00Z'],
  ])('is refused as %s=%s', async (name, value) => {
    const byUrl = await ask('GET', `/api/search?q=x&${name}=${value}`);
    expect([byUrl.status, byUrl.body.errors[0]?.parameter]).toEqual([400, name]);
    const byBody = await ask('POST', '/api/search', { json: { q: 'x', [name]: value } });
    expect([byBody.status, byBody.body.errors[0]?.pointer]).toEqual([400, `/${name}`]);
    expect(byBody.body.errors[0]?.detail).toContain(value);
  });
});

describe('GET /api/lint', () => {
  it('tells what is wrong, with its place and what to do', async () => {
    const { status, body } = await ask('GET', '/api/lint');
    expect(status).toBe(200);
    expect(body['counts']).toEqual({ error: 0, warning: 0, info: 1 });
    expect(body['findings']).toEqual([
      {
        ...{ rule: 'successor_silent', severity: 'info', kind: 'architecture_decisions' },
        ...{ id: 'DEC-NEW', title: 'Keep sessions in tables', repos: [] },
        sentence: 'DEC-OLD says that it is superseded by it; it does not say so itself.',
        next: "Write 'DEC-OLD' into its supersedes.",
      },
    ]);
  });

  it.each(['stale_days=-1', 'stale_days=soon', 'stale=1', 'repo=none'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await ask('GET', `/api/lint?${query}`);
      expect([status, body.code]).toEqual([400, 'invalid_query']);
    },
  );
});
