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
  const records = [
    {
      id: 'WS-TASK-101',
      title: 'Lease for tasks',
      status: 'pending',
      priority: 'HIGH',
      notes: 'Agents wait.',
    },
    { id: 'WS-TASK-102', title: 'Old exports', status: 'completed', repos_affected: ['core'] },
  ];
  await ask(['add', 'task', '--file', '-'], JSON.stringify(records));
  await server.service.indexer.drain();
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

/** As someone works with a service elsewhere. */
const ask = (args: readonly string[], stdin = '') =>
  run(args, { stdin, env: { WORKSPACE_URL: server.url, WORKSPACE_TOKEN: TOKEN } });

describe('commands that work', () => {
  it.each([
    ['list task --filter status=pending', /WS-TASK-101 +Lease for tasks +pending +HIGH/],
    ['list task -f priority__null=true -f repos_affected__has=core', /^1 task$/m],
    ['list task --sort -title --limit 1', /Old exports[^]*1 of 2 tasks\nnext page: --cursor \S+/],
    ['list issue', /No issue matches\./],
    ['list task --fields repo,created -f status=completed', /^id +repos_affected +created\n/],
    ['get task WS-TASK-101', /^title +Lease for tasks$/m],
    ['get task WS-TASK-101 WS-TASK-102', /Lease for tasks[^]*Old exports/],
    ['search lease for agents --kind task', /^1\. Lease for tasks$/m],
    ['search nothing --mode keyword -k issue', /Nothing matches/],
    ['similar task WS-TASK-101 --kind task', /1\. Old exports/],
    ['similar --text waiting --kind task -f status=pending', /1\. Lease for tasks/],
    ['kinds', /architecture_decisions +decision\b.* yes/],
    ['kinds task', /status +enum +pending \| in_progress/],
    ['status', /^ *(?:records)? +2 workspace_tasks$/m],
    ['help search', /workspace search why do we/],
  ])('%s', async (command, shown) => {
    const { code, out, err } = await ask(command.split(' '));
    expect({ code, err }).toEqual({ code: EXIT_CODES.ok, err: '' });
    expect(out).toMatch(shown);
  });

  it.each([
    ['list task --json', { total: 2, kind: 'workspace_tasks', next_cursor: null }],
    [
      'list task --json --fields title --sort id',
      { items: [{ id: 'WS-TASK-101', title: 'Lease for tasks' }, { title: 'Old exports' }] },
    ],
    ['get task WS-TASK-101 --json', { record: { title: 'Lease for tasks' } }],
    ['--json get task WS-TASK-102 WS-TASK-101', [{ id: 'WS-TASK-102' }, { id: 'WS-TASK-101' }]],
    ['search lease -n 1 --json', { hits: [{ id: 'WS-TASK-101' }], degraded: [] }],
    ['similar task WS-TASK-101 --json -n 1', { hits: [{ id: 'WS-TASK-102' }] }],
    ['kinds doc --json', { name: 'documents' }],
    ['status --json', { records: { workspace_tasks: 2 } }],
  ])('%s answers with JSON', async (command, wanted) => {
    const { code, out } = await ask(command.split(' '));
    expect(code).toBe(EXIT_CODES.ok);
    expect(JSON.parse(out)).toMatchObject(wanted);
  });
});

describe('commands that are refused', () => {
  it.each([
    ['serch lease', EXIT_CODES.usage, /Did you mean search\?/],
    ['search lease --limti 3', EXIT_CODES.usage, /Did you mean --limit\?/],
    ['search', EXIT_CODES.usage, /missing required argument 'words'/],
    ['search lease --limit many', EXIT_CODES.usage, /Give a whole number/],
    ['search lease --mode best', EXIT_CODES.usage, /hybrid, keyword, semantic/],
    ['similar', EXIT_CODES.usage, /A record or a text is needed/],
    ['list tsak', EXIT_CODES.usage, /Did you mean 'task'\?/],
    ['list task -f statu=open', EXIT_CODES.usage, /Did you mean 'status'\?/],
    ['list task --fields titel', EXIT_CODES.usage, /Did you mean 'title'\?/],
    ['list task -f status', EXIT_CODES.usage, /is not field=value/],
    ['search -daemon', EXIT_CODES.usage, /`workspace search -- -daemon`/],
    ['search -kind:task', EXIT_CODES.usage, /goes behind --/],
    ['search severity:HIHG lock', EXIT_CODES.usage, /add --no-qualifiers/],
    ['kinds nope', EXIT_CODES.usage, /There is no kind 'nope'/],
    ['add task', EXIT_CODES.usage, /field=value or with --file/],
    ['add nope title=x', EXIT_CODES.usage, /'nope' is no kind/],
    ['add task title=x status=later', EXIT_CODES.usage, /later/],
    ['add task --file /does/not/exist', EXIT_CODES.failure, /cannot be read/],
    ['get task NOPE', EXIT_CODES.missing, /NOPE/],
    ['update task NOPE title=x', EXIT_CODES.missing, /NOPE/],
    ['delete task WS-TASK-101 NOPE', EXIT_CODES.missing, /NOPE/],
    ['add task id=WS-TASK-101 title=x', EXIT_CODES.conflict, /WS-TASK-101/],
    ['update task WS-TASK-101 title=x --if-match old', EXIT_CODES.conflict, /WS-TASK-101/],
    ['delete task A B --if-match old', EXIT_CODES.usage, /one record/],
    ['add issue type=x severity=LOW title=x related_task_id=NOPE', EXIT_CODES.conflict, /NOPE/],
    [
      'status --url http://127.0.0.1:9',
      EXIT_CODES.unreachable,
      /http:\/\/127\.0\.0\.1:9 does not answer/,
    ],
    ['status --token wrong-token-altogether', EXIT_CODES.refused, /token/i],
    ['status --url http://x --db y', EXIT_CODES.usage, /exclude each other/],
    ['serve --url http://x', EXIT_CODES.usage, /runs already/],
  ])('%s', async (command, exit, said) => {
    const { code, out, err } = await ask(command.split(' '));
    expect({ code, out }).toEqual({ code: exit, out: '' });
    expect(err).toMatch(/^workspace: .*\n$/);
    expect(err).toMatch(said);
  });

  it('with --json the error is the problem of the service', async () => {
    const { err } = await ask(['get', 'task', 'NOPE', '--json']);
    expect(JSON.parse(err)).toMatchObject({
      status: 404,
      code: 'not_found',
      request_id: expect.any(String) as string,
    });
  });

  it('with --json an error before any request has the same members', async () => {
    const { err } = await ask(['list', 'task', '--nope', '--json']);
    expect(Object.keys(JSON.parse(err) as object)).toEqual(['code', 'detail', 'next']);
  });
});

interface Added {
  readonly id: string;
  readonly etag: string;
  readonly record: { readonly repos_affected: readonly string[] };
}

it('a record is added, changed only when nobody was faster, and deleted', async () => {
  const added = await ask([
    'add',
    'decision',
    'decision=Use one file',
    'repos_affected=core,web',
    '--json',
  ]);
  const { id, etag, record } = JSON.parse(added.out) as Added;
  expect(record.repos_affected).toEqual(['core', 'web']);
  expect(
    await ask(['update', 'decision', id, 'status=accepted', '--if-match', etag]),
  ).toMatchObject({ code: EXIT_CODES.ok });
  expect(
    await ask(['update', 'decision', id, 'status=rejected', '--if-match', etag]),
  ).toMatchObject({ code: EXIT_CODES.conflict });
  const change = JSON.stringify({ rationale: 'A backup of one file holds all.' });
  expect(await ask(['update', 'decision', id, '--file', '-'], change)).toMatchObject({
    code: EXIT_CODES.ok,
  });
  expect((await ask(['get', 'decision', id])).out).toMatch(/rationale +A backup of one file/);
  expect((await ask(['delete', 'decision', id])).out).toBe(`deleted ${id}\n`);
  expect(await ask(['get', 'decision', id])).toMatchObject({ code: EXIT_CODES.missing });
});

/** Every command as its words, those below others too: `tag`, `tag add`. */
async function commandsBelow(words: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { code, out } = await run([...words, '--help'], { columns: 80 });
  expect({ words, code }).toEqual({ words, code: EXIT_CODES.ok });
  if (!/^Usage: .*\[command\]$/m.test(out)) return [words];
  const names = [...out.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
  const below = names.filter((name) => name !== 'help').map((name) => [...words, name]);
  return (await Promise.all(below.map(commandsBelow))).flat();
}

it('every command has help with an example', async () => {
  const commands = await commandsBelow([]);
  expect(commands).toContainEqual(['tag', 'add']);
  expect(commands).toContainEqual(['serve']);
  for (const words of commands) {
    const { out } = await run([...words, '--help'], { columns: 80 });
    expect(out).toMatch(new RegExp(`Examples?:\\n  \\$ workspace ${words.join(' ')}`));
  }
  const { out } = await run(['--help']);
  for (const exit of Object.values(EXIT_CODES)) expect(out).toContain(`\n  ${exit}  `);
});
