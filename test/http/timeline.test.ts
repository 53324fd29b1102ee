import { beforeAll, describe, expect, it } from 'vitest';

import type { TimelineResponse } from '#src/search/decision-timeline';
import { createHarness } from '#test/http/harness';

const harness = createHarness();

const DECISIONS = [
  {
    id: 'DEC-001',
    decision: 'A',
    status: 'superseded',
    date: '2024-01-05',
    repos_affected: ['core'],
  },
  {
    id: 'DEC-002',
    decision: 'B',
    supersedes: ['DEC-001'],
    date: '2024-06-01',
    repos_affected: ['core', 'web'],
  },
  { id: 'DEC-003', decision: 'C', date: '2025-01-31', repos_affected: ['web'], number: '7' },
  { id: 'DEC-004', decision: 'D', status: 'proposed', date: '2025-02-01', repos_affected: ['web'] },
].map((decision) => ({ status: 'accepted', ...decision }));

const DOCUMENTS = [
  {
    path: 'docs/adr/0007.md',
    title: 'C in full',
    date: '2025-01-31',
    doc_type: 'adr',
    number: '7',
    repo: 'web',
    status: 'accepted',
  },
  { path: 'docs/adr/0009.md', title: 'E', doc_type: 'adr', repo: 'ops' },
  { path: 'README.md', title: 'Read me', repo: 'ops' },
].map((document) => ({ content: 'Text', ...document }));

beforeAll(async () => {
  await harness.ask('POST', '/api/documents', { json: DOCUMENTS });
  await harness.ask('POST', '/api/decision', { json: DECISIONS });
});

async function timelineFor(query: string): Promise<TimelineResponse> {
  const { status, text } = await harness.ask('GET', `/api/timeline?${query}`);
  expect(status).toBe(200);
  return JSON.parse(text) as TimelineResponse;
}

describe('the timeline of decisions', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'tells all, the latest first and those without a date at the end',
      '',
      ['D', 'C', 'B', 'A', 'E'],
    ],
    ['narrows by repository', 'repo=web', ['D', 'C', 'B']],
    ['takes any of several', 'repo=ops&repo=core', ['B', 'A', 'E']],
    ['narrows by state', 'status=proposed', ['D']],
    ['narrows by what holds', 'lifecycle=current', ['D', 'C', 'B', 'E']],
    ['narrows by what does not', 'lifecycle=past', ['A']],
    ['takes days', 'from=2024-06-01&to=2025-01-31', ['C', 'B']],
    ['takes months and years', 'from=2024&to=2024-01', ['A']],
    ['goes back to a day', 'as_of=2024-03&lifecycle=current', ['A', 'E']],
    ['is cut', 'limit=2', ['D', 'C']],
  ])('%s', async (_, query, titles) => {
    expect((await timelineFor(query)).items.map(({ title }) => title)).toEqual(titles);
  });

  it('says who took whose place, and which file says the same', async () => {
    const { items } = await timelineFor('repo=web');
    expect(items.find(({ title }) => title === 'B')).toMatchObject({
      holds: true,
      supersedes: [{ kind: 'architecture_decisions', id: 'DEC-001' }],
    });
    expect(items.find(({ title }) => title === 'C')?.also).toMatchObject({ kind: 'documents' });
  });

  it('counts by each filter as if it were not set', async () => {
    const { total, counts } = await timelineFor('repo=web&from=2025');
    expect(total).toBe(2);
    expect(counts.repo).toEqual([{ value: 'web', count: 2 }]);
    expect(counts.year).toEqual([
      { value: '2025', count: 2 },
      { value: '2024', count: 1 },
    ]);
  });

  it.each(['from=soon', 'to=2025-13', 'lifecycle=old', 'as_of=x', 'limit=0', 'colour=red'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await harness.ask('GET', `/api/timeline?${query}`);
      expect([status, body.code]).toEqual([400, 'invalid_query']);
    },
  );
});
