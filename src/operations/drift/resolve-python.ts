import { dirname, join } from 'node:path/posix';

import type { Import, SourceTree } from './types.ts';

/** Folders that modules are looked for in, when nothing says otherwise. */
const ROOTS = ['', 'src', 'lib', 'python'];

/** Files of the module, or of those of its names that are modules themselves. */
export function pythonTarget(tree: SourceTree, from: string, imported: Import): readonly string[] {
  const { specifier, names = [] } = imported;
  for (const base of basesOf(tree, from, specifier)) {
    const own = moduleFile(tree, base);
    const below = names.flatMap((name) => moduleFile(tree, join(base, name)) ?? []);
    if (below.length > 0) return below;
    if (own !== undefined) return [own];
  }
  return [];
}

/** Paths that the module may have, without an extension. */
function basesOf(tree: SourceTree, from: string, specifier: string): readonly string[] {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
  const path = name.split('.').join('/');
  if (dots === '') return [...ROOTS, ...scriptFolders(tree, from)].map((root) => join(root, path));
  const up = Array.from({ length: dots.length - 1 }, () => '..');
  const base = join(dirname(from), ...up, path);
  return base.startsWith('..') ? [] : [base];
}

/** Folders above the file that are no packages: they may be on Python's path. */
function scriptFolders(tree: SourceTree, from: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(from); folder !== '.'; folder = dirname(folder))
    if (!tree.hasFile(`${folder}/__init__.py`)) folders.push(folder);
  return folders.reverse();
}

const moduleFile = (tree: SourceTree, path: string): string | undefined =>
  [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`].find((each) => tree.hasFile(each)) ??
  (path !== '.' && tree.hasFolder(path) ? path : undefined);
