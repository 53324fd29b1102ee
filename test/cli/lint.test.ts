import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run, temporaryFolder, type Folder } from './harness.ts';

describe('workspace lint', () => {
  let folder: Folder;
  const inDatabase = (...args: string[]) => run(['--db', join(folder.path, 'w.db'), ...args]);
  beforeAll(async () => {
    folder = await temporaryFolder();
    const adrs = join(folder.path, 'core', 'docs', 'adr');
    await mkdir(adrs, { recursive: true });
    const texts = {
      '0001-files.md': '# Files\n\nDate: 2024-01-01\n\nStatus: superseded by [2](0002-tables.md)\n',
      '0002-tables.md': '# Tables\n\nDate: 2024-02-01\n\nStatus: accepted\n',
      '0003-gone.md': '# Gone\n\nDate: 2024-03-01\n\nStatus: superseded by ADR-9\n',
    };
    for (const [name, text] of Object.entries(texts)) await writeFile(join(adrs, name), text);
    await inDatabase('index', join(folder.path, 'core'), '--repo', 'core', '--no-wait');
  });
  afterAll(() => folder.remove());

  it('shows errors and warnings with their lines, and counts the rest', async () => {
    const { code, out } = await inDatabase('lint');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'core:docs/adr/0003-gone.md:5 · error · dangling_link',
        "  It is superseded by 'ADR-9', and nothing here is called so.",
        '  Correct the reference, or index the folder in which it lies.',
        '',
        '1 error, 0 warnings, 1 note in 3 records',
        'Show the 1 note with --all.',
        '',
      ].join('\n'),
    );
  });

  it('shows all when asked, and all of it as JSON', async () => {
    expect((await inDatabase('lint', '--all')).out).toContain('· note · successor_silent');
    const { out } = await inDatabase('lint', '--json');
    expect(JSON.parse(out)).toMatchObject({ counts: { error: 1, warning: 0, info: 1 } });
  });

  it.each([
    ['error', 'core', 1],
    ['warning', 'core', 1],
    ['info', 'core', 1],
  ])('with --fail-on %s fails where something is found: %s', async (severity, repo, expected) => {
    const ran = await inDatabase('lint', '--fail-on', severity, '--repo', repo);
    expect(ran.code).toBe(expected);
    expect(ran.out).toContain('records');
    expect(ran.err.includes('findings')).toBe(expected === 1);
  });

  it('refuses a repository that is not there, and names the nearest', async () => {
    const { code, err, out } = await inDatabase('lint', '--repo', 'coer');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("No record is of the repository 'coer'. Did you mean 'core'?");
  });

  it('goes with a search that points from what was replaced to what holds', async () => {
    const { out } = await inDatabase('search', 'files', '--lifecycle', 'past');
    expect(out).toContain('superseded');
    expect(out).toMatch(/now: doc DOC-\w+ Tables/);
    expect(out).not.toContain('1. Tables');
    const { out: then } = await inDatabase('search', 'files', '--as-of', '2024-01-15', '--json');
    expect(JSON.parse(then)).toMatchObject({ total: 1, hits: [{ title: 'Files' }] });
    const wrong = await inDatabase('search', 'files', '--as-of', 'then');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("'then' is no day")]);
  });
});
