import type { InputOf, KindName, kinds, RecordOf } from '#src/kinds/index';
import type { AnyRecord, Facet } from '#src/kinds/kind';

/** What the compiler knows of kinds by their names: all of it is folded from the registry. */
type Registry = typeof kinds;

type ShortOf<N extends KindName> = Registry[N]['short'][number];

type ByShort = { readonly [N in KindName as ShortOf<N>]: N };

/** A full or a short name of a kind: `workspace_tasks`, `task`. */
export type KindAlias = KindName | keyof ByShort;

/** The full name of a kind that is known by `K`; any, where that is known only at run time. */
export type NameOf<K extends string> = string extends K ? KindName : KnownName<K>;
type KnownName<K extends string> = K extends KindName
  ? K
  : K extends keyof ByShort
    ? ByShort[K]
    : never;

/** `K` where it is just any name: a literal belongs to a signature that knows it. */
export type AtRunTime<K extends string> = string extends K ? K : never;

/** `K`, unless it is a literal that names no kind: a name with a mistake does not compile. */
export type Known<K extends string> = string extends K ? K : K extends KindAlias ? K : never;

/** A record of a kind; of a name known only at run time, any record. */
export type RecordFor<K extends string> = string extends K ? AnyRecord : RecordOf<NameOf<K>>;

/** A listed record: all of it, or the fields that were asked for. */
export type ListedFor<K extends string, F extends string> = [F] extends [never]
  ? RecordFor<K>
  : string extends K
    ? AnyRecord
    : Pick<RecordFor<K>, F & keyof RecordFor<K>>;

/** What creates a record; its id may be left out. */
export type InputFor<K extends string> = string extends K
  ? AnyRecord
  : WithoutId<InputOf<NameOf<K>>>;
type WithoutId<T> = T extends { id: infer Id } ? Omit<T, 'id'> & { readonly id?: Id } : T;

/** A field of a kind. */
export type FieldOf<K extends string> = string extends K
  ? string
  : Extract<keyof RecordFor<K>, string>;

type FacetsOf<N extends KindName> = Registry[N]['facets'];
type FacetOf<N extends KindName> = Extract<keyof FacetsOf<N>, Facet>;

/** What one of several kinds has under a name: a field's own name counts before a facet's. */
type ValueIn<N extends KindName, F extends string> = N extends KindName
  ? F extends keyof RecordOf<N>
    ? RecordOf<N>[F]
    : F extends FacetOf<N>
      ? RecordOf<N>[FacetsOf<N>[F] & keyof RecordOf<N>]
      : never
  : never;

/** The value that a kind's records have as their status; null where it has none. */
export type StatusOf<N extends KindName> = Extract<ValueIn<N, 'status'>, string> | null;

/** Fields and facets of any of several kinds. */
type NamesIn<N extends KindName> = N extends KindName
  ? Extract<keyof RecordOf<N>, string> | FacetOf<N>
  : never;

/** What a record of any kind can be asked for, and no field holds. */
interface Derived {
  readonly tag?: Wanted<string[]>;
  /** Of the kind's date (UTC). */
  readonly year?: Wanted<number>;
}

type FilterIn<N extends KindName> = {
  readonly [F in NamesIn<N>]?: Wanted<ValueIn<N, F>>;
} & Omit<Derived, NamesIn<N>>;

/** Which records: all of it must hold. Several kinds have the fields of each of them. */
export type FilterFor<K extends string = string> = string extends K
  ? Readonly<Record<string, AnyWanted>>
  : FilterIn<NameOf<K>>;

export type Scalar = string | number | boolean;
/** A filter as it comes when the kind is known only at run time. */
export type AnyWanted = Scalar | null | readonly Scalar[] | AnyComparison;
export interface AnyComparison extends Truth, Words {
  readonly eq?: Scalar;
  readonly ne?: Scalar;
  readonly in?: readonly Scalar[];
  readonly nin?: readonly Scalar[];
  readonly lt?: Scalar;
  readonly lte?: Scalar;
  readonly gt?: Scalar;
  readonly gte?: Scalar;
  readonly has?: Scalar;
}

/** What is wanted of a field that holds `V`: a value, one of several, null for an empty field, or comparisons. */
export type Wanted<V> =
  | OfLists<Extract<NonNullable<V>, readonly unknown[]>>
  | OfScalars<Extract<NonNullable<V>, Scalar>>
  | OfOthers<NonNullable<V>>;

type OfLists<V> = V extends readonly (infer E)[]
  ? OneOf<E> | (Equality<E> & Pick<Words, 'contains'> & Truth & { readonly has?: E })
  : never;
type OfScalars<V> = [V] extends [never] ? never : OneOf<V> | (Equality<V> & Ordered<V> & Truth);
type OfOthers<V> = [Extract<V, Scalar | readonly unknown[]>] extends [never]
  ? null | (Pick<Words, 'contains'> & Truth)
  : never;

type OneOf<E> = E | readonly E[] | null;

interface Equality<E> {
  readonly eq?: E;
  readonly ne?: E;
  readonly in?: readonly E[];
  readonly nin?: readonly E[];
}
interface Order<E> {
  readonly lt?: E;
  readonly lte?: E;
  readonly gt?: E;
  readonly gte?: E;
}
interface Words {
  /** Without regard to case. */
  readonly contains?: string;
  readonly starts?: string;
}
interface Truth {
  /** Whether the field is empty. */
  readonly null?: boolean;
}

/** Values of an enumeration have no order of texts; a rank is a sort's. */
type Ordered<V> = [V] extends [boolean]
  ? object
  : [V] extends [number]
    ? Order<V>
    : string extends V
      ? Order<V> & Words
      : Words;

type SortKey<K extends string> = `${'' | '-'}${NamesIn<NameOf<K>>}`;

/** Fields to sort by, `-` before one for descending: `-created`, `['priority', '-created']`, or with commas. */
export type SortFor<K extends string = string> = string extends K
  ? string | readonly string[]
  : SortKey<K> | `${SortKey<K>},${string}` | readonly SortKey<K>[];
