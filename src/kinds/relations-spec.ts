/**
 * What a kind says about how its records are related to others, as data. Kinds are named by their
 * names, since a kind's file knows no other; `test/relations/registry.test.ts` holds that each exists.
 * A foreign key is a relation by itself, and needs words here only for better names.
 */
export interface RelationSpec<F extends string = string> {
  /** By the field that names the other record, or a list of them. */
  readonly references?: Readonly<Partial<Record<F, Reference>>>;
  /** Fields of a record that joins others, each with the relation under which the others see that end. */
  readonly joins?: Joins<F>;
  /** Ends at a record of any kind: it must be there, and a record that goes takes these along. */
  readonly ends?: readonly RecordEnd<F>[];
  /** Field with the records of this kind that must be done first. */
  readonly dependencies?: F;
  /** Values of the status facet under which a record no longer holds up what waits for it. */
  readonly done?: readonly string[];
}

/** A field that names a record of another kind, or of its own. */
export interface Reference {
  /** Kinds that it may name. Not given for a foreign key, which says so itself. */
  readonly to?: string | readonly string[];
  /** Field of the other record that may stand in place of its primary key. */
  readonly by?: string;
  /** What the other record is to this one. Default: the field without `_id`. */
  readonly out?: string;
  /** What this record is to the other one. Default: this kind's name. */
  readonly in?: string;
  /** Relations of the other record that are told with it. */
  readonly with?: readonly string[];
  /** It may name things that are no records, so that nothing is missing when there is none. */
  readonly loose?: boolean;
}

export interface Joins<F extends string = string> {
  readonly ends: Readonly<Partial<Record<F, string>>>;
  /** The joining record says nothing else, and is itself not told. */
  readonly bare: boolean;
}

/** A pair of fields that together name a record of any kind. */
export interface RecordEnd<F extends string = string> {
  readonly kind: F;
  readonly id: F;
}
