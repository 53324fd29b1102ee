import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { renderExplanation, renderHitExplanation } from '#src/cli/render/explanation';
import { run, temporaryFolder, type Folder } from '#test/cli/harness';
import { createHarness } from '#test/http/harness';

const { ask, index } = createHarness();
const TASK = { id: 'T-LOG', title: 'Rotate logs', notes: 'Logs fill the disk' };

describe('an explanation over HTTP', () => {
  beforeAll(async () => {
    await ask('POST', '/api/task', { json: [TASK, { id: 'T-2', title: 'Measure the lock' }] });
    await index();
  });

  it.each([
    { how: 'by URL', request: () => ask('GET', '/api/search?q=logs&explain=true') },
    {
      how: 'by body',
      request: () => ask('POST', '/api/search', { json: { q: 'logs', explain: true } }),
    },
    {
      how: 'for a similar record',
      request: () => ask('GET', '/api/similar/task/T-2?explain=true'),
    },
    {
      how: 'for a similar text',
      request: () => ask('POST', '/api/similar', { json: { text: 'logs', explain: true } }),
    },
  ])('is there when it is asked for $how', async ({ request }) => {
    const { status, body } = await request();
    expect(status).toBe(200);
    expect(body['explain']).toMatchObject({
      plan: { keyword: 'index', vector: 'memory', scope_rows: 2 },
      fusion: { method: 'standardised', weights: { keyword: 1, vector: 0.2 } },
    });
    expect(body.hits[0]).toHaveProperty('explain.vector.rank', 1);
  });

  it('is not there otherwise, and a bad value is refused', async () => {
    const { body } = await ask('GET', '/api/search?q=logs');
    expect(body).not.toHaveProperty('explain');
    expect((await ask('GET', '/api/search?q=logs&explain=maybe')).status).toBe(400);
    const wrong = await ask('POST', '/api/search', { json: { q: 'logs', explain: 'yes' } });
    expect(wrong.status).toBe(400);
  });
});

describe('an explanation of the command', () => {
  let folder: Folder;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    env = { DATABASE_URL: `${folder.path}/w.db` };
    expect(await run(['add', 'task', 'title=Rotate logs'], { env })).toMatchObject({ code: 0 });
  });
  afterAll(() => folder.remove());

  it('names plan, fusion and times, and the parts of each score', async () => {
    const { code, out } = await run(['search', 'logs', '--explain', '--mode', 'keyword'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/score 0 = words 0 \(rank 1, BM25 [\d.e-]+, z 0\)/);
    expect(out).toContain('plan: 1 record in scope; words by index.');
    expect(out).toContain('fusion: standardised, keyword × 1');
    expect(out).toMatch(/time: .*select [\d.]+ ms, keyword [\d.]+ ms/);
  });
});

describe('an explanation for people', () => {
  it('shows each part of a score with what it comes from', () => {
    const weight = 0.2;
    expect(
      renderHitExplanation({
        keyword: { rank: 2, raw: 11.234, z: 3.9, weight: 1, contribution: 3.9 },
        vector: { rank: 7, raw: 8.0512, z: 0.78, weight, contribution: 0.195 },
        score: 4.099,
      }),
    ).toBe(
      'score 4.1 = words 3.9 (rank 2, BM25 11.2, z 3.9) + meaning 0.195 (rank 7, e^(5 × closeness) 8.05, z 0.78 × 0.2)',
    );
    const waiting = { rank: null, raw: null, z: 0, weight, contribution: 0 };
    expect(renderHitExplanation({ keyword: null, vector: waiting, score: 0 })).toBe(
      'score 0 = meaning 0 (not embedded yet, z 0 × 0.2)',
    );
  });

  it('says why the vectors were read as they were', () => {
    const [plan] = renderExplanation({
      plan: { vector: 'scan', keyword: 'index', reason: 'So it is.', scope_rows: 3, passages: 9 },
      ...{ timings_ms: {}, fusion: { method: 'standardised', weights: {}, moments: {} } },
    });
    expect(plan).toBe('plan: 3 records in scope; words by index, vectors by scan. So it is.');
  });
});
