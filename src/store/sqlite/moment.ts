import type { Connection } from './connection.ts';

/**
 * What SQLite itself knows of writes, by this connection and by others: two moments are the same only
 * when nothing was committed between them. Of this connection and this opening of it alone.
 */
export const createMoment =
  ({ sqlite }: Pick<Connection, 'sqlite'>): (() => string) =>
  () => {
    const [changes] =
      sqlite.prepare<[], readonly [number]>('SELECT total_changes()').raw().get() ?? [];
    return `${String(sqlite.pragma('data_version', { simple: true }))}-${String(changes)}`;
  };

/** What `read` says, asked again only at another moment. */
export function keptWhile<T>(momentOf: () => string, read: () => T): () => T {
  let last: { readonly moment: string; readonly value: T } | undefined;
  return () => {
    const moment = momentOf();
    if (last?.moment !== moment) last = { moment, value: read() };
    return last.value;
  };
}
