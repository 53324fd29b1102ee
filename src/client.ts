import { backupClient, type BackupClient } from '#src/client/backup';
import { changesClient, type ChangesClient } from '#src/client/changes';
import { csvClient, type CsvClient } from '#src/client/csv';
import { doctorClient, type DoctorClient } from '#src/client/doctor';
import { documentClient, type DocumentClient } from '#src/client/document';
import { eachOf } from '#src/client/each';
import { inPairs } from '#src/client/filter-pairs';
import { indexEventsClient, type IndexEventsClient } from '#src/client/index-events';
import { lintClient, type LintClient } from '#src/client/lint';
import { precedentsClient, type PrecedentsClient } from '#src/client/precedents';
import { operationMethods, type OperationMethods } from '#src/client/operations';
import {
  fieldTypes,
  headersOf,
  listQuery,
  queryOf,
  searchByBody,
  searchByUrl,
  similarToRecord,
  similarToText,
  writing,
} from '#src/client/parameters';
import { modelsClient, type ModelsClient } from '#src/client/models';
import { sourcesClient, type SourcesClient } from '#src/client/sources';
import { statisticsClient, type StatisticsClient } from '#src/client/statistics';
import { timelineClient, type TimelineClient } from '#src/client/timeline';
import { spacesClient, type SpacesClient } from '#src/client/spaces';
import { relationsClient, type RelationsClient } from '#src/client/relations';
import { transferClient, type TransferClient } from '#src/client/transfer';
import { createTransport, type Send, type TransportOptions } from '#src/client/transport';
import type {
  AtRunTime,
  EachOptions,
  Envelope,
  FailureShown,
  FieldOf,
  Found,
  IndexReport,
  InputFor,
  KindDescription,
  KindAlias,
  ListedFor,
  ListOptions,
  Page,
  RecordFor,
  RecordRef,
  RetryRequest,
  SearchOptions,
  ServiceStatus,
  SimilarOptions,
  SimilarTo,
  WriteOptions,
} from '#src/client/types';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/**
 * The service over HTTP. A kind is a full name or a short one (`task`), which types its records,
 * filters and hits; a name known only at run time leaves them open.
 * Every method throws a `WorkspaceError` with the service's code, sentence, issues and next step,
 * or with `unreachable` when nothing or something else answers.
 */
export interface Client
  extends
    OperationMethods,
    RelationsClient,
    SpacesClient,
    BackupClient,
    ChangesClient,
    CsvClient,
    DoctorClient,
    DocumentClient,
    IndexEventsClient,
    LintClient,
    PrecedentsClient,
    ModelsClient,
    SourcesClient,
    StatisticsClient,
    TimelineClient,
    TransferClient {
  list<K extends KindAlias, F extends FieldOf<K> = never>(
    kind: K,
    options?: ListOptions<K, F>,
  ): Promise<Page<ListedFor<K, F>>>;
  list<K extends string>(kind: AtRunTime<K>, options?: ListOptions): Promise<Page>;
  /** All that match, or `limit` of them, page by page as they are taken up. */
  each<K extends KindAlias, F extends FieldOf<K> = never>(
    kind: K,
    options?: EachOptions<K, F>,
  ): AsyncIterable<ListedFor<K, F>>;
  each<K extends string>(kind: AtRunTime<K>, options?: EachOptions): AsyncIterable<AnyRecord>;
  get<K extends string>(ref: RecordRef<K>): Promise<Envelope<RecordFor<K>>>;
  create<K extends string>(
    kind: K,
    record: InputFor<K>,
    options?: WriteOptions,
  ): Promise<Envelope<RecordFor<K>>>;
  /** All or nothing. */
  createMany<K extends string>(
    kind: K,
    records: readonly InputFor<K>[],
    options?: WriteOptions,
  ): Promise<readonly Envelope<RecordFor<K>>[]>;
  put<K extends string>(
    ref: RecordRef<K>,
    record: InputFor<K>,
    options?: WriteOptions,
  ): Promise<Envelope<RecordFor<K>>>;
  /** All or nothing; each record with its id, or with the fields that its id is made of. */
  putMany<K extends string>(
    kind: K,
    records: readonly InputFor<K>[],
    options?: WriteOptions,
  ): Promise<readonly Envelope<RecordFor<K>>[]>;
  patch<K extends string>(
    ref: RecordRef<K>,
    change: Partial<InputFor<K>>,
    options?: WriteOptions,
  ): Promise<Envelope<RecordFor<K>>>;
  remove(ref: RecordRef, options?: WriteOptions): Promise<void>;
  /** All or nothing; answers how many. */
  removeMany(kind: string, ids: readonly string[], options?: WriteOptions): Promise<number>;
  search<K extends string = KindName>(q: string, options?: SearchOptions<K>): Promise<Found<K>>;
  similar<K extends string = KindName>(
    to: SimilarTo,
    options?: SimilarOptions<K>,
  ): Promise<Found<K>>;
  kinds(): Promise<readonly KindDescription[]>;
  status(): Promise<ServiceStatus>;
  indexStatus(): Promise<IndexReport>;
  /** Of the current space, or of the one with this fingerprint. */
  indexFailures(space?: string): Promise<readonly FailureShown[]>;
  /** All failed ones, or that of one record; answers how many. Code: not_found. */
  retryIndex(of?: RetryRequest): Promise<number>;
}

/** Code `invalid_config` when the address is none. Nothing is sent yet. */
export function createClient(options: TransportOptions): Client {
  const transport = createTransport(options);
  const { send } = transport;
  return {
    ...readers(send),
    ...writers(send),
    ...questions(send),
    ...service(send),
    ...backupClient(transport),
    ...changesClient(transport),
    ...csvClient(transport),
    ...doctorClient(transport),
    ...documentClient(transport),
    ...indexEventsClient(transport),
    ...lintClient(transport),
    ...precedentsClient(transport),
    ...modelsClient(transport),
    ...sourcesClient(transport),
    ...operationMethods(transport),
    ...relationsClient(transport),
    ...spacesClient(transport),
    ...statisticsClient(transport),
    ...timelineClient(transport),
    ...transferClient(transport),
  };
}

type Readers = Pick<Client, 'list' | 'each' | 'get'>;
type Writers = Pick<
  Client,
  'create' | 'createMany' | 'put' | 'putMany' | 'patch' | 'remove' | 'removeMany'
>;
type Questions = Pick<Client, 'search' | 'similar'>;
type Service = Pick<Client, 'kinds' | 'status' | 'indexStatus' | 'indexFailures' | 'retryIndex'>;

interface Items<T> {
  readonly items: readonly T[];
}

const readers = (send: Send): Readers => ({
  list: (kind: string, options: ListOptions = {}): Promise<never> =>
    send({ method: 'GET', path: [kind], query: listQuery(options) }),
  each: (kind: string, options: EachOptions = {}): AsyncIterable<never> =>
    eachOf(send, kind, options),
  get: ({ kind, id }) => send({ method: 'GET', path: [kind, id] }),
});

const writers = (send: Send): Writers => ({
  create: (kind, body, options) =>
    send({ method: 'POST', path: [kind], body, ...writing(options) }),
  createMany: async (kind, body, options) =>
    itemsOf(await send({ method: 'POST', path: [kind], body, ...writing(options) })),
  put: ({ kind, id }, body, options) =>
    send({ method: 'PUT', path: [kind, id], body, ...writing(options) }),
  putMany: async (kind, body, options) =>
    itemsOf(await send({ method: 'PUT', path: [kind], body, ...writing(options) })),
  patch: ({ kind, id }, body, options) =>
    send({ method: 'PATCH', path: [kind, id], body, ...writing(options) }),
  remove: ({ kind, id }, options) =>
    send({ method: 'DELETE', path: [kind, id], headers: headersOf(options) }),
  removeMany: async (kind, ids, options) => {
    const request = { method: 'DELETE', path: [kind], headers: headersOf(options) } as const;
    return (await send<{ deleted: number }>({ ...request, body: { ids } })).deleted;
  },
});

/** Servers and proxies refuse long addresses; a character may take nine of them (`%E9%8E%96`). */
const LONGEST_IN_URL = 1_000;

const questions = (send: Send): Questions => ({
  search: async (q, given = {}) => {
    const options = inPairs(given);
    if (q.length <= LONGEST_IN_URL) return send(searchByUrl(q, options));
    const kinds = options.filters.length > 0 ? await readKinds(send) : [];
    return send(searchByBody(q, options, fieldTypes(kinds)));
  },
  similar: async (to, given = {}) => {
    const options = inPairs(given);
    if ('id' in to) return send(similarToRecord(to, options));
    const kinds = options.filters.length > 0 ? await readKinds(send) : [];
    return send(similarToText(to.text, options, fieldTypes(kinds)));
  },
});

const service = (send: Send): Service => ({
  kinds: () => readKinds(send),
  status: () => send({ method: 'GET', path: ['status'] }),
  indexStatus: () => send({ method: 'GET', path: ['index'] }),
  indexFailures: async (space) =>
    itemsOf(await send({ method: 'GET', path: ['index', 'failures'], query: queryOf({ space }) })),
  retryIndex: async (body) =>
    (await send<{ retried: number }>({ method: 'POST', path: ['index', 'retry'], body })).retried,
});

const itemsOf = <T>(answer: Items<T>): readonly T[] => answer.items;

const readKinds = async (send: Send): Promise<readonly KindDescription[]> =>
  (await send<{ kinds: readonly KindDescription[] }>({ method: 'GET', path: ['kinds'] })).kinds;
