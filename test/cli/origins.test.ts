import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const at = (path: string): string => join(folder.path, path);
const world = () => ({ env: { DATABASE_URL: at('test.db') } });

async function write(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), `# ${path}\n\nA text.`);
  }
}

/** What `index <folder> --repo X` reports of the repository; nothing is embedded here. */
async function index(path: string, ...more: readonly string[]) {
  const { out } = await run(
    ['index', at(path), '--repo', 'X', '--no-wait', '--json', ...more],
    world(),
  );
  const steps = out.split('\n').filter(Boolean);
  return steps
    .map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>)
    .find(({ step }) => step === 'repository');
}

async function paths(): Promise<readonly string[]> {
  const { out } = await run(
    ['list', 'doc', '--json', '--sort', 'path', '--fields', 'path'],
    world(),
  );
  return (JSON.parse(out) as { items: { path: string }[] }).items.map(({ path }) => path);
}

const git = (path: string, ...args: readonly string[]): void => {
  execFileSync('git', args, { cwd: at(path), stdio: 'ignore' });
};

describe('two folders under one name', () => {
  it('keep their documents, however often each is indexed', async () => {
    await write('docs/a.md', 'docs/b.md', 'docs/c.md', 'adr/0001-x.md');
    expect(await index('docs')).toMatchObject({ added: 3 });
    expect(await index('adr')).toMatchObject({ added: 1, removed: 0, spared: 3 });
    expect(await index('adr')).toMatchObject({ unchanged: 1, removed: 0, spared: 3 });
    expect(await index('docs')).toMatchObject({ unchanged: 3, removed: 0, spared: 1 });
    expect(await paths()).toHaveLength(4);
  });

  it('keep all but the files that both have, and say that one was replaced', async () => {
    await write('one/docs/README.md', 'one/docs/a.md', 'one/docs/b.md');
    await write('two/docs/README.md', 'two/docs/c.md');
    await index('one/docs');
    expect(await index('two/docs')).toMatchObject({
      ...{ added: 1, changed: 1, replaced: 1 },
      ...{ removed: 0, spared: 2 },
    });
    expect(await paths()).toEqual(['README.md', 'a.md', 'b.md', 'c.md']);
    const { out } = await run(['index', at('one/docs'), '--repo', 'X', '--no-wait'], world());
    expect(out).toContain('1 document replaced that came from another folder');
    expect(out).toContain('1 stored document of another folder');
  });

  it('are told apart when both are given at once', async () => {
    await write('docs/a.md', 'adr/0001-x.md', 'adr/0002-y.md');
    await index('docs', at('adr'));
    await rm(at('docs/a.md'));
    expect(await index('docs', at('adr'))).toMatchObject({ removed: 0, spared: 1 });
    await write('docs/b.md');
    await rm(at('adr/0002-y.md'));
    expect(await index('docs', at('adr'))).toMatchObject({ added: 1, removed: 2, spared: 0 });
    expect(await paths()).toEqual(['0001-x.md', 'b.md']);
  });

  it('are both forgotten but for what is found, with --prune', async () => {
    await write('docs/a.md', 'docs/b.md', 'adr/0001-x.md');
    await index('docs');
    expect(await index('adr', '--prune')).toMatchObject({ added: 1, removed: 2, spared: 0 });
    expect(await paths()).toEqual(['0001-x.md']);
  });
});

describe('one folder', () => {
  it('loses what was deleted in it, even most of it, and keeps what was renamed', async () => {
    await write('docs/a.md', 'docs/b.md', 'docs/c.md', 'docs/d.md');
    await index('docs');
    for (const name of ['b', 'c']) await rm(at(`docs/${name}.md`));
    await rename(at('docs/d.md'), at('docs/e.md'));
    expect(await index('docs')).toMatchObject({
      added: 0,
      moved: 1,
      unchanged: 1,
      removed: 2,
      spared: 0,
    });
    expect(await paths()).toEqual(['a.md', 'e.md']);
  });

  it('keeps the last document until --prune: an empty folder may be a missing mount', async () => {
    await write('docs/a.md');
    await index('docs');
    await rm(at('docs/a.md'));
    expect(await index('docs')).toMatchObject({ removed: 0, spared: 1 });
    expect(await index('docs', '--prune')).toMatchObject({ removed: 1, spared: 0 });
  });

  it('that was moved takes its documents along', async () => {
    await write('docs/a.md', 'docs/b.md');
    await index('docs');
    await rename(at('docs'), at('moved'));
    expect(await index('moved')).toMatchObject({ changed: 2, replaced: 0, removed: 0 });
    await rm(at('moved/b.md'));
    expect(await index('moved')).toMatchObject({ unchanged: 1, removed: 1 });
  });

  it('of git is the same in every checkout of its remote', async () => {
    const addresses = ['https://ci:secret@host.example/o/x.git', 'git@host.example:o/x.git'];
    for (const [n, address] of addresses.entries()) {
      await write(`checkout-${n}/docs/a.md`, `checkout-${n}/docs/b.md`);
      git(`checkout-${n}`, 'init');
      git(`checkout-${n}`, 'remote', 'add', 'origin', address);
    }
    for (const name of ['a', 'b']) await writeFile(at(`checkout-1/docs/${name}.md`), `# ${name}`);
    await index('checkout-0/docs');
    await rm(at('checkout-1/docs/b.md'));
    expect(await index('checkout-1/docs')).toMatchObject({
      ...{ changed: 1, replaced: 0 },
      ...{ removed: 1, spared: 0 },
    });
    expect(await paths()).toEqual(['docs/a.md']);
  });
});

it('a document that is stored under another id is written there, time and again', async () => {
  await write('docs/a.md');
  const given = ['id=DOC-OURS', 'title=By hand', 'repo=X', 'path=a.md', 'content=Before.'];
  expect(await run(['add', 'doc', ...given], world())).toMatchObject({ code: 0 });
  expect(await index('docs')).toMatchObject({ changed: 1, refused: [] });
  expect(await index('docs')).toMatchObject({ unchanged: 1 });
  const { out } = await run(['get', 'doc', 'DOC-OURS'], world());
  expect(out).toContain('docs/a.md');
});
