import type { FilterFor, Known, NameOf, SortFor, StatusOf } from './kind-types.ts';
import type { Field, Operator } from '#src/kinds/field';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord, Facet } from '#src/kinds/kind';
import type { BackupState } from '#src/operations/backup-types';
import type { GrowthReport } from '#src/operations/growth-types';
import type { FailureShown, IndexReport, RetryRequest } from '#src/operations/index-types';
import type { FacetName, Facets } from '#src/search/facet-types';
import type { Degradation, Hit, LifecycleRequest, Mode, SearchResponse } from '#src/search/types';
import type { IndexState, IndexStatus } from '#src/store/store';

export type * from './kind-types.ts';

/** Where a record is. */
export interface RecordRef<K extends string = string> {
  readonly kind: K;
  readonly id: string;
}

/** What similar records are wanted for. */
export type SimilarTo = RecordRef | { readonly text: string };

/** Name and value of URL filters, as the grammar has them: `['created__gte', '2025-11-01']`. Several are AND-ed. */
export type UrlFilters = readonly (readonly [name: string, value: string])[];

/** A record as it is answered, with its version. */
export interface Envelope<T = AnyRecord> {
  readonly kind: KindName;
  readonly id: string;
  readonly etag: string;
  readonly index: IndexState;
  readonly record: T;
  /** Only when a wait for the index ended too soon. */
  readonly waited?: Waited;
}

export interface Page<T = AnyRecord> {
  readonly kind: KindName;
  readonly items: readonly T[];
  /** Records that match, on all pages. */
  readonly total: number;
  readonly next_cursor: string | null;
  /** Over all that `total` counts; when they were asked for. */
  readonly facets?: Facets;
}

export interface FacetOptions {
  /** Counts of all that matches, by all facets or by these. Default: none. */
  readonly facets?: boolean | readonly FacetName[];
  /** Values of one facet, 1 to 1,000; default 20. */
  readonly facet_limit?: number;
}

export interface Narrowing<K extends string = string> {
  /** All of it holds: `{ severity: 'HIGH', detected: { gte: '2025-01-01' } }`. */
  readonly filter?: FilterFor<NoInfer<K>>;
  /** The same as an address has it; beside `filter`, both hold. */
  readonly filters?: UrlFilters;
}

export interface ListOptions<K extends string = string, F extends string = string>
  extends FacetOptions, Narrowing<K> {
  /** Only these fields of each record, and its primary key; all when absent. */
  readonly fields?: readonly F[];
  /** Default: newest first, for most kinds. */
  readonly sort?: SortFor<NoInfer<K>>;
  /** 1 to 1,000; default 50. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** `limit` is that of all pages together; default: all that match. */
export type EachOptions<K extends string = string, F extends string = string> = Omit<
  ListOptions<K, F>,
  'cursor' | keyof FacetOptions
>;

export interface SearchOptions<K extends string = string>
  extends FacetOptions, LifecycleRequest, Narrowing<K> {
  /** Default: all that have text. */
  readonly kinds?: readonly Known<K>[];
  /** 1 to 1,000; default 10. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly mode?: Mode;
  /** Whether `status:open` in the text is a filter. Default true. */
  readonly qualifiers?: boolean;
  /** The last word is still being typed, and stands for the words that begin with it too. Default false. */
  readonly prefix?: boolean;
  readonly strict?: boolean;
  /** Tell how the answer came to be. Default false. */
  readonly explain?: boolean;
}

export type SimilarOptions<K extends string = string> = Omit<
  SearchOptions<K>,
  'mode' | 'qualifiers' | 'prefix'
>;

/** A hit of a kind that is known: `kind` tells which, and with it what its status can be. */
export type HitFor<K extends string> = HitIn<NameOf<K>>;
type HitIn<N extends KindName> = N extends KindName
  ? Omit<Hit, 'kind' | 'status'> & { readonly kind: N; readonly status: StatusOf<N> }
  : never;

/** Of kinds known only at run time, hits of any. */
export type Found<K extends string> = string extends K
  ? SearchResponse
  : Omit<SearchResponse, 'hits'> & { readonly hits: readonly HitFor<K>[] };

export interface WriteOptions {
  /** Only when the record still has this etag (`precondition_failed` otherwise). */
  readonly ifMatch?: string | undefined;
  /** Sent again with the same key, the request is answered as the first time. */
  readonly idempotencyKey?: string | undefined;
  /** Seconds, 0 to 120, to wait until the text can be found by meaning; `waited` says when that was too short. */
  readonly waitIndexed?: number | undefined;
}

/** That a wait for the index ended before it was in step. */
export interface Waited {
  readonly seconds: number;
  readonly queued: number;
  readonly reason: string;
}

/** A field as `GET /api/kinds` describes it. */
export interface FieldDescription extends Omit<Field, 'primaryKey'> {
  readonly primary_key: boolean;
  /** The service sets it with every change of the record. */
  readonly renewed: boolean;
}

/** What `related` can be asked for. */
export interface RelationDescription {
  readonly name: string;
  readonly direction: 'out' | 'in' | 'both';
  /** The kind at the other end. */
  readonly kind: string;
  /** The kind whose records join the two. */
  readonly through?: string;
}

/** A kind as `GET /api/kinds` describes it. */
export interface KindDescription {
  readonly name: string;
  readonly label: string;
  readonly short: readonly string[];
  readonly primary_key: string;
  readonly title: string;
  readonly sort: string;
  readonly fields: readonly FieldDescription[];
  readonly facets: Readonly<Partial<Record<Facet, string>>>;
  readonly searchable: boolean;
  readonly lifecycle?: {
    readonly field: string;
    readonly past: readonly string[];
    readonly superseded_by?: string;
    readonly supersedes?: string;
  };
  readonly relations: readonly RelationDescription[];
  readonly filters: {
    /** By every name that a filter may use, facets and `tag` included. */
    readonly operators: Readonly<Record<string, readonly Operator[]>>;
  };
}

export interface ServiceStatus {
  readonly version: string;
  readonly database: { readonly path?: string; readonly bytes: number; readonly wal_bytes: number };
  readonly records: Readonly<Partial<Record<KindName, number>>>;
  readonly growth: GrowthReport;
  readonly index: IndexReport;
  /** Absent where there is no file. */
  readonly backups?: BackupState;
  readonly embedder: {
    readonly state: 'ready' | 'loading' | 'unloaded' | 'failed';
    readonly model: string;
    readonly reason?: string;
    /** The settings or the version of the service do not fit the file. */
    readonly remark?: string;
  };
  /** What a question would be answered without now, and why. */
  readonly search: { readonly degraded: readonly Degradation[] };
}

export type { FailureShown, IndexReport, IndexStatus, RetryRequest };
