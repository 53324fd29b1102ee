import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { STYLE_PARTS, VENDORED } from './asset-list.ts';

/** Styles, scripts and images of the pages. */
export interface Assets {
  /** Where an asset is: `page.css`, `shell.js`. Its address changes with what any asset says. Throws for one that is not there. */
  url(name: string): string;
  /** Undefined for a path that is no asset's. */
  answer(request: Request): Response | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const PREFIX = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';
/** Of a page that an older version has sent: what is here now is as good as it gets. */
const ASK_AGAIN = 'no-cache';

/** Reads all assets of the package in `root`; from its sources when it runs from them, compiling the scripts. */
export async function loadAssets(root: string): Promise<Assets> {
  const files = import.meta.url.endsWith('.ts') ? await fromSources(root) : await fromBuild(root);
  const version = digestOf([...files].flat());
  const tags = new Map([...files].map(([name, text]) => [name, `"${digestOf([text])}"`]));
  return {
    url: (name) => {
      if (!files.has(name)) throw new Error(`There is no asset '${name}'.`);
      return `${PREFIX}${version}/${name}`;
    },
    answer: (request) => {
      const { pathname } = new URL(request.url);
      const [, asked, name = ''] = /^\/assets\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
      const text = files.get(name);
      if (text === undefined) return undefined;
      const headers = {
        'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
        'Cache-Control': asked === version ? FOREVER : ASK_AGAIN,
        ETag: tags.get(name) ?? '',
      };
      const isKnown = request.headers.get('If-None-Match') === headers.ETag;
      return new Response(isKnown ? null : text, { status: isKnown ? 304 : 200, headers });
    },
  };
}

type Files = ReadonlyMap<string, string>;

const digestOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\0')).digest('base64url').slice(0, 12);

async function fromBuild(root: string): Promise<Files> {
  const folder = join(root, 'dist', 'src', 'web');
  const names = await namesIn(join(folder, 'browser'), '.js');
  const scripts = await Promise.all(
    names.map(async (name) => [name, await read(folder, 'browser', name)] as const),
  );
  return new Map([...(await unchanged(root, folder, 'built')), ...scripts]);
}

async function fromSources(root: string): Promise<Files> {
  const folder = join(root, 'src', 'web');
  const names = await namesIn(join(folder, 'browser'), '.ts');
  const scripts = await Promise.all(
    names.map(async (name) => {
      const text = await compiled(await read(folder, 'browser', name));
      return [name.replace(/\.ts$/, '.js'), text] as const;
    }),
  );
  return new Map([...(await unchanged(root, folder, 'source')), ...scripts]);
}

async function unchanged(root: string, folder: string, from: 'source' | 'built'): Promise<Files> {
  const parts = await Promise.all(STYLE_PARTS.map((part) => read(folder, 'styles', `${part}.css`)));
  const images = await namesIn(join(folder, 'images'), '.svg');
  const copied = [
    ...images.map((name) => [name, join(folder, 'images', name)] as const),
    ...Object.entries(VENDORED).map(([name, place]) => [name, join(root, place[from])] as const),
  ];
  const texts = await Promise.all(
    copied.map(async ([name, path]) => [name, await read(path)] as const),
  );
  return new Map([['page.css', parts.join('\n')], ...texts]);
}

const read = (...path: readonly string[]): Promise<string> => readFile(join(...path), 'utf8');

const namesIn = async (folder: string, extension: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith(extension) && !name.endsWith('.d.ts'));

/** As `npm run build` would, without its checks; only who works on the sources comes here. */
async function compiled(source: string): Promise<string> {
  const { transform } = await import('esbuild');
  const { code } = await transform(source, { loader: 'ts', target: 'es2022' });
  return code.replaceAll(/(from\s*["']\.\/[\w-]+)\.ts(["'])/g, '$1.js$2');
}
