import type { FailedJob, IndexStatus } from '#src/store/store';

import type { SpaceShown } from './space-types.ts';

/** How fast a space comes on. */
export interface SpaceProgress {
  /** Over the last minute, of the time in which it was worked on; null when it was not. */
  readonly passages_per_second: number | null;
  /** Until nothing waits, at the pace of the last minute; 0 when nothing does, null when nothing is known. */
  readonly seconds_left: number | null;
}

/** The index as the API shows it; figures beside `spaces` are those of the current space. */
export interface IndexReport extends Omit<IndexStatus, 'queryFingerprint'>, SpaceProgress {
  /** Who embeds now; null when nobody does: nothing waits, or no service and no command runs that could. */
  readonly indexer: { readonly holder: string; readonly since: string | null } | null;
  readonly spaces: readonly (SpaceShown & SpaceProgress)[];
}

/** A record that could not be embedded, as the API shows it. */
export interface FailureShown extends Omit<FailedJob, 'due'> {
  /** ISO; when it is tried again by itself. */
  readonly next_try: string;
}

/** Failed records that are due again; of one that has not failed, none. */
export interface RetryRequest {
  readonly kind: string;
  readonly id: string;
}
