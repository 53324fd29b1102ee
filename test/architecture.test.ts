import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { describeBreach, findBreaches } from './architecture/rules.ts';
import { readSource, type Source } from './architecture/source.ts';

const FOLDERS = ['embeddings', 'indexer', 'migrations', 'models', 'src', 'test'];

const sources: readonly Source[] = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((path) => /\.(tsx?|js|mjs)$/.test(path))
    .map((path) => readSource(path, readFileSync(path, 'utf8'))),
);

const breachesOf = (files: Readonly<Record<string, string>>): string[] =>
  findBreaches(Object.entries(files).map(([path, text]) => readSource(path, text))).map(
    describeBreach,
  );

describe('the sources of this project', () => {
  it('are all read', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it('keep the rules of the design', () => {
    expect(findBreaches(sources).map(describeBreach)).toEqual([]);
  });
});

describe('the rules of the design', () => {
  const forbidden: readonly [what: string, path: string, text: string, said: string][] = [
    ['kinds that know the search', 'src/kinds/a.ts', "import '#src/search/x';", 'kinds may not'],
    [
      'a port that knows its engine',
      'src/store/store.ts',
      "import '#src/store/sqlite/open';",
      'store port may not',
    ],
    [
      'search that knows an engine',
      'src/search/a.ts',
      "import '#src/store/sqlite/open';",
      'search may not',
    ],
    [
      'search that knows a model',
      'src/search/a.ts',
      "import '#embeddings/transformers';",
      'search may not',
    ],
    ['an indexer that knows a door', 'indexer/a.ts', "import '#src/http/app';", 'indexer may not'],
    [
      'embeddings that know the store',
      'embeddings/a.ts',
      "import '#src/store/store';",
      'embeddings may not',
    ],
    ['a door that knows another door', 'src/mcp/a.ts', "import '#src/http/app';", 'mcp may not'],
    ['a door that knows a page', 'src/http/a.ts', "import '#web/layout';", 'http may not'],
    [
      'a page that knows another door',
      'src/web/a.tsx',
      "import { app } from '#src/http/app'; export const A = () => <p>{app}</p>;",
      'web may not',
    ],
    [
      'a command that reads the configuration',
      'src/cli/a.ts',
      "import '#src/config';",
      'cli may not',
    ],
    [
      'a type from where nothing may come',
      'src/kinds/a.ts',
      "import type { S } from '#src/store/store';",
      'kinds may not',
    ],
    [
      'a forbidden import on demand',
      'src/kinds/a.ts',
      "const s = () => import('#src/store/store');",
      'kinds may not',
    ],
    [
      'a forbidden type on demand',
      'src/kinds/a.ts',
      "type S = import('#src/store/store').S;",
      'kinds may not',
    ],
    [
      'a forbidden export from elsewhere',
      'src/kinds/a.ts',
      "export * from '#src/store/store';",
      'kinds may not',
    ],
    ['an import of a main', 'src/http/a.ts', "import '#src/main';", 'nobody imports a main'],
    [
      'SQLite outside its engine',
      'src/search/a.ts',
      "import D from 'better-sqlite3';",
      'enters only',
    ],
    ['a driver in a kind', 'src/kinds/a.ts', "import 'drizzle-orm/better-sqlite3';", 'enters only'],
    [
      'the model library elsewhere',
      'embeddings/a.ts',
      "await import('@xenova/transformers');",
      'enters only',
    ],
    ['hono in the search', 'src/search/a.ts', "import { Hono } from 'hono/tiny';", 'enters only'],
    [
      'the server library elsewhere',
      'src/http/app.ts',
      "import '@hono/node-server';",
      'enters only',
    ],
    ['a path that climbs', 'src/http/a.ts', "import '../errors.ts';", 'through their alias'],
    [
      'environment in a module',
      'src/config.ts',
      'export const p = process.env.PORT;',
      'reads process.env',
    ],
    ['a default export', 'src/http/a.ts', 'export default 1;', 'default export'],
    ['a default function', 'src/http/a.ts', 'export default function a() {}', 'default export'],
    [
      'a default by another name',
      'src/http/a.ts',
      'const a = 1; export { a as default };',
      'default export',
    ],
    ['a long file', 'test/a.test.ts', '\n'.repeat(301), 'has 301 lines'],
    ['a folder that nobody planned', 'src/helpers/a.ts', '', 'belongs to no area'],
  ];
  it.each(forbidden)('forbid %s', (...[, path, text, said]) => {
    const [breach, ...more] = breachesOf({ [path]: text });
    expect(breach).toMatch(`${path}: `);
    expect(breach).toContain(said);
    expect(more).toEqual([]);
  });

  it('forbid modules that import each other', () => {
    const breaches = breachesOf({
      'src/search/a.ts': "import './b.ts';",
      'src/search/b.ts': "import './c.ts';",
      'src/search/c.ts': "import './a.ts';",
    });
    expect(breaches).toEqual([
      'src/search/a.ts: imports itself: src/search/a.ts -> src/search/b.ts -> src/search/c.ts -> src/search/a.ts (no cycles)',
    ]);
  });

  const allowed: readonly [what: string, path: string, text: string][] = [
    ['an error anywhere', 'src/kinds/a.ts', "import '#src/errors';"],
    ['a module beside', 'src/kinds/a.ts', "import './b.ts';"],
    ['SQLite in its engine', 'src/store/sqlite/open.ts', "import D from 'better-sqlite3';"],
    ['columns in a kind', 'src/kinds/a.ts', "import 'drizzle-orm/sqlite-core';"],
    ['environment in a main', 'src/main.ts', 'readConfig(process.env);'],
    ['a default export of a configuration', 'test/vitest.config.ts', 'export default {};'],
    [
      'what only looks like an import',
      'src/kinds/a.ts',
      'const a = "import \'hono\'"; // process.env',
    ],
    ['a default case', 'src/kinds/a.ts', 'switch (a) { default: b(); }'],
    ['300 lines', 'src/http/a.ts', '\n'.repeat(300)],
  ];
  it.each(allowed)('allow %s', (_, path, text) => {
    expect(breachesOf({ [path]: text })).toEqual([]);
  });
});
