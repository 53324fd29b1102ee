import type { SpacePace, Store } from '#src/store/store';

import type { IndexReport, SpaceProgress } from './index-types.ts';
import { listSpaces, type SpaceDeps } from './model-spaces.ts';

export interface IndexReportDeps {
  readonly store: Pick<
    Store,
    'indexStatus' | 'indexPace' | 'indexHolder' | keyof SpaceDeps['store']
  >;
  readonly indexer?: SpaceDeps['indexer'];
}

/** How far the vectors are in step with the records, how fast they come on, and who works on them. */
export async function indexReport({ store, indexer }: IndexReportDeps): Promise<IndexReport> {
  const { queryFingerprint: _, ...status } = await store.indexStatus();
  const [spaces, paces] = [await listSpaces({ store, indexer }), await store.indexPace()];
  const holder = await store.indexHolder();
  const paceOf = (space: string | undefined) => paces.find((each) => each.space === space);
  return {
    ...status,
    ...progressOf(status, paceOf(status.space)),
    indexer: holder ? { holder: shownHolder(holder.holder), since: holder.since ?? null } : null,
    spaces: spaces.map((space) => ({ ...space, ...progressOf(space, paceOf(space.fingerprint)) })),
  };
}

/** `host:process:random`, which says more to people without the random part. */
const shownHolder = (holder: string): string =>
  holder.replace(/^(.+):(\d+):[0-9a-f-]{36}$/, 'process $2 on $1');

const SECOND = 1_000;

/** Work that began and ended within a millisecond counts as one. */
export function progressOf(
  { pending }: { readonly pending: number },
  pace: SpacePace | undefined,
): SpaceProgress {
  const seconds = pace && Math.max(1, pace.busy) / SECOND;
  const left = pace && seconds ? Math.ceil((pending * seconds) / pace.records) : null;
  return {
    passages_per_second: pace && seconds ? Math.round((pace.passages / seconds) * 10) / 10 : null,
    seconds_left: pending === 0 ? 0 : left,
  };
}
