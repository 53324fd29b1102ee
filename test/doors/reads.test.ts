import { beforeAll, describe, expect, it } from 'vitest';

import { createClient, type Client } from '#src/client';

import { run } from '#test/cli/harness';
import { createHarness } from '#test/http/harness';

/** What programs and people call instead of a route; null with the reason where there is nothing to call. */
interface Doors {
  readonly method: keyof Client | null;
  readonly command: string | null;
  readonly because?: string;
}

const MACHINES = 'probes and scrapers ask for it, by its address';

/** Every route that reads, those with a body included. */
const READS: Readonly<Record<string, Doors>> = {
  'GET /health': { method: null, command: null, because: MACHINES },
  'GET /ready': { method: null, command: null, because: MACHINES },
  'GET /metrics': { method: null, command: null, because: MACHINES },
  'GET /openapi.json': {
    ...{ method: 'openApi', command: null },
    because: 'it describes the routes to programs',
  },
  'GET /api/status': { method: 'status', command: 'status' },
  'GET /api/kinds': { method: 'kinds', command: 'kinds' },
  'GET /api/search': { method: 'search', command: 'search' },
  'POST /api/search': { method: 'search', command: 'search' },
  'POST /api/similar': { method: 'similar', command: 'similar' },
  'GET /api/similar/{kind}/{id}': { method: 'similar', command: 'similar' },
  'GET /api/export': { method: 'exportAll', command: 'export' },
  'GET /api/export/{file}': { method: 'exportFile', command: 'export' },
  'GET /api/changes': { method: 'follow', command: 'changes' },
  'GET /api/timeline': { method: 'timeline', command: 'timeline' },
  'GET /api/stats': { method: 'dashboard', command: 'stats' },
  'GET /api/stats/{kind}': { method: 'counts', command: 'stats' },
  'POST /api/estimate': { method: 'estimate', command: 'estimate' },
  'GET /api/lint': { method: 'lint', command: 'lint' },
  'POST /api/precedents': { method: 'precedents', command: 'precedents' },
  'POST /api/check': { method: 'check', command: 'check' },
  'GET /api/models': { method: 'models', command: 'model list' },
  'GET /api/index': { method: 'followIndex', command: 'status' },
  'GET /api/index/coverage': { method: 'coverage', command: 'model coverage' },
  'GET /api/index/failures': { method: 'indexFailures', command: 'status' },
  'GET /api/index/spaces': { method: 'spaces', command: 'model spaces' },
  'GET /api/doctor': { method: 'doctor', command: 'doctor' },
  'GET /api/backup': { method: 'backups', command: 'backup' },
  'GET /api/sources': { method: 'sources', command: 'sources list' },
  'GET /api/workspace_sessions/current': { method: 'currentSession', command: 'session current' },
  'GET /api/configuration_snapshots/changes': {
    ...{ method: 'configurationChanges', command: 'config changes' },
  },
  'GET /api/configuration_snapshots/{id}/diff': {
    ...{ method: 'compareConfigurations', command: 'config diff' },
  },
  'GET /api/tasks/queue': { method: 'taskQueue', command: 'queue list' },
  'GET /api/{kind}': { method: 'list', command: 'list' },
  'GET /api/{kind}/{id}': { method: 'get', command: 'get' },
  'GET /api/{kind}/{id}/related': { method: 'related', command: 'related' },
  'GET /api/{kind}/{id}/dependencies': { method: 'dependencies', command: 'deps' },
  'GET /api/{kind}/{id}/chain': { method: 'chain', command: 'chain' },
  'GET /api/{kind}/{id}/tags': { method: 'tags', command: 'tag list' },
  'GET /api/{kind}/{id}/history': { method: 'history', command: 'history' },
  'GET /api/{kind}/{id}/history/{version}': { method: 'version', command: 'history' },
};

const harness = createHarness();
let routes: readonly string[];
beforeAll(async () => {
  ({ routes } = (await harness.ask('GET', '/api')).body as unknown as {
    routes: readonly string[];
  });
});

describe('the table of reads', () => {
  it('holds every route that is asked with GET, and none that is not there', () => {
    const asked = routes.filter((route) => route.startsWith('GET '));
    expect(asked.filter((route) => !(route in READS))).toEqual([]);
    expect(Object.keys(READS).filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('says why where a door is closed', () => {
    const closed = Object.values(READS).filter((each) => !each.method || !each.command);
    expect(closed.filter(({ because }) => because === undefined)).toEqual([]);
  });
});

describe('a read', () => {
  const client = createClient({ fetch: (url, init) => harness.app.request(url, init) });
  it.each(Object.entries(READS))('%s has a method and a command', async (_, doors) => {
    const { method, command } = doors;
    if (method !== null) expect(client[method]).toBeTypeOf('function');
    if (command === null) return;
    const { out } = await run([...command.split(' '), '--help']);
    expect(out).toMatch(new RegExp(`^Usage: workspace ${command} `));
  });
});
