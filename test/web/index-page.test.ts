import { beforeAll, describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';
import { duration, progressOf, size } from '#src/web/index-state/progress';
import { createWeb } from '#src/web/web';

import { createHarness } from '#test/http/harness';

const harness = createHarness({ page: createWeb({ root: packageRoot(), signsIn: false }) });
const { ask, store } = harness;
const browse = (path: string) => ask('GET', path, { headers: { Accept: 'text/html' } });

const act = (fields: Readonly<Record<string, string>>) => {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    ...{ Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
    'Content-Length': String(body.length),
  };
  return ask('POST', '/index', { body, headers });
};

describe('the state of the index', () => {
  const idle = { pending: 0, failed: 0, seconds_left: 0, passages_per_second: null };

  it.each([
    [{}, 10, false, 'done', 1],
    [{}, 0, false, 'none', 1],
    [{ failed: 5 }, 10, false, 'failed', 0.5],
    [{ pending: 5 }, 10, false, 'waiting', 0.5],
    [{ pending: 5, seconds_left: 30, passages_per_second: 4 }, 10, true, 'working', 0.5],
    [{ pending: 20 }, 10, true, 'working', 0],
  ])('with %j of %i records is told (%s): %s', (figures, records, isWorking, state, share) => {
    const progress = progressOf({ ...idle, ...figures }, records, isWorking);
    expect([progress.state, progress.share]).toEqual([state, share]);
    expect(progress.sentence).toMatch(/\.$/);
  });

  it('says how long it takes', () => {
    const figures = { ...idle, pending: 1_200, seconds_left: 400, passages_per_second: 45.2 };
    expect(progressOf(figures, 2_000, true).sentence).toBe(
      '1,200 records to embed at 45.2 passages a second, about 7 minutes left.',
    );
  });

  it.each([
    [1, '1 second'],
    [119, '119 seconds'],
    [600, '10 minutes'],
    [9_000, '2.5 hours'],
  ])('tells %i seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [12_345, '12.3 kB'],
    [3e12, '3 TB'],
  ])('tells %i bytes as %s', (bytes, words) => {
    expect(size(bytes)).toBe(words);
  });
});

describe('the page of the index', () => {
  beforeAll(async () => {
    await ask('POST', '/api/decision', { json: { decision: 'Keep one file', id: 'DEC-1' } });
    await harness.index();
    await ask('POST', '/api/decision', { json: { decision: 'It fails', id: 'DEC-2' } });
    const { space = '' } = await store.indexStatus();
    const jobs = await store.jobs(space, 10);
    const reason = 'The model <b>broke</b>.';
    await store.settle(
      space,
      jobs.map(({ row, version }) => ({ row, version, failed: reason })),
    );
    const source = { host: 'h', path: '/docs', repo: 'core', origin: 'o' };
    await ask('POST', '/api/sources', { json: source });
  });

  it('names what failed and why, and tries it again', async () => {
    const { text } = await browse('/index');
    expect(text).toContain('1 record not embedded');
    expect(text).toContain('The model &lt;b&gt;broke&lt;/b&gt;.');
    const answer = await act({ action: 'retry', kind: 'architecture_decisions', id: 'DEC-2' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/index?done=retry']);
    expect((await browse('/index?done=retry')).text).toContain('The record is tried again.');
    await harness.index();
    expect((await browse('/part/index-failures')).text).toBe('');
  });

  it('has a part that a script asks for anew', async () => {
    const { text } = await browse('/part/index');
    expect(text).toContain('Everything is embedded');
    expect(text).not.toContain('<html');
  });

  it('lists the folders, and forgets one without its documents', async () => {
    const { text } = await browse('/index');
    const [, id = ''] = /name="source" value="([^"]*)"/.exec(text) ?? [];
    expect((await act({ action: 'forget', source: id })).status).toBe(303);
    expect((await browse('/index')).text).toContain('No folder has been indexed.');
  });

  it.each(['', 'nonsense', 'constructor'])('does nothing that is called %j', async (action) => {
    expect((await act({ action })).status).toBe(400);
    expect((await browse(`/index?done=${action}`)).status).toBe(200);
  });
});
