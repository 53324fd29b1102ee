import { basename, dirname, join } from 'node:path/posix';

import { JAVASCRIPT } from './javascript.ts';
import { codeOf } from './lexer.ts';
import type { Alias } from './types.ts';

/** What a manifest says of the names of modules. */
export interface ModuleNames {
  readonly aliases: readonly Alias[];
  readonly packages: readonly (readonly [name: string, folder: string])[];
}

type Json = Readonly<Record<string, unknown>>;
type Reader = (text: string, folder: string) => Partial<ModuleNames>;

const READERS: readonly (readonly [file: RegExp, read: Reader])[] = [
  [/^package\.json$/, (text, folder) => ofPackage(jsonOf(text), folder)],
  [/^(?:ts|js)config(?:\.[\w-]+)*\.json$/, (text, folder) => ofCompiler(jsonOf(text), folder)],
  [/^go\.mod$/, (text, folder) => ofGoModule(text, folder)],
];

const readerOf = (path: string): Reader | undefined =>
  READERS.find(([file]) => file.test(basename(path)))?.[1];

/** Whether a file may say what modules are called. */
export const isManifest = (path: string): boolean =>
  readerOf(path) !== undefined && !/(?:^|\/)node_modules\//.test(path);

/** What manifests say; one that cannot be understood says nothing. */
export function moduleNames(
  manifests: readonly (readonly [path: string, text: string])[],
): ModuleNames {
  const read = manifests.map(([path, text]) => {
    const parent = dirname(path);
    return readerOf(path)?.(text, parent === '.' ? '' : parent) ?? {};
  });
  return {
    aliases: read.flatMap(({ aliases = [] }) => aliases),
    packages: read.flatMap(({ packages = [] }) => packages),
  };
}

/** JSON with comments and commas at the end of lists, as compilers read it. */
function jsonOf(text: string): Json {
  try {
    const json: unknown = JSON.parse(codeOf(text, JAVASCRIPT).replace(/,(\s*[}\]])/g, '$1'));
    return objectOf(json);
  } catch {
    return {};
  }
}

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** Subpath imports (Node.js, "Packages"): of the targets of all conditions the first that is there counts. */
function ofPackage(json: Json, folder: string): ModuleNames {
  const aliases = Object.entries(objectOf(json['imports'])).map(([pattern, target]): Alias => ({
    ...{ folder, pattern },
    targets: stringsIn(target)
      .filter((each) => each.startsWith('./'))
      .map((each) => join(folder, each)),
  }));
  const { name } = json;
  return { aliases, packages: typeof name === 'string' && name !== '' ? [[name, folder]] : [] };
}

const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** `baseUrl` and `paths`; targets are relative to the one, or to the file without one. */
function ofCompiler(json: Json, folder: string): Pick<ModuleNames, 'aliases'> {
  const { baseUrl, paths } = objectOf(json['compilerOptions']);
  const base = join(folder, typeof baseUrl === 'string' ? baseUrl : '.');
  const named = Object.entries(objectOf(paths)).map(([pattern, targets]): Alias => ({
    ...{ folder, pattern },
    targets: stringsIn(targets).map((each) => join(base, each)),
  }));
  const below: Alias = { folder, pattern: '*', targets: [join(base, '*')] };
  return { aliases: typeof baseUrl === 'string' ? [...named, below] : named };
}

function ofGoModule(text: string, folder: string): Pick<ModuleNames, 'packages'> {
  const name = /^module\s+(\S+)/m.exec(text)?.[1];
  return { packages: name === undefined ? [] : [[name, folder]] };
}
