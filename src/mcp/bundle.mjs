import { build } from 'esbuild';

/**
 * Bundles `workspace mcp` for `dist` (docs/decisions/0031): an agent's program waits for all of its servers
 * before the first question, and 340 small modules take twice as long to load as one of them all. What
 * opens the database stays outside, for it is loaded with the first call; so do the modules that must be
 * there only once: the class of our errors, and the one that knows where the package lies.
 */
await build({
  entryPoints: ['src/cli/agent-program.ts'],
  outfile: 'dist/src/cli/agents-bundle.js',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  external: ['#src/service', '#src/errors', '#src/package-root'],
  // Commander and the protocol's library are CommonJS in part, and ask for Node's modules by require.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'inline',
  logLevel: 'warning',
});
