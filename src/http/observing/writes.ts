import type { Store } from '#src/store/store';

import type { Metrics } from './types.ts';

/** The same store; its writes are counted while they last. */
export function countWrites(store: Store, metrics: Pick<Metrics, 'writes'> | undefined): Store {
  if (!metrics) return store;
  return {
    ...store,
    write: (batch) => store.write(batch).finally(metrics.writes()),
  };
}
