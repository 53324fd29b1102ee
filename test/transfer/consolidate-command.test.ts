import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import type { ConsolidationReport } from '#src/transfer/consolidate/types';
import { run, temporaryFolder, type Folder, type Ran } from '#test/cli/harness';
import { makeDatabase, WORKSPACE } from '#test/support/legacy-databases';

let folder: Folder;
let target: string;
let old: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  target = join(folder.path, 'workspace.db');
  old = join(folder.path, 'old-workspace.db');
  makeDatabase(old, WORKSPACE).close();
});
afterEach(() => folder.remove());

const consolidate = (...args: readonly string[]): Promise<Ran> =>
  run(['consolidate', ...args, '--no-wait']);

describe('workspace consolidate', () => {
  it('makes the target, reports table by table, and the records can be asked for', async () => {
    const missing = join(folder.path, 'proposals.db');
    const { code, out } = await consolidate('--into', target, missing, old);
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toContain(`${missing}: not there`);
    expect(out).toContain('session_logs → workspace_sessions: 1 row · 1 added · 1 of 1 verified');
    expect(out).toContain('kept in metadata: is_urgent (1), sprint (1)');
    expect(out).toContain('left behind: bookmarks (2 rows)');
    const { out: listed } = await run(['list', 'task', '--db', target, '--json']);
    expect(JSON.parse(listed)).toMatchObject({ total: 2 });
  });

  it('answers --json with one report', async () => {
    const { out } = await consolidate('--into', target, old, '--json');
    const report = JSON.parse(out) as ConsolidationReport;
    expect(report).toMatchObject({ dry_run: false, sources: [{ source: old, state: 'done' }] });
  });

  it('takes --db for the target', async () => {
    expect((await consolidate('--db', target, old)).code).toBe(EXIT_CODES.ok);
    expect(existsSync(target)).toBe(true);
  });

  it.each([
    ['a dry run', ['--dry-run'], /nothing was written/],
    ['a source that is not there', [], /not there/],
  ])('makes no target for %s', async (what, options, said) => {
    const source = what === 'a dry run' ? old : join(folder.path, 'nothing.db');
    const { code, out } = await consolidate('--into', target, source, ...options);
    expect([code, existsSync(target)]).toEqual([EXIT_CODES.ok, false]);
    expect(out).toMatch(said);
  });

  it('fails with conflicts, names them, and says how to resolve them', async () => {
    await consolidate('--into', target, old);
    await run(['update', 'task', 'WS-TASK-001', 'title=Another', '--db', target]);
    const { code, out, err } = await consolidate('--into', target, old);
    expect(code).toBe(EXIT_CODES.conflict);
    expect(out).toContain('collides: workspace_tasks WS-TASK-001 (title) stops the source');
    expect(err).toContain('--on-conflict skip');
    const skipped = await consolidate('--into', target, old, '--on-conflict', 'skip');
    expect(skipped.code).toBe(EXIT_CODES.ok);
  });

  it.each<[string, () => readonly string[], number, RegExp]>([
    ['a service', () => ['--url', 'http://127.0.0.1:1', old], EXIT_CODES.usage, /this machine/],
    ['two targets', () => ['--into', target, '--db', old, old], EXIT_CODES.usage, /both name/],
    ['itself', () => ['--into', old, old], EXIT_CODES.usage, /target itself/],
    ['an odd resolution', () => [old, '--on-conflict', 'win'], EXIT_CODES.usage, /skip, replace/],
    ['a folder', () => ['--into', target, folder.path], EXIT_CODES.failure, /no file/],
  ])('refuses %s in one line and makes nothing', async (_, args, code, message) => {
    const result = await consolidate(...args());
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
    expect(result.err.trim().split('\n')).toHaveLength(1);
    expect(existsSync(target)).toBe(false);
  });
});
