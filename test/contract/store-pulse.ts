import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { StoreUnderTest } from './store-records.ts';

/** The contract of `pulse`, for any engine. */
export function describePulses(engine: string, open: () => StoreUnderTest): void {
  describe(`${engine}: pulse`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.remove());

    it('grows with what is written', async () => {
      const before = await under.store.pulse();
      const value = { title: 't', notes: 'x'.repeat(100_000) };
      const operations = Array.from({ length: 20 }, () => ({
        ...({ op: 'create', kind: 'workspace_tasks', value } as const),
      }));
      await under.store.write({ operations });
      const after = await under.store.pulse();
      expect(after.bytes + after.walBytes).toBeGreaterThan(before.bytes + before.walBytes + 2e6);
    });
  });
}
