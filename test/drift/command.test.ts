import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Checked } from '#src/cli/check/check';
import { checkDrift } from '#src/cli/check/drift/drift';
import { createClient } from '#src/client';
import { run, startServer, temporaryFolder, TOKEN, type Folder } from '#test/cli/harness';

import { FILES, FORBIDDEN, GIT_ENV, LAYERS, repositoryIn, type Repository } from './workspace.ts';

const home = process.cwd();
let folder: Folder;
let shop: Repository;

const ask = (...args: readonly string[]) =>
  run(['--db', join(folder.path, 'w.db'), ...args], { env: GIT_ENV });
const check = async (...args: readonly string[]) => {
  const { code, out, err } = await ask('check', '--drift', '--repo', 'shop', '--json', ...args);
  return { code, err, found: JSON.parse(out || '{}') as Checked };
};
const told = ({ findings }: Checked) =>
  findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`);
const recordOf = (fields: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.map((each) => {
      const [name = '', value = ''] = each.split('=');
      return [name, value];
    }),
  );
const countScans = async () =>
  (JSON.parse((await ask('drift', 'list', '--json')).out) as { readonly total: number }).total;

beforeAll(async () => {
  folder = await temporaryFolder();
  shop = repositoryIn(join(folder.path, 'shop'), FILES);
  for (const args of LAYERS) expect((await ask('add', ...args)).err).toBe('');
  process.chdir(shop.path);
});
afterEach(() => {
  shop.git('reset', '-q', '--hard');
  shop.git('clean', '-qfd');
});
afterAll(async () => {
  process.chdir(home);
  await folder.remove();
});

describe('workspace check --drift', () => {
  it('tells of a forbidden import, fails, and keeps the scan with what it found', async () => {
    shop.put({ 'src/web/page.ts': FORBIDDEN, 'src/other.ts': '' });
    const { code, found } = await check('--diff', 'main');
    expect(code).toBe(1);
    expect(told(found)).toEqual([
      'unmapped_file src/other.ts:1',
      'forbidden_import src/web/page.ts:1',
    ]);
    const scan = found.scans?.[0];
    expect(scan).toMatchObject({ repo: 'shop', files: 2, skipped: [] });
    const kept = JSON.parse((await ask('drift', 'show', scan?.scan ?? '', '--json')).out) as object;
    expect(kept).toMatchObject({
      scan: {
        record: {
          ...{ type: 'check', repo: 'shop', triggered_by: 'command', files_scanned: 2 },
          ...{ detections_found: 2, commit_hash: shop.git('rev-parse', 'HEAD').trim() },
          summary: '1 forbidden import, 1 unmapped file in 2 files of shop',
        },
      },
      detections: {
        items: [
          {
            ...{ type: 'forbidden_import', severity: 'HIGH', file_path: 'src/web/page.ts' },
            ...{ component_id: 'COMP-web', expected: 'web does not import store' },
            actual: 'imports ../store/db.ts (src/store/db.ts)',
            metadata: { line: 1, import_rule: 'RULE-1', suggestion: expect.any(String) },
          },
          { type: 'unmapped_file', severity: 'LOW', file_path: 'src/other.ts', component_id: null },
        ],
      },
    });
  });

  it('keeps nothing with --no-record', async () => {
    const before = await countScans();
    const { code, found } = await check('--no-record');
    expect([code, found.scans?.[0]?.scan, await countScans()]).toEqual([0, null, before]);
  });

  it('holds what is staged as it is staged', async () => {
    shop.put({ 'src/web/page.ts': FORBIDDEN });
    shop.git('add', '-A');
    shop.put({ 'src/web/page.ts': 'export {};\n' });
    expect(told((await check('--staged')).found)).toEqual(['forbidden_import src/web/page.ts:1']);
    shop.git('add', '-A');
    shop.put({ 'src/web/page.ts': FORBIDDEN });
    expect(told((await check('--staged')).found)).toEqual([]);
  });

  it.each(['--staged', '--diff=main'])('takes a rename for its new path with %s', async (how) => {
    shop.git('mv', 'src/store/old.ts', 'src/web/old.ts');
    const { found, code } = await check(how, '--fail-on', 'drift');
    expect([code, told(found)]).toEqual([1, ['misplaced_file src/web/old.ts:1']]);
    expect(found.findings[0]).toMatchObject({
      expected: 'store in src/store/**',
      next: expect.stringContaining('src/store/old.ts'),
    });
  });

  it('goes on past what it cannot read, and lists it', async () => {
    shop.put({
      'src/web/data.ts': Uint8Array.from([0, 1, 2, 0, 0, 255]),
      'src/web/large.ts': `${' '.repeat(1024 * 1024)}${FORBIDDEN}`,
      'src/web/shut.ts': FORBIDDEN,
      'src/web/page.ts': FORBIDDEN,
    });
    symlinkSync('nowhere.ts', join(shop.path, 'src/web/link.ts'));
    chmodSync(join(shop.path, 'src/web/shut.ts'), 0);
    const { found } = await check('--diff', 'main');
    const readable = process.getuid?.() === 0 ? ['forbidden_import src/web/shut.ts:1'] : [];
    expect(told(found)).toEqual(['forbidden_import src/web/page.ts:1', ...readable]);
    const skipped = found.scans?.[0]?.skipped.map(({ path, reason }) => `${path}: ${reason}`);
    expect(skipped).toEqual(
      expect.arrayContaining([
        'src/web/data.ts: not a text',
        'src/web/large.ts: larger than 1 MiB',
        'src/web/link.ts: not a file: a link or a submodule',
      ]),
    );
  });

  it('looks at a whole folder, without what git ignores', async () => {
    shop.put({ '.gitignore': 'dist/\n', 'dist/web.ts': FORBIDDEN, 'src/web/a.ts': FORBIDDEN });
    expect(told((await check('--no-record')).found)).toEqual(['forbidden_import src/web/a.ts:1']);
  });

  it('says when nothing is stored of a repository, and keeps no scan', async () => {
    const before = await countScans();
    const { code, found } = await check('--repo', 'other');
    expect([code, told(found), await countScans()]).toEqual([0, [], before]);
    expect(found.remarks).toContainEqual(expect.stringContaining('is stored for other'));
  });

  it('shows people what was expected and what is there', async () => {
    shop.put({ 'src/web/page.ts': FORBIDDEN });
    const { out } = await ask('check', '--drift', '--no-record', '--repo', 'shop');
    expect(out).toContain('src/web/page.ts:1 · error · forbidden_import');
    expect(out).toContain('  expected: web does not import store\n  found: imports ../store/db.ts');
    expect(out).toContain('1 error, 0 warnings, 0 notes in 3 files');
  });

  it('answers a state that is not there as a fault, and keeps nothing', async () => {
    const before = await countScans();
    const { code, err } = await check('--state', 'STATE-none');
    expect([code, await countScans()]).toEqual([4, before]);
    expect(err).toContain('STATE-none');
  });
});

describe('with a service elsewhere', () => {
  it('sends what is found, and no code', async () => {
    const server = await startServer(folder.path);
    try {
      const bodies: string[] = [];
      const client = createClient({
        ...{ url: server.url, token: TOKEN },
        fetch: (at, init) => {
          bodies.push(JSON.stringify(init?.body ?? ''));
          return fetch(at, init);
        },
      });
      for (const [kind = '', ...fields] of LAYERS) await client.create(kind, recordOf(fields));
      bodies.length = 0;
      writeFileSync(join(shop.path, 'src/web/page.ts'), FORBIDDEN);
      const { findings, scans } = await checkDrift(client, {
        ...{ paths: [], diff: 'main', staged: false, repo: 'shop', env: GIT_ENV },
        ...{ state: undefined, isRecorded: true },
      });
      expect(findings.map(({ rule }) => rule)).toEqual(['forbidden_import']);
      expect(bodies.join('\n')).toContain('src/web/page.ts');
      expect(bodies.join('\n')).not.toContain('secret');
      const kept = await client.get({ kind: 'drift_scans', id: scans[0]?.scan ?? '' });
      expect(kept.record).toMatchObject({ repo: 'shop', detections_found: 1 });
    } finally {
      await server.close();
    }
  });
});
