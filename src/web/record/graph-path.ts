import type { RecordRef } from '#src/client/types';

/** Where the graph around a record is. */
export const graphPath = ({ kind, id }: RecordRef): string =>
  `/graph?${new URLSearchParams({ kind, id }).toString()}`;
