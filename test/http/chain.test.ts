import { beforeAll, describe, expect, it } from 'vitest';

import type { ChainResponse } from '#src/search/chain-of';
import { createHarness } from '#test/http/harness';

const harness = createHarness();

const DECISIONS = [
  {
    id: 'DEC-001',
    decision: 'Keep vectors beside the file',
    status: 'superseded',
    date: '2024-01-01',
  },
  {
    id: 'DEC-002',
    decision: 'Keep vectors in a table',
    supersedes: ['DEC-001'],
    date: '2024-06-01',
  },
  {
    id: 'DEC-003',
    decision: 'Keep vectors in the file',
    supersedes: ['DEC-002'],
    date: '2025-01-01',
  },
  { id: 'DEC-004', decision: 'Write logs as JSON', status: 'accepted', date: '2025-02-01' },
  { id: 'DEC-005', decision: 'Use two databases', status: 'rejected', date: '2025-03-01' },
].map((decision) => ({ status: 'accepted', repos_affected: ['core'], ...decision }));

const DOCUMENTS = [
  { path: 'docs/adr/0003.md', title: 'Vectors in the file', doc_type: 'adr', number: '3' },
  { path: 'README.md', title: 'Read me' },
].map((document) => ({ repo: 'core', content: 'Text', ...document }));

beforeAll(async () => {
  await harness.ask('POST', '/api/documents', { json: DOCUMENTS });
  await harness.ask('POST', '/api/decision', {
    json: DECISIONS.map((each) =>
      each.id === 'DEC-003' ? { ...each, documentation: ['docs/adr/0003.md'] } : each,
    ),
  });
});

async function chainOf(kind: string, id: string): Promise<ChainResponse> {
  const { status, text } = await harness.ask('GET', `/api/${kind}/${id}/chain`);
  expect(status).toBe(200);
  return JSON.parse(text) as ChainResponse;
}

const documentAt = async (path: string): Promise<string> => {
  const { body } = await harness.ask('GET', `/api/doc?path=${encodeURIComponent(path)}`);
  return String(body.items[0]?.['id']);
};

describe('the chain of a decision', () => {
  it('is told from the one that holds down, whichever of them is asked for', async () => {
    for (const id of ['DEC-001', 'DEC-002', 'DEC-003']) {
      const { members } = await chainOf('decision', id);
      expect(members.map((member) => [member.id, member.holds, member.date])).toEqual([
        ['DEC-003', true, '2025-01-01'],
        ['DEC-002', false, '2024-06-01'],
        ['DEC-001', false, '2024-01-01'],
      ]);
    }
  });

  it('names what each took the place of', async () => {
    const { members } = await chainOf('decision', 'DEC-002');
    expect(members.map(({ supersedes }) => supersedes.map(({ id }) => id))).toEqual([
      ['DEC-002'],
      ['DEC-001'],
      [],
    ]);
  });

  it('says what holds in place of the one asked for', async () => {
    expect(await chainOf('decision', 'DEC-001')).toMatchObject({
      holds: false,
      current: { kind: 'architecture_decisions', id: 'DEC-003', title: 'Keep vectors in the file' },
    });
    expect(await chainOf('decision', 'DEC-003')).toMatchObject({ holds: true, current: null });
  });

  it('has a decision and its file as one', async () => {
    const id = await documentAt('docs/adr/0003.md');
    const { members, holds, current } = await chainOf('documents', id);
    expect([members.length, holds, current]).toEqual([3, true, null]);
    expect([members[0]?.id, members[0]?.also?.id].sort()).toEqual(['DEC-003', id].sort());
  });

  it.each([
    ['decision', 'DEC-004', true],
    ['decision', 'DEC-005', false],
  ])('%s %s stands alone', async (kind, id, holds) => {
    expect(await chainOf(kind, id)).toMatchObject({ holds, current: null, members: [] });
  });

  it('is none of a record that is no decision', async () => {
    const id = await documentAt('README.md');
    expect(await chainOf('documents', id)).toMatchObject({ holds: null, members: [] });
  });

  it.each([
    ['/api/decision/DEC-999/chain', 404, 'not_found'],
    ['/api/decision/DEC-001/chain?depth=3', 400, 'invalid_query'],
  ])('%s is refused', async (path, status, code) => {
    const answer = await harness.ask('GET', path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
