import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

interface Locked {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

const npm = (folder: string, ...parts: readonly string[]) =>
  spawnSync('npm', [...parts, '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
  });

describe('the package, installed from its file in an empty folder', () => {
  let folder: string;
  let packed: Packed;
  let unreachable: string | undefined;
  let server: ChildProcess | undefined;
  const command = () => join(folder, 'node_modules/.bin/workspace');
  const lines = (...parts: readonly string[]) =>
    execFileSync(command(), parts, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: join(folder, 'w.db') },
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-packaged-'));
    const { stdout } = npm('.', 'pack', '--ignore-scripts', '--json', '--pack-destination', folder);
    [packed] = JSON.parse(stdout) as [Packed];
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    // Its one install step compiles better-sqlite3 for a minute: what it makes is taken from here.
    const { status, stderr } = npm(
      ...[folder, 'install', '--ignore-scripts', '--prefer-offline'],
      `./${packed.filename}`,
    );
    if (status !== 0) unreachable = stderr.split('\n')[0];
    else
      cpSync(
        'node_modules/better-sqlite3/build',
        join(folder, 'node_modules/better-sqlite3/build'),
        {
          recursive: true,
        },
      );
  }, 240_000);
  afterAll(() => {
    server?.kill();
    rmSync(folder, { recursive: true });
  });

  it('holds the program, the model and the migrations, and neither tests nor sources', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/src/cli/main.js',
        'dist/src/client.js',
        'dist/src/client.d.ts',
        'dist/src/client/public.js',
        'dist/src/client/public.d.ts',
        'dist/embeddings/library/transformers.js',
        'models/workspace-static-en-v1/onnx/model_quantized.onnx',
        'migrations/meta/_journal.json',
      ]),
    );
    const unwanted = paths.filter((path) => /^(src|test|indexer)\/|\.map$|[^d]\.tsx?$/.test(path));
    expect(unwanted).toEqual([]);
  });

  it('brings nothing that fetches when it is installed, except the database driver', ({ skip }) => {
    skip(unreachable !== undefined, `npm could not install it here: ${unreachable ?? ''}`);
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as Locked;
    const scripts = Object.entries(lock.packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    expect(scripts.filter((name) => name !== 'workspace-memory')).toEqual(['better-sqlite3']);
    expect(existsSync(join(folder, 'node_modules/sharp'))).toBe(false);
  });

  it('keeps a decision, finds it by its meaning, and serves', async ({ skip }) => {
    skip(unreachable !== undefined, `npm could not install it here: ${unreachable ?? ''}`);
    lines('add', 'decision', 'decision=Keep everything in one file', 'status=accepted');
    const found = JSON.parse(lines('search', 'where does the data live', '--json')) as {
      readonly mode_used: string;
      readonly hits: readonly { readonly id: string }[];
    };
    expect(found).toMatchObject({ mode_used: 'hybrid', hits: [{ id: 'DEC-001' }] });
    const url = await new Promise<string>((onUrl) => {
      server = spawn(command(), ['serve'], {
        cwd: folder,
        env: { ...process.env, DATABASE_URL: join(folder, 'w.db'), PORT: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      server.stdout?.on('data', (chunk: Buffer) => {
        onUrl(/http:\/\/[\d.:]+/.exec(chunk.toString())?.[0] ?? '');
      });
    });
    const answer = await fetch(`${url}/api/decision/DEC-001`);
    expect(await answer.json()).toMatchObject({ record: { status: 'accepted' } });
    const script = `
      import { createClient } from 'workspace-memory/client';
      const { items } = await createClient('${url}').list('decision');
      console.log(items[0].id);
    `;
    const program = ['--input-type=module', '--eval', script];
    const said = execFileSync(process.execPath, program, { cwd: folder, encoding: 'utf8' });
    expect(said).toBe('DEC-001\n');
  }, 60_000);
});
