import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kindNames, kindOf } from '#src/kinds/index';

/** The README, and the pages that it leads to. */
const PAGES = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const README = readFileSync('README.md', 'utf8');
const PACKAGE = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const COMMAND = resolve('dist/src/cli/main.js');

/** The lines of a page's shell block that follows `<!-- run: name -->`. */
function block({ page, name }: Block): readonly string[] {
  const shell = new RegExp(`<!-- run: ${name} -->\n\`\`\`sh\n([^]*?)\`\`\``);
  const found = shell.exec(readFileSync(page, 'utf8'))?.[1];
  return (found ?? '').split('\n').filter((line) => line !== '');
}

interface Block {
  readonly page: string;
  readonly name: string;
}

/** In the order of someone who reads on: later ones find what earlier ones wrote. */
const COMMANDS: readonly Block[] = [
  { page: 'README.md', name: 'workspace' },
  { page: 'docs/commands.md', name: 'every-day' },
  { page: 'docs/in-and-out.md', name: 'transfer' },
  { page: 'docs/documents.md', name: 'sources' },
];
const REQUESTS: readonly Block[] = [
  { page: 'README.md', name: 'server' },
  { page: 'docs/http.md', name: 'requests' },
];

const hasCurl = spawnSync('curl', ['--json', '{}', '--version']).status === 0;
describe('the README', () => {
  let folder: string;
  let server: ChildProcess | undefined;
  let url = '';
  const environment = () => ({
    ...process.env,
    DATABASE_URL: join(folder, 'readme.db'),
    TMPDIR: folder,
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-memory-'));
  });
  afterAll(() => {
    server?.kill();
    rmSync(folder, { recursive: true });
  });

  /** Runs a line as a shell would, in this project's folder, with the built command for `npx workspace`. */
  const shell = (line: string) =>
    spawnSync('bash', ['-c', line.replace(/^npx workspace/, `node ${COMMAND}`)], {
      env: environment(),
      encoding: 'utf8',
    });

  const start = () =>
    new Promise<string>((onUrl) => {
      server = spawn(process.execPath, ['dist/src/main.js'], {
        env: { ...environment(), PORT: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      server.stdout?.on('data', (chunk: Buffer) => {
        onUrl(/http:\/\/\S+/.exec(chunk.toString())?.[0] ?? '');
      });
    });

  it('names only npm scripts that exist', () => {
    const named = [...README.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(PACKAGE.scripts).toHaveProperty(name ?? '');
  });

  it('links only files that exist', () => {
    const links = PAGES.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) =>
        join(dirname(page), path ?? ''),
      ),
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('leads to every page', () => {
    const pages = PAGES.slice(1).filter((page) => !README.includes(`](${page})`));
    expect(pages).toEqual([]);
  });

  it('has no block that is said to run and does not', () => {
    const said = PAGES.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/<!-- run: (\S+) -->/g)].map(([, name]) => name),
    );
    expect(said.sort()).toEqual([...COMMANDS, ...REQUESTS].map(({ name }) => name).sort());
  });

  it('lists every kind with its short name', () => {
    const kinds = readFileSync('docs/kinds.md', 'utf8');
    for (const name of kindNames) {
      const [short = ''] = kindOf(name).short;
      expect(kinds).toContain(`| \`${name}\` | ${short === '' ? '' : `\`${short}\` `}|`);
    }
  });

  it('shows commands that work in this order on a new file', () => {
    const blocks = COMMANDS.map(block);
    expect(Math.min(...blocks.map(({ length }) => length))).toBeGreaterThan(3);
    for (const line of blocks.flat()) {
      const { status, stderr, stdout } = shell(line);
      expect({ line, status, stderr }).toEqual({ line, status: 0, stderr: '' });
      expect(stdout, line).not.toBe('');
    }
    expect(
      shell('npx workspace search "what happens when the model cannot be loaded"').stdout,
    ).toContain('1. ');
  }, 240_000);

  it('shows requests that the server answers', async ({ skip }) => {
    skip(!hasCurl, 'there is no curl with --json here');
    url = await start();
    const lines = REQUESTS.flatMap(block);
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) {
      const { stdout } = shell(line.replaceAll('http://127.0.0.1:8787', url).replace('-s', '-sf'));
      expect(() => void JSON.parse(stdout), `${line}\n${stdout}`).not.toThrow();
    }
  }, 60_000);
});
