import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { basename, dirname } from 'node:path/posix';

import { listFiles, type GitEnvironment } from '#indexer/sources/git';
import { isManifest, moduleNames } from '#src/operations/drift/manifests';
import type { SourceTree } from '#src/operations/drift/types';

/** Manifests that are read; a repository with more has vendored them. */
const MOST_MANIFESTS = 1_000;

/** The files of a repository, by name alone, and what its manifests call its modules. */
export async function readTree(root: string, env: GitEnvironment): Promise<SourceTree> {
  const listed = await listFiles(root, '', env);
  const paths = listed?.paths ?? (await filesBelow(root));
  const manifests = paths.filter(isManifest).slice(0, MOST_MANIFESTS);
  const texts = await Promise.all(
    manifests.map(async (path) => {
      const text = await readFile(join(root, path), 'utf8').catch(() => '');
      return [path, text] as const;
    }),
  );
  return treeOf(paths, texts);
}

/** Of paths with `/`, relative to the root. */
export function treeOf(
  paths: readonly string[],
  manifests: readonly (readonly [path: string, text: string])[] = [],
): SourceTree {
  const files = new Set(paths);
  const folders = new Set<string>();
  const byName = new Map<string, string[]>();
  for (const path of files) {
    for (let at = dirname(path); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
    const name = basename(path).toLowerCase();
    const alike = byName.get(name);
    if (alike) alike.push(path);
    else byName.set(name, [path]);
  }
  const { aliases, packages } = moduleNames(manifests);
  return {
    hasFile: (path) => files.has(path),
    hasFolder: (path) => folders.has(path),
    endingWith: (path) => {
      const end = `/${path.toLowerCase()}`;
      return (byName.get(basename(end)) ?? []).filter((each) =>
        `/${each.toLowerCase()}`.endsWith(end),
      );
    },
    aliases,
    packages: new Map(packages),
  };
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).split(sep).join('/'))
    .filter((path) => !/(?:^|\/)(?:\.git|node_modules)\//.test(path));
}
