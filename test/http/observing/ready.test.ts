import { describe, expect, it } from 'vitest';

import { WorkspaceError } from '#src/errors';
import type { EmbedderState } from '#src/http/deps';
import { createHarness } from '#test/http/harness';

const failing = (error: Error) => ({ pulse: () => Promise.reject(error) });

describe('GET /ready', () => {
  const { store } = createHarness();
  const hidden = '/home/somebody/w.db';
  const newer = new WorkspaceError('database_newer', `A later version has changed ${hidden}.`);

  const rows: readonly [
    what: string,
    faults: object,
    embedder: EmbedderState['state'],
    status: number,
    answer: object,
  ][] = [
    ['a database that answers', {}, 'ready', 200, { ready: true, database: { ready: true } }],
    ['a model that is loading', {}, 'loading', 200, { embedder: { state: 'loading' } }],
    ['a model that has failed', {}, 'failed', 200, { ready: true, embedder: { state: 'failed' } }],
    [
      'a later version of the tables',
      failing(newer),
      'ready',
      503,
      { ready: false, database: { ready: false, code: 'database_newer' } },
    ],
    [
      'a database that does not answer',
      failing(new Error(hidden)),
      'ready',
      503,
      { ready: false, database: { ready: false, code: 'internal' } },
    ],
  ];
  it.each(rows)('tells of %s', async (...[, faults, state, status, answer]) => {
    const { ask } = createHarness({
      store: { ...store, ...faults },
      embedderState: () => ({ state, model: hidden, reason: hidden }),
      token: 'a-token-of-26-characters-x',
    });
    const answered = await ask('GET', '/ready');
    expect(answered.status).toBe(status);
    expect(answered.body).toMatchObject(answer);
    expect(answered.text).not.toContain(hidden);
  });

  it('says why in the log', async () => {
    const told: object[] = [];
    const tell = (fields: object): void => void told.push(fields);
    const log = { error: tell, warn: tell, info: () => undefined };
    const { ask } = createHarness({ store: { ...store, ...failing(newer) }, log });
    await ask('GET', '/ready');
    expect(told).toMatchObject([{ code: 'database_newer', err: newer }]);
  });
});
