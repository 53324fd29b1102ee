import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { packageRoot } from '#src/package-root';
import { run, startServer, temporaryFolder, TOKEN, type Folder, type Ran } from '#test/cli/harness';

import { FILES, FORBIDDEN, GIT_ENV, LAYERS, repositoryIn, type Repository } from './workspace.ts';

const HOOKS = join(packageRoot(), 'docs', 'hooks');
const TSX = createRequire(import.meta.url).resolve('tsx/esm');
const SLOW = 180_000;

let folder: Folder;
let shop: Repository;
let env: Readonly<Record<string, string>>;

const adr = (title: string): string =>
  `# ${title}\n\n* Status: accepted\n* Date: 2026-01-01\n\n## Context\n\nx\n\n## Decision\n\ny\n`;

/** The command as it would be installed: a program on the PATH. */
function installed(bin: string): void {
  mkdirSync(bin);
  const main = join(packageRoot(), 'src', 'cli', 'main.ts');
  const line = `exec "${process.execPath}" --conditions=source --import "file://${TSX}" "${main}" "$@"`;
  writeFileSync(join(bin, 'workspace'), `#!/bin/sh\n${line}\n`);
  chmodSync(join(bin, 'workspace'), 0o755);
}

async function shell(command: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn('bash', ['-c', command], { cwd: shop.path, env: { ...env, ...more } });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? -1))),
  ]);
  return { out, err, code };
}

const commit = (files: Readonly<Record<string, string>>, more = {}): Promise<Ran> => {
  shop.put(files);
  return shell('git add -A && git commit -qm change', more);
};
const scans = async () => {
  const listed = await run(['--db', env['DATABASE_URL'] ?? '', 'drift', 'list', '--json']);
  return (JSON.parse(listed.out) as { readonly items: readonly object[] }).items;
};

beforeAll(async () => {
  folder = await temporaryFolder();
  const bin = join(folder.path, 'bin');
  installed(bin);
  shop = repositoryIn(join(folder.path, 'shop'), {
    ...FILES,
    'docs/adr/0001-one.md': adr('Send mail by a provider'),
  });
  const database = join(folder.path, 'w.db');
  env = { ...GIT_ENV, PATH: [bin, GIT_ENV.PATH].join(delimiter), DATABASE_URL: database };
  for (const args of LAYERS) await run(['--db', database, 'add', ...args]);
  const hook = join(shop.path, '.git', 'hooks', 'pre-commit');
  mkdirSync(join(shop.path, '.git', 'hooks'), { recursive: true });
  copyFileSync(join(HOOKS, 'pre-commit'), hook);
  chmodSync(hook, 0o755);
});
afterAll(() => folder.remove());

/** Git shows on standard error what a hook writes. */
describe('the hook', () => {
  it(
    'refuses a decision whose number is taken, and takes it with another one',
    async () => {
      const refused = await commit({ 'docs/adr/0001-two.md': adr('Keep files on the disk') });
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('duplicate_number') });
      shop.git('mv', 'docs/adr/0001-two.md', 'docs/adr/0002-two.md');
      expect(await shell('git commit -qm decision')).toMatchObject({ code: 0 });
      expect(shop.git('log', '-1', '--format=%s').trim()).toBe('decision');
    },
    SLOW,
  );

  it(
    'refuses a forbidden import, of `git commit -a` too, and keeps the scan',
    async () => {
      const before = (await scans()).length;
      shop.put({ 'src/web/page.ts': FORBIDDEN });
      const refused = await shell('git commit -qam page');
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('forbidden_import') });
      const kept = await scans();
      expect(kept).toHaveLength(before + 1);
      expect(kept[0]).toMatchObject({
        ...{ triggered_by: 'hook', repo: 'shop', detections_found: 1, files_scanned: 1 },
      });
      shop.git('checkout', '-q', 'HEAD', '--', '.');
      expect(shop.git('log', '-1', '--format=%s').trim()).toBe('decision');
    },
    SLOW,
  );

  it(
    'lets a commit pass when nothing can be checked, and says so, unless it must be',
    async () => {
      const nobody = { WORKSPACE_URL: 'http://127.0.0.1:9' };
      const refused = await commit({ 'a.md': 'a\n' }, { ...nobody, WORKSPACE_REQUIRED: '1' });
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('is not checked') });
      const passed = await shell('git commit -qm unchecked', nobody);
      expect(passed).toMatchObject({ code: 0, err: expect.stringContaining('is not checked') });
    },
    SLOW,
  );
});

interface Step {
  readonly run?: string;
}

const yaml = (name: string): unknown => parse(readFileSync(join(HOOKS, name), 'utf8'));

describe('the examples', () => {
  it('for pre-commit run the command that the hook runs', () => {
    const hook = readFileSync(join(HOOKS, 'pre-commit'), 'utf8');
    const entry = 'workspace check --staged --drift --fail-on error,drift';
    expect(hook).toContain('check --staged --drift --fail-on "${WORKSPACE_FAIL_ON:-error,drift}"');
    const common = { id: 'workspace-check', entry, language: 'system', pass_filenames: false };
    expect(yaml('pre-commit-config.yaml')).toMatchObject({ repos: [{ hooks: [common] }] });
    expect(yaml('pre-commit-hooks.yaml')).toMatchObject([common]);
  });

  it(
    'for CI work against a server, each step as it is written',
    async () => {
      const server = await startServer(folder.path);
      try {
        const remote = ['--url', server.url, '--token', TOKEN];
        for (const args of LAYERS) await run([...remote, 'add', ...args]);
        shop.git('update-ref', 'refs/remotes/origin/main', 'main');
        shop.git('checkout', '-qb', 'change');
        await commit({ 'src/web/page.ts': FORBIDDEN }, { WORKSPACE_COMMAND: 'true' });
        const workflow = yaml('github-actions.yml') as {
          readonly jobs: { readonly check: { readonly steps: readonly Step[] } };
        };
        const steps = workflow.jobs.check.steps.flatMap((step) => step.run ?? []);
        const [log, check] = steps.filter((step) => step.startsWith('workspace '));
        const ci = {
          ...{ WORKSPACE_URL: server.url, WORKSPACE_TOKEN: TOKEN },
          ...{ GITHUB_BASE_REF: 'main', CI: 'true' },
        };
        expect(await shell(log ?? '', ci)).toMatchObject({ code: 0, out: '' });
        const sarif = readFileSync(join(shop.path, 'workspace.sarif'), 'utf8');
        expect(JSON.parse(sarif)).toMatchObject({
          runs: [{ results: [{ ruleId: 'forbidden_import', level: 'error' }] }],
        });
        expect(await shell(check ?? '', ci)).toMatchObject({
          code: 1,
          out: expect.stringContaining(
            '::error file=src/web/page.ts,line=1,title=forbidden_import::',
          ),
        });
        const kept = await run([...remote, 'drift', 'list', '--json']);
        expect(JSON.parse(kept.out)).toMatchObject({ total: 1, items: [{ triggered_by: 'ci' }] });
      } finally {
        await server.close();
      }
    },
    SLOW,
  );
});
