import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import { asNobody } from '#test/support/as-nobody';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
let docs: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  docs = join(folder.path, 'core');
  await mkdir(join(docs, 'adr'), { recursive: true });
  await write(
    'adr/0001-one-file.md',
    '# Keep everything in one file\n\n## Status\n\nAccepted\n\n## Context\n\nBackups.',
  );
  await write('adr/0002-queue.md', '# Take tasks from a queue\n\nAgents hold a lease.');
});
afterEach(async () => {
  await chmod(join(docs, 'adr'), 0o755).catch(() => undefined);
  await folder.remove();
});

const write = (path: string, text: string) => writeFile(join(docs, path), text);
const at = () => ({ env: { DATABASE_URL: join(folder.path, 'test.db') } });

/** Steps of `index --json`: what the repository's step and the last one say. */
async function index(...args: readonly string[]) {
  const { code, out, err } = await run(
    ['index', ...(args.length > 0 ? args : [docs]), '--json'],
    at(),
  );
  const steps = out
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text) as Step);
  return {
    code,
    err,
    repository: steps.find(({ step }) => step === 'repository'),
    last: steps.at(-1),
  };
}
interface Step {
  readonly step: string;
  readonly [name: string]: unknown;
}

const stored = async () => (await run(['list', 'doc', '--sort', 'path'], at())).out;

describe('workspace index', () => {
  it('adds documents, embeds them, and finds nothing to do the second time', async () => {
    expect(await index()).toMatchObject({
      code: EXIT_CODES.ok,
      repository: { repo: 'core', documents: 2, added: 2, unchanged: 0, removed: 0 },
      last: { step: 'done', documents: 2, pending: 0, failed: 0 },
    });
    expect(await stored()).toMatch(/Keep everything in one file +accepted +core/);
    expect(await index()).toMatchObject({ repository: { added: 0, changed: 0, unchanged: 2 } });
  });

  it('takes an empty file for none, and forgets what it said', async () => {
    await index();
    await write('adr/0001-one-file.md', ' \n');
    expect(await index()).toMatchObject({
      code: EXIT_CODES.ok,
      repository: {
        ...{ documents: 1, removed: 1, refused: [] },
        skipped: [{ path: 'adr/0001-one-file.md', reason: 'it is empty' }],
      },
    });
    await write('adr/0002-queue.md', '');
    expect(await index()).toMatchObject({
      code: EXIT_CODES.ok,
      repository: { documents: 0, removed: 1, spared: 0 },
    });
    expect(await stored()).toContain('No document matches');
  });

  it('changes, adds and removes what the folder did', async () => {
    await index();
    await write('adr/0002-queue.md', '# Take tasks from a queue\n\nFor five minutes.');
    await write('notes.md', '# Notes');
    await rm(join(docs, 'adr/0001-one-file.md'));
    expect(await index()).toMatchObject({
      repository: { added: 1, changed: 1, unchanged: 0, removed: 1 },
    });
    expect(await stored()).not.toContain('Keep everything');
    const { out } = await run(['search', 'five', 'minutes', '-k', 'doc', '--json'], at());
    expect((JSON.parse(out) as { hits: { title: string }[] }).hits[0]?.title).toContain('queue');
  });

  it('keeps the documents of a folder that is empty now, until --prune', async () => {
    await index();
    await rm(join(docs, 'adr'), { recursive: true });
    expect(await index()).toMatchObject({
      code: EXIT_CODES.ok,
      repository: { removed: 0, spared: 2 },
    });
    expect((await run(['index', docs], at())).out).toContain('--prune forgets them');
    expect(await index(docs, '--prune')).toMatchObject({ repository: { removed: 2, spared: 0 } });
  });

  it('reads two folders of one repository together', async () => {
    await mkdir(join(docs, '.git'));
    await mkdir(join(docs, 'notes'));
    await write('notes/a.md', '# A note');
    expect(await index(join(docs, 'adr'), join(docs, 'notes'))).toMatchObject({
      repository: { documents: 3, added: 3, removed: 0 },
    });
    expect(await index(join(docs, 'notes'))).toMatchObject({
      repository: { unchanged: 1, removed: 0 },
    });
  });

  it('refuses two files that would be one document, before anything is written', async () => {
    const other = join(folder.path, 'other');
    await mkdir(join(other, 'adr'), { recursive: true });
    await writeFile(join(other, 'adr/0002-queue.md'), '# Another queue');
    const { code, err } = await index(docs, other, '--repo', 'core');
    expect(code).toBe(EXIT_CODES.failure);
    expect(err).toContain("different files 'adr/0002-queue.md'");
    expect(await stored()).toContain('No document matches');
  });

  it('fails on a folder that is not there, and changes nothing', async () => {
    await index();
    const { code, err } = await index(docs, join(folder.path, 'nope'));
    expect(code).toBe(EXIT_CODES.failure);
    expect(err).toContain('is no folder that can be read');
    expect(await stored()).toContain('2 documents');
  });

  it('removes nothing beneath a folder that cannot be read', async () => {
    await write('notes.md', '# Notes');
    await index();
    await chmod(join(docs, 'adr'), 0o000);
    expect(await asNobody(folder.path, () => index())).toMatchObject({
      code: EXIT_CODES.ok,
      repository: { unchanged: 1, removed: 0 },
    });
  });
});
