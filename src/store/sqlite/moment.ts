import type { Connection } from './connection.ts';
import { lineageOf } from './lineage.ts';

/**
 * What SQLite itself knows of writes, by this connection and by others: two moments are the same only
 * when nothing was committed between them. Of this connection and this opening of it alone.
 */
export const createMoment =
  ({ sqlite }: Pick<Connection, 'sqlite'>): (() => string) =>
  () => {
    const one = (source: string): unknown => sqlite.prepare(source).pluck().get();
    return `${String(one('PRAGMA data_version'))}-${String(one('SELECT total_changes()'))}`;
  };

/**
 * The same of records alone, whoever wrote them: each of their writes is in the feed of changes, whose
 * numbers only grow. The indexer commits some fifty times a second without writing a record, and
 * adding up the versions of 10,000 records takes a millisecond.
 */
export const createRecordMoment = ({ sqlite }: Pick<Connection, 'sqlite'>): (() => string) => {
  const source = `SELECT seq FROM sqlite_sequence WHERE name = 'wm_changes'`;
  return () => {
    const last = sqlite.prepare<[], number>(source).pluck().get() ?? 0;
    return `${lineageOf(sqlite)}-${last}`;
  };
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
