import { dirname, join, normalize } from 'node:path/posix';

import type { Import, SourceTree } from './types.ts';

/** Extensions that may be left out, and files that stand for their folder. */
const EXTENSIONS = [
  '',
  '.ts',
  '.tsx',
  '.d.ts',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '.vue',
  '.svelte',
  '.json',
];
const ENTRIES = EXTENSIONS.slice(1).map((extension) => `/index${extension}`);
/** TypeScript is imported under the name that it will have. */
const COMPILED: readonly (readonly [RegExp, string])[] = [
  [/\.js$/, '.ts'],
  [/\.js$/, '.tsx'],
  [/\.jsx$/, '.tsx'],
  [/\.mjs$/, '.mts'],
  [/\.cjs$/, '.cts'],
];

/** Paths that an import of JavaScript may mean; a relative one that leads nowhere still says where it would lead. */
export function javascriptTarget(
  tree: SourceTree,
  from: string,
  { specifier }: Import,
): readonly string[] {
  const plain = specifier.replace(/[?].*$/, '').replace(/^[\w-]+!/, '');
  if (/^\.{1,2}(?:\/|$)/.test(plain)) {
    const path = inside(join(dirname(from), plain));
    return path === undefined ? [] : [javascriptFile(tree, path) ?? path];
  }
  for (const path of [...aliased(tree, from, plain), ...inPackages(tree, plain)]) {
    const file = javascriptFile(tree, path);
    if (file !== undefined) return [file];
  }
  return inPackages(tree, plain).slice(0, 1);
}

function javascriptFile(tree: SourceTree, path: string): string | undefined {
  const names = [
    ...EXTENSIONS.map((extension) => path + extension),
    ...COMPILED.flatMap(([as, is]) => (as.test(path) ? [path.replace(as, is)] : [])),
    ...ENTRIES.map((entry) => path + entry),
  ];
  return names.find((name) => tree.hasFile(name)) ?? (tree.hasFolder(path) ? path : undefined);
}

/** Those of the nearest folder first. */
function aliased({ aliases }: SourceTree, from: string, specifier: string): readonly string[] {
  const near = aliases.filter(({ folder }) => folder === '' || from.startsWith(`${folder}/`));
  return near
    .toSorted((a, b) => b.folder.length - a.folder.length || b.pattern.length - a.pattern.length)
    .flatMap(({ pattern, targets }) => {
      const rest = heldBy(pattern, specifier);
      return rest === undefined ? [] : targets.map((target) => target.replace('*', () => rest));
    });
}

/** What stands for the `*`; undefined when the pattern does not match. */
function heldBy(pattern: string, specifier: string): string | undefined {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return pattern === specifier ? '' : undefined;
  const fits = specifier.length >= head.length + tail.length;
  return fits && specifier.startsWith(head) && specifier.endsWith(tail)
    ? specifier.slice(head.length, specifier.length - tail.length)
    : undefined;
}

/** In a package of this repository: its folder, and where packages keep their sources. */
function inPackages({ packages }: SourceTree, specifier: string): readonly string[] {
  const parts = specifier.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const folder = packages.get(parts.slice(0, length).join('/'));
    if (folder === undefined) continue;
    const rest = parts.slice(length).join('/');
    return [join(folder, rest), join(folder, 'src', rest)];
  }
  return [];
}

/** Go: a package is a folder of a module. */
export const byPackage = (tree: SourceTree, _: string, { specifier }: Import): readonly string[] =>
  inPackages(tree, specifier).slice(0, 1);

/** The file or folder whose path ends as the name does; nothing when several do. */
export const bySuffix =
  (separator: RegExp, extensions: readonly string[]) =>
  (tree: SourceTree, from: string, { specifier }: Import): readonly string[] => {
    const beside = inside(join(dirname(from), specifier));
    if (beside !== undefined && tree.hasFile(beside)) return [beside];
    const path = specifier.split(separator).join('/');
    const found = extensions.flatMap((extension) => tree.endingWith(`${path}.${extension}`));
    return found.length === 1 ? found : [];
  };

/** C, Ruby, Dart: beside the file, or below one of the usual roots. */
export const besideOrInRoots =
  (roots: readonly string[], extensions: readonly string[]) =>
  (tree: SourceTree, from: string, { specifier }: Import): readonly string[] => {
    const name = specifier.replace(/^package:[^/]+\//, '');
    const places = [dirname(from), ...roots].flatMap((root) =>
      extensions.map((extension) => inside(join(root, name + extension))),
    );
    return places
      .filter((path) => path !== undefined && tree.hasFile(path))
      .slice(0, 1) as string[];
  };

/** `crate::a::b` from the nearest `src`, `super::` and `self::` from beside. */
export function rustTarget(
  tree: SourceTree,
  from: string,
  { specifier }: Import,
): readonly string[] {
  const [first = '', ...rest] = specifier.split('::');
  const base = rustBase(first, from);
  if (base === undefined) return [];
  for (let length = rest.length; length > 0; length -= 1) {
    const path = join(base, ...rest.slice(0, length));
    const file = [`${path}.rs`, `${path}/mod.rs`].find((each) => tree.hasFile(each));
    if (file !== undefined) return [file];
  }
  return [];
}

function rustBase(first: string, from: string): string | undefined {
  const own = /\/(?:mod|lib|main)\.rs$/.test(from) ? dirname(from) : from.replace(/\.rs$/, '');
  const bases: Readonly<Record<string, string>> = {
    crate: /^(?:.*\/)?src(?=\/)/.exec(from)?.[0] ?? '',
    self: own,
    super: dirname(own),
  };
  return bases[first];
}

/** A path of the repository; undefined for one that leads out of it. */
function inside(path: string): string | undefined {
  const plain = normalize(path).replace(/\/$/, '');
  return plain === '..' || plain.startsWith('../') || plain.startsWith('/') ? undefined : plain;
}
