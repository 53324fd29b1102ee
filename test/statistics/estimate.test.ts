import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { correctEstimate, regression } from '#src/search/estimate-correct';
import { meanCost } from '#src/search/estimate-mean';
import type { EstimateResponse, PastTask } from '#src/search/estimate-types';
import { createHarness } from '#test/http/harness';

const past = (similarity: number | null, minutes: number | null): PastTask => ({
  ...{ kind: 'workspace_tasks', id: 'x', title: 't', similarity },
  cost: { minutes, tokens: null, usd: null },
});

describe('the mean cost of past tasks', () => {
  it.each([
    [
      'weighs by likeness',
      [past(0.9, 10), past(0.1, 110)],
      { value: 20, least: 10, most: 110, from: 2 },
    ],
    ['leaves out what has no such cost', [past(0.9, 10), past(0.9, null)], { value: 10, from: 1 }],
    ['weighs alike when no likeness is known', [past(null, 10), past(null, 20)], { value: 15 }],
    [
      'weighs the unknown as the least like',
      [past(0.6, 10), past(0.2, 20), past(null, 20)],
      { value: 14 },
    ],
    ['weighs alike when nothing is like it', [past(0, 10), past(0, 30)], { value: 20 }],
  ])('%s', (_what, tasks, expected) => {
    const mean = meanCost(tasks, 'minutes');
    expect(mean).toMatchObject({ ...expected, value: expect.closeTo(expected.value) });
  });

  it('is none without costs', () => {
    expect(meanCost([past(1, null)], 'minutes')).toBeNull();
  });

  it('lies within the range that was seen', () => {
    const task = fc
      .tuple(
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.integer({ min: 0, max: 1e6 }),
      )
      .map(([similarity, minutes]) => past(similarity, minutes));
    fc.assert(
      fc.property(fc.array(task, { minLength: 1 }), (tasks) => {
        const mean = meanCost(tasks, 'minutes');
        if (!mean) return false;
        return mean.value >= mean.least - 1e-6 && mean.value <= mean.most + 1e-6;
      }),
    );
  });
});

describe('the correction of an estimate', () => {
  const pairs = (...given: readonly (readonly [number, number])[]) =>
    given.map(([estimated, actual]) => ({ estimated, actual }));

  it.each([
    ['follows the line of earlier ones', pairs([10, 25], [20, 45], [30, 65]), 40, 'regression', 85],
    [
      'takes the ratio where they scatter',
      pairs([10, 90], [20, 10], [30, 20], [20, 80]),
      10,
      'ratio',
      25,
    ],
    ['takes the ratio where more was less', pairs([10, 30], [20, 20], [30, 10]), 10, 'ratio', 10],
    ['takes the ratio where all were alike', pairs([10, 20], [10, 20], [10, 20]), 5, 'ratio', 10],
  ] as const)('%s', (_what, earlier, given, method, corrected) => {
    expect(correctEstimate(given, earlier)).toMatchObject({
      ...{ given, method, pairs: earlier.length },
      corrected: expect.closeTo(corrected),
    });
  });

  it('needs three earlier ones', () => {
    expect(correctEstimate(10, pairs([10, 20], [20, 40]))).toBeUndefined();
    expect(correctEstimate(10, pairs([0, 20], [0, 40], [0, 1]))).toBeUndefined();
  });

  it('finds again the line that any outcomes lie on', () => {
    const number = fc.integer({ min: -1000, max: 1000 });
    const xs = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(number, number, xs, (intercept, slope, estimates) => {
        const line = regression(
          estimates.map((estimated) => ({ estimated, actual: intercept + slope * estimated })),
        );
        expect(line.slope).toBeCloseTo(slope, 4);
        expect(line.intercept).toBeCloseTo(intercept, 2);
      }),
    );
  });
});

describe('POST /api/estimate', () => {
  const { ask, index, embedder } = createHarness();
  const estimate = async (json: object) => {
    const { status, body } = await ask('POST', '/api/estimate', { json });
    expect(status).toBe(200);
    return body as unknown as EstimateResponse;
  };

  it('says plainly that there is nothing to go by', async () => {
    const answer = await estimate({ title: 'Export as CSV', estimated_effort_minutes: 60 });
    expect(answer).toMatchObject({
      rests_on: 0,
      similar: [],
      estimate: { minutes: null, tokens: null, usd: null },
      corrected: {},
    });
    expect(answer.notes.join('\n')).toMatch(/nothing to go by[^]*estimate of minutes stays/);
  });

  describe('with a history', () => {
    beforeAll(async () => {
      const completed = { status: 'completed', type: 'feature', repo: 'core' };
      await ask('POST', '/api/task_metadata', {
        json: [
          {
            id: 'E-1',
            title: 'Export tables as CSV',
            ...completed,
            estimated_effort_minutes: 50,
            actual_effort_minutes: 100,
            actual_cost_usd: 2,
            task_id: 'T-1',
          },
          {
            id: 'E-2',
            title: 'Export sessions as CSV',
            ...completed,
            estimated_effort_minutes: 100,
            actual_effort_minutes: 200,
          },
          {
            id: 'E-3',
            title: 'Rotate tokens',
            ...completed,
            type: 'fix',
            estimated_effort_minutes: 150,
            actual_effort_minutes: 300,
          },
          { id: 'E-4', title: 'Export as CSV, not done yet', actual_effort_minutes: 9_999 },
          { id: 'E-5', title: 'Export as CSV, never measured', ...completed },
        ],
      });
      await ask('POST', '/api/task', {
        json: [
          { id: 'T-1', title: 'Export tables as CSV', status: 'completed' },
          {
            id: 'T-2',
            title: 'Import tables from CSV',
            status: 'completed',
            repos_affected: ['web'],
          },
          { id: 'T-3', title: 'Export as CSV, open', status: 'pending' },
        ],
      });
      await ask('POST', '/api/agent_cost_vectors', {
        json: [
          { task_id: 'T-1', agent: 'a', tokens_in: 1_000, tokens_out: 500, api_cost_usd: 9 },
          { task_id: 'T-2', agent: 'a', tokens_in: 700, latency_ms: 120_000 },
          { task_id: 'T-2', agent: 'b', tokens_out: 300, latency_ms: 60_000 },
          { task_id: 'T-3', agent: 'a', tokens_in: 1e6 },
        ],
      });
      await index();
    });

    it('rests on finished tasks whose cost is known, each once, the most like it first', async () => {
      const answer = await estimate({ title: 'Export tables as CSV' });
      expect(answer.similar.map(({ id }) => id)).toHaveLength(answer.rests_on);
      const [first] = answer.similar;
      expect(['E-1', 'T-1']).toContain(first?.id);
      expect(first?.cost).toEqual({ minutes: 100, tokens: 1_500, usd: 2 });
      expect(answer.similar.filter(({ id }) => ['E-1', 'T-1'].includes(id))).toHaveLength(1);
      const others = answer.similar.map(({ id }) => id).slice(1);
      expect(others.sort()).toEqual(['E-2', 'E-3', 'T-2']);
      expect(answer.similar.find(({ id }) => id === 'T-2')?.cost).toEqual({
        ...{ minutes: 3, tokens: 1_000, usd: null },
      });
      expect(answer.estimate.minutes).toMatchObject({ least: 3, most: 300, from: 4 });
      expect(answer.estimate.usd).toEqual({ value: 2, least: 2, most: 2, from: 1 });
      expect(answer.mode_used).toBe('hybrid');
    });

    it('keeps to a type where there is enough of it, and says so where there is not', async () => {
      const fix = await estimate({ title: 'Rotate keys', type: 'fix' });
      expect(fix.rests_on).toBe(4);
      expect(fix.notes[0]).toMatch(/Only 1 of the past tasks with a known cost has type 'fix'/);
      const core = await estimate({ title: 'Walk the dog', repo: 'core' });
      expect(core.similar.map(({ id }) => id).sort()).toEqual(['E-1', 'E-2', 'E-3']);
      expect(core.notes).toEqual([expect.stringMatching(/^No past task is really like it/)]);
      const alike = await estimate({ title: String(core.similar[0]?.title), repo: 'core' });
      expect(alike.notes).toEqual([]);
    });

    it('corrects an estimate of its own by how earlier ones turned out', async () => {
      const { corrected, notes } = await estimate({
        title: 'Export',
        estimated_effort_minutes: 40,
        estimated_tokens: 10,
      });
      expect(corrected.minutes).toMatchObject({ method: 'regression', pairs: 3 });
      expect(corrected.minutes?.corrected).toBeCloseTo(80);
      expect(notes.join()).toMatch(/estimate of tokens stays as it is: 0 earlier ones/);
    });

    it('answers by keyword without a model and says so, or refuses when strict', async () => {
      embedder.breakWith('gone');
      const answer = await estimate({ title: 'Replace the exporter of CSV' });
      const strict = await ask('POST', '/api/estimate', { json: { title: 'Anew', strict: true } });
      embedder.breakWith(undefined);
      expect(answer.degraded).toMatchObject([{ leg: 'vector' }]);
      expect(answer.notes.join()).toMatch(/all past tasks weigh the same/);
      expect(strict).toMatchObject({ status: 503, body: { code: 'degraded' } });
    });
  });

  it.each([
    [{}, '/title'],
    [{ title: '  ' }, '/title'],
    [{ title: 't', estimated_tokens: -1 }, '/estimated_tokens'],
    [{ title: 't', limit: 51 }, '/limit'],
    [{ title: 't', minutes: 3 }, '/minutes'],
  ])('refuses %j', async (json, pointer) => {
    const { status, body } = await ask('POST', '/api/estimate', { json });
    expect(status).toBe(400);
    expect(body.errors[0]?.pointer).toBe(pointer);
  });
});
