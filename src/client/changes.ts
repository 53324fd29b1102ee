import type { KindName } from '#src/kinds/index';
import type { Change, ChangesPage, History, HistoryEntry } from '#src/store/store';

import { headersOf, queryOf } from './parameters.ts';
import type { Send, Transport } from './transport.ts';
import type { Envelope, RecordFor, RecordRef, WriteOptions } from './types.ts';

export type { Change, ChangesPage, FieldChange, HistoryEntry } from '#src/store/store';

export interface ChangesOptions {
  /** The cursor after which to begin, or `now`. Default: the first change that there is. */
  readonly since?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Changes of a page, 1 to 1,000; default 100. */
  readonly limit?: number | undefined;
  /** Seconds to wait for a change while there is none, 0 to 60; default 0. */
  readonly wait?: number | undefined;
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

export interface HistoryOptions {
  /** Versions of a page, 1 to 1,000; default 50. */
  readonly limit?: number | undefined;
  /** Only versions before this one. */
  readonly before?: number | undefined;
}

export interface RecordHistory extends Omit<History, 'next'> {
  readonly kind: KindName;
  readonly id: string;
  /** `before` of the next page; null on the last one. */
  readonly next: number | null;
}

/** A record as it was after one of its writes. */
export interface RecordVersion<T> {
  readonly kind: KindName;
  readonly id: string;
  readonly version: number;
  /** The version that the record has now, or that of its deletion. */
  readonly latest: number;
  /** The write that made it; null when that was before the history begins. */
  readonly made: HistoryEntry | null;
  readonly record: T;
}

/** What was written, in order, and what records were before. */
export interface ChangesClient {
  /** Code: feed_lost, when the database file is another one, or an earlier state of it was restored. */
  changes(options?: ChangesOptions): Promise<ChangesPage>;
  /**
   * Every change as it comes, in order, without end. Whoever goes on later begins with the cursor of
   * the last one. Codes: those of `changes`; unreachable, when the service goes away.
   */
  follow(options?: Omit<ChangesOptions, 'wait'>): AsyncIterable<Change>;
  /** The latest version first. */
  history(ref: RecordRef, options?: HistoryOptions): Promise<RecordHistory>;
  version<K extends string>(
    ref: RecordRef<K>,
    version: number,
  ): Promise<RecordVersion<RecordFor<K>>>;
  /** Writes a version back as a new one, of a deleted record with its tags and links. */
  restore<K extends string>(
    ref: RecordRef<K>,
    version: number,
    options?: WriteOptions,
  ): Promise<Envelope<RecordFor<K>>>;
  /** Drops the older values of one record, or those from before a time; answers how many changes. */
  forgetHistory(what: RecordRef | { readonly before: string }): Promise<number>;
}

/** Seconds that a request of `follow` waits. */
const PATIENCE = 25;

export const changesClient = ({ send }: Pick<Transport, 'send'>): ChangesClient => ({
  ...feed(send),
  history: ({ kind, id }, options = {}) =>
    send({ method: 'GET', path: [kind, id, 'history'], query: queryOf({ ...options }) }),
  version: ({ kind, id }, version) =>
    send({ method: 'GET', path: [kind, id, 'history', String(version)] }),
  restore: ({ kind, id }, version, options) =>
    send({
      method: 'POST',
      path: [kind, id, 'history', String(version), 'restore'],
      headers: headersOf(options),
    }),
  forgetHistory: async (what) =>
    (
      await send<{ forgotten: number }>(
        'kind' in what
          ? { method: 'DELETE', path: [what.kind, what.id, 'history'] }
          : { method: 'POST', path: ['changes', 'forget'], body: what },
      )
    ).forgotten,
});

function feed(send: Send): Pick<ChangesClient, 'changes' | 'follow'> {
  const changes: ChangesClient['changes'] = ({ kinds, signal, ...rest } = {}) =>
    send({ method: 'GET', path: ['changes'], query: queryOf({ ...rest, kind: kinds }), signal });
  return { changes, follow: (options = {}) => followed(changes, options) };
}

async function* followed(
  changes: ChangesClient['changes'],
  options: Omit<ChangesOptions, 'wait'>,
): AsyncGenerator<Change, undefined> {
  for (let { since } = options; options.signal?.aborted !== true;) {
    const { items, next } = await changes({ ...options, since, wait: PATIENCE });
    yield* items;
    since = next;
  }
  return undefined;
}
