import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { packageRoot } from '#src/package-root';

import { agentStart } from './agent.ts';
import type { Bench, Part } from './bench.ts';
import { measure, type Variant } from './measure.ts';
import { lineOf, type Report } from './report.ts';

/** The built command as a user starts it, against Node alone. */
export const startupPart: Part = {
  name: 'startup',
  run: async (bench) => [await measureStartup(bench)],
};

const SIZE = 1_000;
const MAIN = join(packageRoot(), 'dist', 'src', 'cli', 'main.js');
/** Milliseconds until a command is given up. */
const PATIENCE = 60_000;

const start = promisify(execFile);

async function measureStartup(bench: Bench): Promise<Report> {
  const title = `start-up: the built command on ${SIZE.toLocaleString('en')} records`;
  if (!existsSync(MAIN))
    return { title, facts: { skipped: 'there is no dist; run npm run build first' }, lines: [] };
  const { database } = await bench.dataset(SIZE);
  const command =
    (...args: readonly string[]): Variant =>
    () =>
      node([MAIN, ...args, '--db', database]);
  const samples = await measure(
    {
      node: () => node(['-e', '0']),
      version: () => node([MAIN, '--version']),
      list: command('list', 'task'),
      search: command('search', 'how do we keep secrets out of the repository'),
      keyword: command('search', 'secrets', '--mode', 'keyword'),
      hello: () => agentStart([MAIN, 'mcp', '--db', database], 'hello'),
      tools: () => agentStart([MAIN, 'mcp', '--db', database], 'tools'),
    },
    { rounds: bench.quick ? 3 : 10, warmUp: 1 },
  );
  const alone = lineOf('node alone', samples.node);
  return {
    title,
    facts: {},
    lines: [
      alone,
      lineOf('workspace --version', samples.version, { against: alone }),
      lineOf('workspace list task', samples.list, { against: alone }),
      lineOf('workspace search, by keyword', samples.keyword, { against: alone }),
      lineOf('workspace search', samples.search, { against: alone }),
      lineOf('workspace mcp, until it answers initialize', samples.hello, { against: alone }),
      lineOf('workspace mcp, until it answers tools/list', samples.tools, { against: alone }),
    ],
  };
}

/** Fails when the command does. */
const node = (args: readonly string[]): Promise<unknown> =>
  start(process.execPath, args, {
    cwd: packageRoot(),
    env: { PATH: process.env['PATH'] ?? '' },
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 ** 2,
  });
