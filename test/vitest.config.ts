import { defineConfig } from 'vitest/config';

import { SkipReporter } from './support/skip-reporter.ts';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    reporters: ['default', new SkipReporter()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A condition is waited for as long as a busy machine takes; one second is too short for a worker to start.
    expect: { poll: { timeout: 10_000 } },
  },
});
