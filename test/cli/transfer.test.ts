import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  run,
  startServer,
  temporaryFolder,
  TOKEN,
  type Folder,
  type TestServer,
} from './harness.ts';

let folder: Folder;
let at: string;
let db: string;
let number = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
});
beforeEach(() => {
  at = join(folder.path, String((number += 1)));
  mkdirSync(at);
  db = join(at, 'w.db');
});
afterAll(() => folder.remove());

const write = (name: string, value: unknown): string => {
  const path = join(at, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const local = (...args: readonly string[]) => run(['--db', db, ...args, ...NO_WAIT(args)]);
/** Embedding is not what is tested here. */
const NO_WAIT = ([command]: readonly string[]) => (command === 'import' ? ['--no-wait'] : []);
const TASKS = [
  { id: 'WS-TASK-001', title: 'one', created: '2025-11-20' },
  { id: 'WS-TASK-002', title: 'two', created: '2025-11-20' },
];

describe('workspace export', () => {
  it('writes the main files beside the database, and only what has changed again', async () => {
    await local('import', write('WORKSPACE-TASKS.json', TASKS));
    const first = await local('export', '--json');
    const exports = join(at, 'exports');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(exports).length).toBe(4);
    for (const name of readdirSync(exports)) utimesSync(join(exports, name), 1, 1);
    await local('update', 'task', 'WS-TASK-001', 'title=changed');
    const second = await local('export');
    expect(second.out).toContain('4 files in');
    const touched = readdirSync(exports).filter(
      (name) => statSync(join(exports, name)).mtimeMs > 1e6,
    );
    expect(touched).toEqual(['WORKSPACE-TASKS.json']);
  });

  it('makes the file of a kind empty that holds nothing any more, and leaves other files alone', async () => {
    await local(
      'import',
      write('TASKS.json', [{ id: 'Q', title: 'q', status: 'pending', priority: 'LOW' }]),
    );
    await local('export', '--dir', join(at, 'out'));
    writeFileSync(join(at, 'out', 'notes.json'), 'mine');
    await local('delete', 'tasks', 'Q');
    await local('export', '--dir', join(at, 'out'));
    expect(readFileSync(join(at, 'out', 'TASKS.json'), 'utf8')).toBe('{\n  "tasks": []\n}\n');
    expect(readFileSync(join(at, 'out', 'notes.json'), 'utf8')).toBe('mine');
  });

  it('writes one kind to standard output, as its file', async () => {
    await local('import', write('WORKSPACE-TASKS.json', TASKS));
    await local('export');
    const { out } = await local('export', '--dir', '-', '--kind', 'task');
    expect(out).toBe(readFileSync(join(at, 'exports', 'WORKSPACE-TASKS.json'), 'utf8'));
  });

  it('says so when the folder cannot be written, and when a kind is not known', async () => {
    await local('import', write('WORKSPACE-TASKS.json', TASKS));
    const blocked = await local('export', '--dir', join(at, 'w.db', 'sub'));
    expect([blocked.code, blocked.err.split('\n').length]).toEqual([1, 2]);
    expect((await local('export', '--kind', 'taks')).err).toContain('Did you mean');
  });
});

describe('workspace import', () => {
  it('shows in a dry run what would become of each record, and makes no database', async () => {
    const path = write('WORKSPACE-TASKS.json', TASKS);
    expect((await local('import', path, '--dry-run')).out).toContain('+ WS-TASK-001 one');
    expect(existsSync(db)).toBe(false);
    await local('import', path);
    write('WORKSPACE-TASKS.json', [{ ...TASKS[0], title: 'new', priority: 'LOW' }]);
    const { out, code } = await local('import', path, '--mode', 'replace', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('workspace_tasks: 1 changed · 1 removed');
    expect(out).toContain('    title: one → new');
    expect(out).toContain('    priority: (empty) → LOW');
    expect(out).toContain('- WS-TASK-002 two');
    expect((await local('get', 'task', 'WS-TASK-002')).code).toBe(0);
  });

  it('says every fault on a line of its own, and imports nothing', async () => {
    const path = write('WORKSPACE-TASKS.json', [
      { id: 'A', title: 7 },
      { id: 'B', titel: 'b' },
    ]);
    const { code, err } = await local('import', path);
    expect(code).toBe(2);
    expect(err.split('\n')).toEqual([
      `${path} /0/title: 7 is no text.`,
      `${path} /1/titel: 'titel' is no field of a task. Did you mean 'title'?`,
      expect.stringMatching(/^workspace: Nothing was imported\..*\(and 1 more\)/),
      '',
    ]);
    const tried = await local('import', path, '--dry-run');
    expect([tried.code, tried.err]).toEqual([2, expect.stringContaining('2 faults')]);
  });

  it('writes bad records to the quarantine, which must be a new file', async () => {
    const path = write('WORKSPACE-TASKS.json', [
      { id: 'A', title: 7 },
      { id: 'B', title: 'b' },
    ]);
    const bad = join(at, 'bad.json');
    const { code, out } = await local('import', path, '--quarantine', bad);
    expect([code, out]).toEqual([0, expect.stringContaining(`1 record set aside in ${bad}`)]);
    expect(JSON.parse(readFileSync(bad, 'utf8'))).toMatchObject([
      { file: path, pointer: '/0', record: { id: 'A', title: 7 } },
    ]);
    const again = await local('import', path, '--quarantine', bad);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already')]);
  });

  it('imports nothing when the quarantine cannot be written', async () => {
    const path = write('WORKSPACE-TASKS.json', [{ id: 'B', title: 'b' }]);
    const { code, err } = await local('import', path, '--quarantine', join(at, 'x'.repeat(300)));
    expect([code, err]).toEqual([1, expect.stringContaining('cannot be written')]);
    expect((await local('list', 'task', '--json')).out).not.toContain('"B"');
  });

  it.each<[string, string, string | Buffer, string]>([
    ['broken JSON', 'WORKSPACE-TASKS.json', '{\n  "tasks": [\n    {"id": 1,}', 'line 3, column 14'],
    [
      'half a file',
      'WORKSPACE-TASKS.json',
      '{"tasks": [{"id": "A"',
      'it ends too early, at line 1',
    ],
    [
      'another encoding',
      'WORKSPACE-TASKS.json',
      Buffer.from([0xff, 0xfe, 0x5b, 0x00]),
      'not UTF-8',
    ],
    ['nothing', 'WORKSPACE-TASKS.json', '', 'it ends too early'],
  ])('refuses %s with its place, and makes no database', async (_, name, content, reason) => {
    writeFileSync(join(at, name), content);
    const { code, err } = await local('import', join(at, name));
    expect([code, err]).toEqual([2, expect.stringContaining(reason)]);
    expect(existsSync(db)).toBe(false);
  });

  it('reads a byte order mark, a folder, and standard input', async () => {
    write('WORKSPACE-TASKS.json', `\uFEFF${JSON.stringify(TASKS)}`);
    write('package.json', '{"name": "no kind"}');
    expect((await local('import', at)).out).toBe('workspace_tasks: 2 added\n');
    const piped = await run(['--db', db, 'import', '-', '--no-wait'], {
      stdin: '{"issues": [{"type": "bug", "severity": "LOW", "title": "i"}]}',
    });
    expect(piped.out).toBe('cross_repo_issues: 1 added\n');
  });

  it('refuses a file that no text can hold, without reading it', async () => {
    const path = write('TASKS.json', '');
    truncateSync(path, 600 * 1024 ** 2);
    const { code, err } = await local('import', path);
    expect([code, err]).toEqual([2, expect.stringContaining('has 629145600 bytes')]);
  });

  it.each([['nowhere.json'], ['.']])('refuses %s', async (path) => {
    const { code, err } = await local('import', join(at, path));
    expect([code, err.split('\n').length]).toEqual([1, 2]);
  });
});

describe('a service elsewhere', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(folder.path);
  });
  afterAll(() => server.close());

  it('imports and exports the same bytes', async () => {
    const remote = (...args: readonly string[]) =>
      run([...args, '--url', server.url, '--token', TOKEN]);
    const path = write('WORKSPACE-TASKS.json', TASKS);
    expect((await remote('import', path, '--no-wait')).code).toBe(0);
    await local('import', path);
    await remote('export', '--dir', join(at, 'there'));
    await local('export', '--dir', join(at, 'here'));
    for (const name of readdirSync(join(at, 'here')))
      expect(readFileSync(join(at, 'there', name))).toEqual(readFileSync(join(at, 'here', name)));
  });
});

const MAIN = ['--conditions=source', '--import', 'tsx', 'src/cli/main.ts'];

/** Runs the command as a process that can be killed, and may not write files larger than `blocks` KiB. */
function start(args: readonly string[], blocks = 'unlimited') {
  const line = `ulimit -f ${blocks}; exec "$0" "$@"`;
  return spawn('bash', ['-c', line, process.execPath, ...MAIN, '--db', db, ...args]);
}

describe('an import that does not end', () => {
  const MANY = Array.from({ length: 4000 }, (_, n) => ({
    title: `task ${n}`,
    notes: 'word '.repeat(80),
  }));
  const codeOf = (child: ReturnType<typeof start>) =>
    new Promise<number | null>((resolve) => child.once('close', resolve));

  it('for want of room has written nothing', async () => {
    await local('add', 'task', 'title=before');
    const child = start(['import', write('WORKSPACE-TASKS.json', MANY), '--no-wait'], '2000');
    expect(await codeOf(child)).not.toBe(0);
    const { out } = await local('list', 'task', '--json');
    expect(JSON.parse(out)).toMatchObject({ total: 1 });
  }, 60_000);

  it('because it is killed in the middle has written all or nothing', async () => {
    await local('add', 'task', 'title=before');
    const path = write('WORKSPACE-TASKS.json', MANY);
    const totals = new Set<number>();
    for (let round = 0; round < 4; round += 1) {
      const child = start(['import', path, '--no-wait']);
      const ended = codeOf(child);
      const started = statSync(`${db}-wal`, { throwIfNoEntry: false })?.size ?? 0;
      await grown(`${db}-wal`, started, child);
      child.kill('SIGKILL');
      await ended;
      const { out } = await local('list', 'task', '--json', '--limit', '1');
      totals.add((JSON.parse(out) as { total: number }).total);
    }
    for (const total of totals) expect((total - 1) % MANY.length).toBe(0);
  }, 120_000);

  /** Resolves when the file grows: the write has begun. Or when the process has ended. */
  async function grown(path: string, from: number, child: ReturnType<typeof start>): Promise<void> {
    while (child.exitCode === null) {
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > from) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
});
