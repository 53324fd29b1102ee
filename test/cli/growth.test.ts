import { describe, expect, it } from 'vitest';

import { renderStatus } from '#src/cli/render/status';
import { styleFor } from '#src/cli/render/style';
import type { ServiceStatus } from '#src/client/types';
import { GROWTH_LIMITS, growthReport } from '#src/operations/growth';

const style = styleFor({ env: {} }, { write: () => true });
const statusOf = (
  tasks: number,
  tableBytes?: number,
  writers: readonly string[] = [],
): ServiceStatus => {
  const records = { workspace_tasks: tasks };
  const structured =
    tableBytes === undefined ? {} : { structured: { workspace_tasks: tableBytes } };
  return {
    version: '1.0.0',
    database: { path: 'w.db', bytes: 2048, wal_bytes: 1024 },
    records,
    growth: growthReport({ records }, { walBytes: 1024, history: 1024, writers, ...structured }),
    index: {
      space: undefined,
      model: undefined,
      passages: 0,
      pending: 0,
      failed: 0,
      ...{ passages_per_second: null, seconds_left: 0, indexer: null, spaces: [] },
    },
    embedder: { state: 'ready', model: 'm' },
    search: { degraded: [] },
  };
};
const linesOf = (status: ServiceStatus): readonly string[] =>
  renderStatus(status, [], style).split('\n');

describe('the status of a database', () => {
  it('has its size, what is not merged yet, and its records', () => {
    expect(linesOf(statusOf(2))[1]).toMatch(
      /w\.db · 2\.0 KB · 1\.0 KB not merged yet · 2 records$/,
    );
  });

  it.each([
    [statusOf(100_000, 52_428_800, ['a', 'b', 'c', 'd']), 0],
    [statusOf(100_001), 1],
    [statusOf(1, 52_428_801), 1],
    [statusOf(1, undefined, ['a', 'b', 'c', 'd', 'e']), 1],
    [statusOf(100_001, 52_428_801, ['a', 'b', 'c', 'd', 'e']), 3],
  ])(
    'warns of what has grown past the limits of the specification (case %#)',
    (status, warnings) => {
      const shown = linesOf(status).filter((line) => line.startsWith('growth'));
      expect(shown).toHaveLength(warnings);
      expect(status.growth.limits).toEqual(GROWTH_LIMITS);
      for (const line of shown) expect(line).toMatch(/`workspace (?:export|serve)`.*PostgreSQL/);
    },
  );
});
