import type { Records, Stored, WriteOutcome } from '#src/store/store';

/** The store as one request sees it. */
export interface RequestRecords extends Records {
  /** What the same request wrote when it was sent before, under its idempotency key. */
  readonly earlier?: readonly WriteOutcome[];
}

/** Records that the same request wrote when it was sent before; undefined when this is the first time. */
export const writtenBefore = ({
  earlier,
}: Pick<RequestRecords, 'earlier'>): readonly Stored[] | undefined =>
  earlier?.flatMap(({ stored }) => stored ?? []);
