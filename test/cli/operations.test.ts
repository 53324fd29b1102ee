import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';

import {
  run,
  startServer,
  temporaryFolder,
  TOKEN,
  type Folder,
  type TestServer,
} from './harness.ts';

let folder: Folder;
let server: TestServer;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer(folder.path);
});
afterAll(async () => {
  await server.close();
  await folder.remove();
});

/** As `user` works with a service elsewhere. */
const as = (user: string, args: readonly string[], stdin = '') =>
  run(args, {
    stdin,
    env: { WORKSPACE_URL: server.url, WORKSPACE_TOKEN: TOKEN, WORKSPACE_USER: user },
  });

/** What the command answers as JSON. */
async function answer<T>(user: string, args: readonly string[], stdin = ''): Promise<T> {
  const { code, out, err } = await as(user, [...args, '--json'], stdin);
  expect({ code, err }).toEqual({ code: EXIT_CODES.ok, err: '' });
  return JSON.parse(out) as T;
}

interface Ended {
  readonly id: string;
}

describe('workspace session', () => {
  it('starts, logs, ends, and shows where the work was left', async () => {
    await answer('ada', ['add', 'decision', 'id=DEC-7', 'decision=Keep SQLite']);
    const { session } = await answer<{ session: Ended }>('ada', ['session', 'start']);
    const log = ['session', 'log', 'Compared', '--type', 'analysis', '--decision', 'DEC-7'];
    expect(await answer('ada', log)).toMatchObject({
      session: session.id,
      items: [
        { id: 'DEC-7', outcome: 'linked' },
        { kind: 'session_activities', outcome: 'created' },
      ],
    });
    const ended = await as('ada', ['session', 'end', '--notes', '-'], 'Half\ndone.\n');
    expect(ended.out).toContain(`ended ${session.id}`);
    const again = await as('ada', ['session', 'start', '--ai-assistant', 'helper']);
    expect(again.out).toMatch(/^started SESSION-\w+ · ada · helper$/m);
    expect(again.out).toMatch(/notes of SESSION-\w+, [\d-]+ [\d:]+ UTC\n {2}Half\n {2}done\./);
    const current = await as('ada', ['session', 'current']);
    expect(current.out).toMatch(/ada · helper · since .* UTC/);
  });

  it.each<[string, string[], RegExp]>([
    ['a second session', ['session', 'start'], /^workspace: The session '.*' of bob .* since /],
    ['to log nothing', ['session', 'log'], /nothing to note/],
    ['to end an unknown one', ['session', 'end', 'SESSION-0'], /no record 'SESSION-0'/],
    ['a context that is not there', ['context', 'switch', 'CTX-0'], /no record 'CTX-0'/],
  ])('refuses %s with one line', async (_, args, said) => {
    await as('bob', ['session', 'start']);
    const { code, err } = await as('bob', args);
    expect(code).not.toBe(EXIT_CODES.ok);
    expect(err).toMatch(said);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('notes nothing when a decision that it names is not there', async () => {
    await answer('cy', ['session', 'start']);
    const log = await as('cy', ['session', 'log', 'Never noted', '--decision', 'DEC-0']);
    expect(log).toMatchObject({ code: EXIT_CODES.missing, out: '' });
    const activities = ['list', 'session_activities', '-f', 'description=Never noted'];
    expect(await answer('cy', activities)).toMatchObject({ total: 0 });
  });

  it('asks who works when nothing says so', async () => {
    const env = { WORKSPACE_URL: server.url, WORKSPACE_TOKEN: TOKEN };
    const { code, err } = await run(['session', 'start'], { env });
    expect(code).toBe(EXIT_CODES.usage);
    expect(err).toMatch(/It must be said who works/);
  });

  it('says which sessions it may mean when several are in progress', async () => {
    for (const agent of ['one', 'two'])
      await answer('carl', ['session', 'start', '--ai-assistant', agent]);
    const { code, err } = await as('carl', ['session', 'end']);
    expect(code).toBe(EXIT_CODES.conflict);
    expect(err).toMatch(/Several sessions of carl are in progress: SESSION-\w+, SESSION-\w+\./);
    expect((await as('carl', ['session', 'end', '--ai-assistant', 'two'])).code).toBe(
      EXIT_CODES.ok,
    );
  });
});

describe('workspace context', () => {
  it('switches, and shows the present one', async () => {
    await answer('dora', ['add', 'context', 'id=CTX-1', 'name=Export']);
    await answer('dora', ['session', 'start']);
    expect((await as('dora', ['context', 'current'])).out).toMatch(/is in no context/);
    expect((await as('dora', ['context', 'switch', 'CTX-1'])).out).toBe('switched to CTX-1\n');
    expect((await as('dora', ['context', 'switch', 'CTX-1'])).out).toMatch(/already/);
    expect(await answer('dora', ['context', 'current'])).toMatchObject({ id: 'CTX-1' });
    expect((await as('dora', ['context', 'list', '--status', 'active'])).out).toMatch(
      /CTX-1 +Export/,
    );
  });
});

describe('workspace drift', () => {
  it('keeps a scan of standard input, lists it and shows it', async () => {
    const detections = [{ severity: 'HIGH', file_path: 'a.ts', expected: 'core', actual: 'web' }];
    const report = JSON.stringify({ summary: 'nightly', detections });
    const { scan } = await answer<{ scan: Ended }>('ci', ['drift', 'record'], report);
    expect((await as('ci', ['drift', 'list'])).out).toMatch(/SCAN-\w+ +nightly +completed/);
    const shown = (await as('ci', ['drift', 'show', scan.id])).out;
    expect(shown).toMatch(/HIGH +open +a\.ts +web instead of core/);
    const bad = await as('ci', ['drift', 'record'], '{"detections":[{"severity":"X"}]}');
    expect(bad.code).toBe(EXIT_CODES.usage);
    expect(bad.err).toContain('/detections/0/severity');
  });
});

describe('workspace config', () => {
  it('keeps YAML and JSON alike, and shows what changed', async () => {
    const keep = (text: string) => as('ci', ['config', 'snapshot', 'api'], text);
    expect((await keep('db:\n  timeout: 5\n')).out).toMatch(/^kept SNAP-\w+: 1 added: \/db$/m);
    expect((await keep('{"db": {"timeout": 5}}')).out).toMatch(/^unchanged since SNAP-/);
    const { out } = await keep('{"db": {"timeout": 9}}');
    const [id = ''] = /SNAP-\w+/.exec(out) ?? [];
    expect((await as('ci', ['config', 'diff', id])).out).toMatch(/^~ \/db\/timeout 9$/m);
    const changes = (await as('ci', ['config', 'changes', 'api'])).out.split('\n');
    expect(changes[1]).toMatch(/ci +1 changed: \/db\/timeout/);
  });

  it.each([
    ['broken YAML', 'a: [\n', /^workspace: YAML was expected in standard input: /],
    ['broken JSON', '{"a": }', /^workspace: JSON was expected in standard input: /],
    ['a word', 'word', /'word' is no object/],
  ])('refuses %s', async (_, text, said) => {
    const { code, err } = await as('ci', ['config', 'snapshot', 'bad'], text);
    expect(code).toBe(EXIT_CODES.usage);
    expect(err).toMatch(said);
  });
});

describe('workspace queue', () => {
  it('adds, claims, fails, releases, reclaims and completes', async () => {
    await as('ada', ['queue', 'add', 'Translate', '--id', 'Q-1', '--capability', 'words']);
    await as('ada', ['queue', 'add', 'Print', '--id', 'Q-2', '--after', 'Q-1,Q-9']);
    const list = (await as('ada', ['queue', 'list'])).out;
    expect(list).toMatch(/Q-2 +Print .* Q-1 \(pending\), Q-9 \(missing\)/);
    expect(list).toMatch(/0 claimed, 2 pending, 1 of them blocked/);
    expect((await as('w1', ['queue', 'claim'])).out).toMatch(/^Nothing to claim\.\n/);
    const claim = ['queue', 'claim', '--capability', 'words'];
    expect((await as('w1', claim)).out).toMatch(/^claimed Q-1 Translate$/m);
    const other = await as('w2', ['queue', 'complete', 'Q-1']);
    expect(other).toMatchObject({ code: EXIT_CODES.conflict });
    expect((await as('w1', ['queue', 'fail', 'Q-1', '--error', 'no', '--retry'])).out).toBe(
      'Q-1 is pending\n',
    );
    await as('w1', claim);
    expect((await as('w1', ['queue', 'release', 'Q-1'])).out).toBe('released Q-1\n');
    await as('w1', claim);
    expect((await as('w1', ['queue', 'reclaim'])).out).toBe('Nothing to reclaim.\n');
    const complete = ['queue', 'complete', 'Q-1', '--result', '{"pages":2}'];
    expect(await answer('w1', complete)).toMatchObject({
      record: {
        status: 'completed',
        metadata: { result: { pages: 2 } },
        failures: [{ error: 'no' }],
      },
    });
  });
});

describe('a database that is not there', () => {
  it.each([
    { command: 'session start', makes: true },
    { command: 'queue add First', makes: true },
    { command: 'session current', makes: false },
    { command: 'queue claim', makes: false },
    { command: 'drift list', makes: false },
  ])('is made by `$command`: $makes', async ({ command, makes }) => {
    const path = join(folder.path, `${command.replaceAll(' ', '-')}.db`);
    const { code } = await run([...command.split(' '), '--db', path], { env: { USER: 'ada' } });
    expect(code).toBe(makes ? EXIT_CODES.ok : EXIT_CODES.failure);
  });
});
