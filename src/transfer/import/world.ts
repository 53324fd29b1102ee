import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { byKind, idIn, keyOf } from '#src/transfer/lookup';

import type { Compared } from './compare.ts';
import type { Removal } from './removals.ts';
import type { PlacedRecord } from './types.ts';

/** What an import would leave behind. */
export interface Outcome {
  readonly records: readonly Compared[];
  readonly removed: readonly Removal[];
  /** Given records that are not imported: what names them is not at fault itself. */
  readonly faulty: readonly PlacedRecord[];
}

/** An outcome with what is asked of it again and again. */
export interface World extends Outcome {
  ofKind(kind: KindName): readonly Compared[];
  /** Whether a stored record stays as it is: neither written nor removed. */
  stays(kind: KindName, record: AnyRecord): boolean;
}

export function worldOf(outcome: Outcome): World {
  const groups = byKind(outcome.records, ({ given }) => given.kind);
  const touched = new Set([
    ...outcome.records.flatMap(({ given, id }) =>
      id === undefined ? [] : [keyOf(given.kind, id)],
    ),
    ...outcome.removed.map(({ kind, id }) => keyOf(kind, id)),
  ]);
  return {
    ...outcome,
    ofKind: (kind) => groups.get(kind) ?? [],
    stays: (kind, record) => !touched.has(keyOf(kind, idIn(kind, record))),
  };
}

/** A field whose values name records of a kind. */
export interface Reference {
  readonly kind: KindName;
  readonly field: string;
  readonly target: KindName;
  /** The target's field that it names. */
  readonly of: string;
  /** It names such records only while another field has this value: ends of links and tags. */
  readonly when?: { readonly field: string; readonly is: string };
}

/** Every foreign key of the registry. */
export const foreignKeys = (): readonly Reference[] =>
  kindNames.flatMap((kind) =>
    Object.values(kindOf(kind).fields).flatMap(({ name: field, references }) =>
      references
        ? [{ kind, field, target: references.kind as KindName, of: references.field }]
        : [],
    ),
  );

/** Every end of a record that ends at records of any kind. */
export const ends = (): readonly Reference[] =>
  kindNames.flatMap((kind) =>
    (kindOf(kind).relations.ends ?? []).flatMap((end) =>
      kindNames.map((target) => ({
        ...{ kind, field: end.id, target, of: kindOf(target).primaryKey },
        when: { field: end.kind, is: target },
      })),
    ),
  );
