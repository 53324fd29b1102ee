import { defineConfig } from 'vitest/config';

import { SkipReporter } from './support/skip-reporter.ts';

export default defineConfig({
  // Some packages' source maps name sources that they do not ship, which is a warning each.
  logLevel: 'error',
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // What the MCP SDK's client depends on offers TypeScript under `source`, which Node does not read.
    server: { deps: { inline: [/@modelcontextprotocol/, /eventsource-parser/] } },
    reporters: ['default', new SkipReporter()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A condition is waited for as long as a busy machine takes; one second is too short for a worker to start.
    expect: { poll: { timeout: 10_000 } },
  },
});
