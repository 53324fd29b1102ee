import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openFolder } from '#indexer/sources/folder';
import { asNobody } from '#test/support/as-nobody';

let root: string;
let bin: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'sources-git-')));
  bin = join(root, '.bin');
  for (const folder of ['.git', '.bin']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'a.md'), '# A\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A git that lists `a.md`, and warns as it is told to in the language that it was asked in. */
function fakeGit(english: string, otherwise = english): void {
  const script = `#!/bin/sh
case "$*" in *ls-files*) ;; *) exit 1;; esac
printf 'a.md\\0'
if [ "$LC_ALL" = C ]; then printf '%s\\n' "$ENGLISH" >&2; else printf '%s\\n' "$OTHERWISE" >&2; fi
`;
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
  Object.assign(env, { PATH: `${bin}:/usr/bin:/bin`, ENGLISH: english, OTHERWISE: otherwise });
}
const env: Record<string, string> = {};

const shut = (name: string): string =>
  `warning: could not open directory '${name}': Permission denied`;

describe('what git warns of', () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['nothing', '', ['x/b.md', 'b.md'], []],
    ['a shut folder', shut('x/'), ['b.md', 'xy/b.md'], ['x/b.md', 'x/y/b.md']],
    ['two of them', `${shut('x/')}\n${shut('y/')}`, ['b.md'], ['x/b.md', 'y/b.md']],
    ['a folder with an apostrophe', shut("ada's/'q'/"), ['b.md'], ["ada's/'q'/b.md"]],
    ['a folder whose name looks like a reason', shut("it': x/"), ['b.md'], ["it': x/b.md"]],
    ['a name that git cannot show', shut('a?b/'), [], ['b.md', 'x/b.md']],
    ['something else', 'warning: the index is odd', [], ['b.md', 'x/b.md']],
    ['more than a folder', `${shut('x/')}\nfatal: oh`, [], ['b.md', 'x/b.md']],
  ];
  test.each(cases)('%s', async (_, warning, gone, kept) => {
    fakeGit(warning);
    const folder = await openFolder(root, { env });
    expect(folder.paths).toEqual(['a.md']);
    expect([...gone, ...kept].filter((path) => folder.vanished(path))).toEqual(gone);
  });

  test('is asked for in English', async () => {
    fakeGit(shut('x/'), 'Warnung: konnte Verzeichnis „x/“ nicht öffnen');
    const folder = await openFolder(root, { env: { ...env, LC_ALL: 'de_DE.UTF-8' } });
    expect(folder.vanished('b.md')).toBe(true);
    expect(folder.vanished('x/b.md')).toBe(false);
  });
});

test('a shut folder with an apostrophe keeps what is stored of it', async ({ skip }) => {
  skip(process.getuid === undefined, 'there are no users here');
  rmSync(join(root, '.git'), { recursive: true });
  execFileSync('git', ['init'], { cwd: root, stdio: 'ignore' });
  const name = join(root, "ada's");
  mkdirSync(name);
  writeFileSync(join(name, 'b.md'), '# B\n');
  chmodSync(name, 0);
  const folder = await asNobody(root, () => openFolder(root));
  chmodSync(name, 0o700);
  expect(folder.vanished("ada's/b.md")).toBe(false);
  expect(folder.vanished('c.md')).toBe(true);
});
