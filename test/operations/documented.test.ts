import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness();
const PAGE = readFileSync('docs/api-operations.md', 'utf8');

/** Method, path and the first example of a body, of each line of the page's tables. */
const OPERATIONS = [
  ...PAGE.matchAll(/^\| `(GET|POST) ([^`?]+)[^`]*` \| (?:`([^`]+)`)?[^|]*\|/gm),
].map(([, method = '', path = '', body]) => ({ method, path, body }));

/** The records that the examples name. */
async function prepare(): Promise<void> {
  const make = (kind: string, json: object) => ask('POST', `/api/${kind}`, { json });
  const task = { id: 'IT', title: 't', priority: 'LOW', status: 'in_progress' };
  await make('context', { id: 'CTX-1', name: 'c' });
  await make('context', { id: 'IT', name: 'd', status: 'paused', user: 'bob' });
  await make('decision', { id: 'DEC-001', decision: 'd' });
  await make('issue', { id: 'ISSUE-001', title: 't', type: 'x', severity: 'LOW' });
  await make('session', { id: 'IT', user: 'dora' });
  await make('snapshot', { id: 'IT', name: 'api', configuration: {} });
  await make('tasks', { ...task, metadata: { claimed_by: 'w1' } });
}

describe('the page about operations', () => {
  it('shows every route that is no record’s own', async () => {
    const { routes } = (await ask('GET', '/api')).body as unknown as { routes: readonly string[] };
    const last =
      /\/(start|end|current|activities|switch|record|changes|diff|queue|claim|reclaim|complete|fail|release)$/;
    const named = (list: readonly string[]) => list.flatMap((path) => last.exec(path)?.[1] ?? []);
    expect(new Set(named(OPERATIONS.map(({ path }) => path)))).toEqual(new Set(named(routes)));
  });

  it('has bodies that the service takes', async () => {
    await prepare();
    expect(OPERATIONS.length).toBeGreaterThan(15);
    for (const { method, path, body } of OPERATIONS) {
      const at = path.replace('{id}', 'IT').replace('/changes', '/changes?name=api');
      const json = body === undefined ? {} : { json: JSON.parse(body) as object };
      const { status, text } = await ask(method, at, json);
      // An example that ends or settles what the next one would settle again.
      expect([200, 201, 409], `${method} ${at}: ${text}`).toContain(status);
    }
  });
});
