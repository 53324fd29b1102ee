import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, index, embedder } = createHarness();

const ids = (list: unknown): readonly string[] =>
  (list as readonly { readonly id: string }[]).map(({ id }) => id);

const adr = (id: string, title: string, more: object = {}) => ({
  ...{ id, title, doc_type: 'adr', repo: 'core', path: `docs/adr/${id}.md` },
  ...{ content: `# ${title}\n\nReasons.`, status: 'accepted', ...more },
});

beforeAll(async () => {
  await ask('POST', '/api/decision', {
    json: [
      {
        id: 'DEC-1',
        decision: 'Use Kong for the API gateway',
        status: 'accepted',
        repos_affected: ['core'],
      },
      {
        id: 'DEC-2',
        decision: 'Keep sessions in Redis',
        status: 'rejected',
        repos_affected: ['shop'],
      },
      { id: 'DEC-3', decision: 'Log as JSON lines', status: 'accepted' },
    ],
  });
  await ask('POST', '/api/doc', {
    json: [
      adr('0001', 'Store blobs on disk'),
      adr('0002', 'Store blobs in a bucket', { supersedes: ['docs/adr/0001.md'] }),
      adr('notes', 'Use Kong for the API gateway: notes', { doc_type: 'doc' }),
    ],
  });
  await ask('POST', '/api/task', { json: { id: 'T-1', title: 'Keep sessions in Redis' } });
  await index();
});

const precedents = (json: object) => ask('POST', '/api/precedents', { json });

describe('the precedents of a draft', () => {
  it('are what it may contradict, what it repeats, and what is related, each with its reason', async () => {
    const { status, body } = await precedents({
      title: 'Use Traefik for the API gateway',
      text: '',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      mode_used: 'hybrid',
      degraded: [],
      compared: 5,
      near_duplicates: [],
      may_contradict: [
        {
          ...{ kind: 'architecture_decisions', id: 'DEC-1', status: 'accepted', repos: ['core'] },
          why: "For 'API gateway' it chose 'Kong'; the draft chooses 'Traefik'.",
        },
      ],
    });
  });

  it('take the title from the text when none is given', async () => {
    const { body } = await precedents({ text: '# 12. Log as JSON lines\n\nMachines read them.' });
    expect(ids(body['near_duplicates'])).toEqual(['DEC-3']);
  });

  it('leave out other repositories when one is named, and keep what names none', async () => {
    const { body } = await precedents({ text: 'Keep sessions in Redis', repo: 'core' });
    expect(ids(body['may_contradict'])).toEqual([]);
    const { body: shop } = await precedents({ text: 'Keep sessions in Redis', repo: 'shop' });
    expect(ids(shop['may_contradict'])).toEqual(['DEC-2']);
    const { body: any } = await precedents({ text: 'Log as JSON lines', repo: 'core' });
    expect(ids(any['near_duplicates'])).toEqual(['DEC-3']);
  });

  it.each([
    { exclude: [{ kind: 'decision', id: 'DEC-3' }] },
    { exclude: [{ kind: 'architecture_decisions', id: 'DEC-3' }] },
  ])('leave out the draft itself: $exclude', async ({ exclude }) => {
    const { body } = await precedents({ text: 'Log as JSON lines', exclude });
    expect(ids(body['near_duplicates'])).toEqual([]);
  });

  it('leave out the file that holds the draft', async () => {
    const draft = { text: 'Store blobs in a bucket' };
    const { body } = await precedents({
      ...draft,
      exclude: [{ path: 'docs/adr/0002.md', repo: 'core' }],
    });
    const { body: other } = await precedents({
      ...draft,
      exclude: [{ path: 'docs/adr/0002.md', repo: 'shop' }],
    });
    const told = (found: typeof body) =>
      ids([found['near_duplicates'], found['may_contradict'], found['related']].flat());
    const file = (await ask('GET', '/api/doc?path=docs/adr/0002.md')).body.items[0]?.['id'];
    expect(told(body)).not.toContain(file);
    expect(told(other)).toContain(file);
  });

  it('do not contradict what the draft says it takes the place of, but what has taken that place before', async () => {
    const { body } = await precedents({
      text: 'Keep blobs in the database',
      supersedes: ['ADR-0001', 'docs/adr/0001.md'],
      repo: 'core',
    });
    expect(body['may_contradict']).toMatchObject(
      [{ title: 'Store blobs in a bucket', why: /taken the place of 'Store blobs on disk'/ }].map(
        (each) => ({ ...each, why: expect.stringMatching(each.why) as string }),
      ),
    );
    expect(body['related']).toMatchObject([{ title: 'Store blobs on disk' }]);
  });

  it('can be of other kinds, which repeat and never contradict', async () => {
    const { body } = await precedents({ text: 'Do not keep sessions in Redis', kinds: ['task'] });
    expect(ids(body['may_contradict'])).toEqual([]);
    const { body: same } = await precedents({ text: 'Keep sessions in Redis', kinds: ['task'] });
    expect(ids(same['near_duplicates'])).toEqual(['T-1']);
  });

  it('are told by words alone without a model, and the answer says so', async () => {
    embedder.breakWith('There is no model.');
    const { body } = await precedents({ text: 'Log as JSON lines' });
    embedder.breakWith(undefined);
    expect(body).toMatchObject({ mode_used: 'keyword', degraded: [{ leg: 'vector' }] });
    expect(ids(body['near_duplicates'])).toEqual(['DEC-3']);
  });

  it.each([
    { json: {}, pointer: '/text' },
    { json: { text: 'a', kinds: ['nothing'] }, pointer: undefined },
    { json: { text: 'a', exclude: [{ id: 'DEC-1' }] }, pointer: '/exclude/0' },
    { json: { text: 'a', limit: 0 }, pointer: '/limit' },
    { json: { text: 'a', more: 1 }, pointer: '/more' },
    { json: { text: 'x'.repeat(100_001) }, pointer: '/text' },
    { json: { text: '  ' }, pointer: undefined },
  ])('are refused for $json', async ({ json, pointer }) => {
    const { status, body } = await precedents(json);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    if (pointer !== undefined) expect(body.errors[0]?.pointer).toBe(pointer);
  });
});
