import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { decodeText } from '#indexer/sources/decode';
import { openFolder, type Folder } from '#indexer/sources/folder';
import type { FileReading } from '#indexer/sources/read-file';
import { asNobody } from '#test/support/as-nobody';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'sources-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array = '# Title\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const git = (...args: readonly string[]): void => {
  const settings = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.org',
    '-c',
    'init.defaultBranch=main',
  ];
  execFileSync('git', [...settings, ...args], { cwd: root, stdio: 'ignore' });
};

async function readAll(folder: Folder): Promise<readonly FileReading[]> {
  const readings: FileReading[] = [];
  for await (const reading of folder.read()) readings.push(reading);
  return readings;
}

describe('a folder without git', () => {
  test('gives its documents, without those of others, and of programs', async () => {
    for (const path of [
      'b.md',
      'a/x.rst',
      'a/y.puml',
      'requirements.txt',
      'code.ts',
      '.hidden/z.md',
      'node_modules/p/README.md',
      'vendor/v.md',
      'dist/d.md',
    ])
      write(path);
    const folder = await openFolder(root, { repo: 'shop' });
    expect(folder).toMatchObject({
      repo: 'shop',
      paths: ['a/x.rst', 'a/y.puml', 'b.md'],
    });
    expect(await readAll(folder)).toMatchObject([
      { document: { repo: 'shop', path: 'a/x.rst', url: null } },
      {},
      {},
    ]);
  });

  test('is called what its folder is called', async () => {
    write('handbook/a.md');
    expect((await openFolder(join(root, 'handbook'))).repo).toBe('handbook');
  });

  test('says why a file was not read, and keeps what was stored of it', async () => {
    write('binary.md', new Uint8Array([35, 0, 1, 2]));
    write('huge.md', 'x'.repeat(5 * 1024 * 1024 + 1));
    write('good.md');
    const folder = await openFolder(root);
    const skipped = (await readAll(folder)).filter((reading) => 'skipped' in reading);
    expect(skipped).toEqual([
      { path: 'binary.md', skipped: 'it is not text' },
      { path: 'huge.md', skipped: 'it is larger than 5 MB (5242881 bytes)' },
    ]);
    expect(folder.vanished('binary.md')).toBe(false);
    expect(folder.vanished('gone.md')).toBe(true);
  });

  test('follows no link to a folder and none that leads out', async () => {
    write('in/a.md');
    write('in/deep/b.md');
    write('out.md');
    symlinkSync('..', join(root, 'in/deep/loop'));
    symlinkSync('../out.md', join(root, 'in/out.md'));
    symlinkSync('a.md', join(root, 'in/same.md'));
    symlinkSync('nowhere.md', join(root, 'in/dangling.md'));
    const folder = await openFolder(join(root, 'in'));
    expect(folder.paths).toEqual(['a.md', 'deep/b.md', 'same.md']);
    expect(folder.skipped).toEqual(
      expect.arrayContaining([
        { path: 'out.md', reason: 'it is a link out of the folder' },
        { path: 'dangling.md', reason: 'it is a link to nothing' },
      ]),
    );
  });

  test('leaves what lies in an unreadable folder unknown, not gone', async () => {
    write('shut/a.md');
    write('open/b.md');
    chmodSync(join(root, 'shut'), 0);
    const folder = await asNobody(root, () => openFolder(root));
    chmodSync(join(root, 'shut'), 0o700);
    expect(folder.paths).toEqual(['open/b.md']);
    expect(folder.vanished('shut/a.md')).toBe(false);
    expect(folder.vanished('open/c.md')).toBe(true);
  });

  test('knows nothing of folders that it leaves out, which may have been indexed by themselves', async () => {
    write('docs/b.md');
    write('.notes/adr/a.md');
    const folder = await openFolder(root);
    expect(folder.paths).toEqual(['docs/b.md']);
    expect(folder.vanished('.notes/adr/a.md')).toBe(false);
    expect((await openFolder(join(root, '.notes'))).vanished('adr/c.md')).toBe(true);
  });

  test('that is none is an error that says what to do', async () => {
    write('a.md');
    await expect(openFolder(join(root, 'missing'))).rejects.toMatchObject({
      code: 'source_unreadable',
    });
    await expect(openFolder(join(root, 'a.md'))).rejects.toMatchObject({
      code: 'source_unreadable',
    });
  });
});

describe('a git work tree', () => {
  beforeEach(() => {
    git('init');
    write('.gitignore', 'ignored/\n');
    write('docs/adr/0001-a b.md');
    write('docs/gone.md');
    write('ignored/x.md');
    write('other.md');
    git('add', '-A');
    git('commit', '-m', 'x');
    write('docs/new.md');
    rmSync(join(root, 'docs/gone.md'));
  });

  test('gives tracked and new files, and none that are ignored or deleted', async () => {
    const folder = await openFolder(root);
    expect(folder.paths).toEqual(['docs/adr/0001-a b.md', 'docs/new.md', 'other.md']);
    expect(folder.vanished('docs/gone.md')).toBe(true);
  });

  test('is judged below the folder that was asked for only', async () => {
    const folder = await openFolder(join(root, 'docs'));
    expect(folder.paths).toEqual(['docs/adr/0001-a b.md', 'docs/new.md']);
    expect(folder.vanished('docs/gone.md')).toBe(true);
    expect(folder.vanished('gone.md')).toBe(false);
    expect(folder.vanished('docs2/gone.md')).toBe(false);
  });

  const remotes: readonly (readonly [string, string, string | null])[] = [
    [
      'https://ada:secret@github.com/o/shop.git',
      'shop',
      'https://github.com/o/shop/blob/main/docs/adr/0001-a%20b.md',
    ],
    [
      'git@github.com:o/shop.git',
      'shop',
      'https://github.com/o/shop/blob/main/docs/adr/0001-a%20b.md',
    ],
    [
      'ssh://git@gitlab.example.org:2222/g/sub/shop',
      'shop',
      'https://gitlab.example.org/g/sub/shop/-/blob/main/docs/adr/0001-a%20b.md',
    ],
    [
      'https://bitbucket.org/o/shop',
      'shop',
      'https://bitbucket.org/o/shop/src/main/docs/adr/0001-a%20b.md',
    ],
    [
      'https://codeberg.org/o/shop.git',
      'shop',
      'https://codeberg.org/o/shop/src/branch/main/docs/adr/0001-a%20b.md',
    ],
    ['https://files.example.org/o/shop.git', 'shop', null],
    ['/srv/git/shop.git', 'shop', null],
  ];
  test.each(remotes)(
    'with the remote %s is called %s and shown at %s',
    async (remote, repo, url) => {
      git('remote', 'add', 'origin', remote);
      const folder = await openFolder(root);
      const [first] = await readAll(folder);
      expect(first).toMatchObject({ document: { repo, url } });
      expect(JSON.stringify(first)).not.toContain('secret');
    },
  );

  test("of a hook's own environment is not mistaken for another", async () => {
    const env = { ...process.env, GIT_DIR: join(root, 'nowhere') };
    expect((await openFolder(root, { env })).paths).toHaveLength(3);
  });

  test('lists a repository inside it as one of its own', async () => {
    mkdirSync(join(root, 'inner'));
    execFileSync('git', ['init'], { cwd: join(root, 'inner'), stdio: 'ignore' });
    write('inner/a.md');
    const folder = await openFolder(root);
    expect(folder.paths).not.toContain('inner/a.md');
    expect(folder.skipped).toContainEqual({
      path: 'inner/',
      reason: 'it is a repository of its own',
    });
  });
});

describe('text is decoded', () => {
  const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le');
  const cases: readonly (readonly [string, Uint8Array, string | undefined])[] = [
    ['UTF-8', Buffer.from('é\r\nb'), 'é\nb'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFé'), 'é'],
    ['UTF-16, little end first', utf16('é\n'), 'é\n'],
    ['UTF-16, big end first', Buffer.from(utf16('é\n')).swap16(), 'é\n'],
    ['Latin-1', new Uint8Array([0x63, 0xe9]), 'cé'],
    ['bytes that are no text', new Uint8Array([1, 0, 2]), undefined],
  ];
  test.each(cases)('%s', (_name, bytes, expected) => {
    expect(decodeText(bytes)).toBe(expected);
  });
});
