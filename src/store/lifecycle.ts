import type { KindName } from '#src/kinds/index';

import type { RecordHead } from './search-index.ts';

/** A link by which one record takes the place of another. */
export interface SupersedingLink {
  readonly successor: RecordEnd;
  readonly predecessor: RecordEnd;
}

export interface RecordEnd {
  readonly kind: KindName;
  readonly id: string;
}

/** What the records say of their own and of each other's standing. */
export interface LifecycleReading {
  /**
   * Every record of a kind with a lifecycle that has a state, a number, a successor or a predecessor,
   * or that is named as one by its id or path; only the fields that the lifecycle names, id, title and
   * facets. In row order. A record that was not written since an earlier reading is the same object as there.
   */
  readonly records: readonly RecordHead[];
  readonly links: readonly SupersedingLink[];
}

/** What no longer holds, and what holds in its place, is worked out from this by `src/search/chains.ts`. */
export interface Lifecycles {
  /** Opaque; stays while nothing that `lifecycle` reads is written, by whichever process. Costs next to nothing while nothing at all is written. */
  lifecycleRevision(): Promise<string>;
  lifecycle(): Promise<LifecycleReading>;
}
