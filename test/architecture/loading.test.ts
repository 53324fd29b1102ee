import { existsSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { readSource } from './source.ts';

/** What takes long to load, and is not for everyone who starts at a module. */
const RULES: readonly {
  readonly from: string;
  readonly never: readonly string[];
  readonly because: string;
}[] = [
  {
    from: 'src/cli/program.ts',
    never: [
      ...['better-sqlite3', 'drizzle-orm', 'hono', 'zod', 'pino', 'prom-client', 'ulid'],
      ...['micromark', 'mdast-util-from-markdown', 'mdast-util-gfm', 'fast-xml-parser'],
      ...['@modelcontextprotocol/sdk', 'src/service.ts', 'src/config.ts', 'indexer/'],
    ],
    because: '`workspace --version` and a command of a service elsewhere need none of it',
  },
  {
    from: 'src/service.ts',
    never: [
      ...['pino', 'prom-client', '@modelcontextprotocol/sdk', 'd3-force', 'mdast-util-gfm'],
      ...['src/web/', 'src/mcp/', 'src/http/openapi/document.ts'],
    ],
    because: 'a command opens the service, too, and shows no page and serves no agent',
  },
];

/** Everything that is loaded with a module: files by their paths, packages by their names. */
function loadedWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  if (!existsSync(path)) return seen;
  for (const { specifier, target, typeOnly, onDemand } of readSource(
    path,
    readFileSync(path, 'utf8'),
  ).imports)
    if (!typeOnly && !onDemand) {
      if (target === undefined) seen.add(specifier);
      else loadedWith(target, seen);
    }
  return seen;
}

it.each(RULES)('$from loads at its start only what it needs: $because', ({ from, never }) => {
  const loaded = [...loadedWith(from)];
  const isOf = (name: string, rule: string) =>
    name === rule || name.startsWith(rule.endsWith('/') ? rule : `${rule}/`);
  expect(loaded.length).toBeGreaterThan(50);
  expect(loaded.filter((name) => never.some((rule) => isOf(name, rule)))).toEqual([]);
});
