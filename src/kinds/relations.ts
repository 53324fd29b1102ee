import { kindNames, kindOf, type KindName } from './index.ts';
import type { Kind } from './kind.ts';
import { directionOf, type Seen } from './relations-names.ts';
import type { Reference } from './relations-spec.ts';

/**
 * How records of one kind find those of another: a value that stands in one of the `own` fields of
 * this record stands in one of the `other` fields of the other, directly or over a joining record.
 */
export interface Relation extends Seen {
  readonly kind: KindName;
  readonly own: readonly string[];
  readonly other: readonly string[];
  readonly through?: Through;
  /** Relations of the other record that are told with it. */
  readonly with: readonly string[];
  /** The field itself names the others, so that one that is not there is missing. */
  readonly names: boolean;
}

/** A joining kind: its field for this record, and its field for the other one. */
export interface Through {
  readonly kind: KindName;
  readonly from: string;
  readonly to: string;
}

/** Every way from a record of a kind to others, links apart: what it names, what names it, and what is joined to it. */
export const relationsOf = (name: KindName): readonly Relation[] => [
  ...referencesOf(name).flatMap((reference) => outward(reference)),
  ...kindNames.flatMap((from) => inward(from, name)),
  ...kindNames.flatMap((join) => joined(join, name)),
];

/** A field that names records, by a foreign key or without one. */
interface Referring {
  readonly kind: KindName;
  readonly field: string;
  readonly targets: readonly KindName[];
  readonly enforced: boolean;
  readonly spec: Reference;
}

function referencesOf(name: KindName): readonly Referring[] {
  const { fields, relations } = kindOf(name);
  return Object.values(fields).flatMap(({ name: field, references }) => {
    const spec = relations.references?.[field];
    if (!spec && !references) return [];
    const targets = (references ? [references.kind] : [spec?.to ?? []].flat()) as KindName[];
    return [{ kind: name, field, targets, enforced: references !== undefined, spec: spec ?? {} }];
  });
}

/** Fields of a target that a reference may hold: what its foreign key names, or the primary key and another. */
function matched({ kind, field, enforced, spec }: Referring, target: KindName): readonly string[] {
  const key = kindOf(kind).fields[field]?.references?.field;
  if (enforced && key !== undefined) return [key];
  return [kindOf(target).primaryKey, ...(spec.by === undefined ? [] : [spec.by])];
}

const outward = (reference: Referring): readonly Relation[] =>
  reference.targets.map((target) => {
    const { field, enforced, spec } = reference;
    const name = spec.out ?? field.replace(/_id$/, '');
    return {
      name,
      direction: directionOf(name, 'out'),
      kind: target,
      own: [field],
      other: matched(reference, target),
      with: spec.with ?? [],
      names: !enforced && spec.loose !== true,
    };
  });

function inward(from: KindName, to: KindName): readonly Relation[] {
  if (joinsOf(kindOf(from)).bare) return [];
  return referencesOf(from)
    .filter(({ targets }) => targets.includes(to))
    .map((reference) => {
      const name = reference.spec.in ?? from;
      const fields = { own: matched(reference, to), other: [reference.field] };
      return {
        ...{ name, direction: directionOf(name, 'in'), kind: from, ...fields },
        ...{ with: [], names: false },
      };
    });
}

const joinsOf = ({ relations }: Kind) => relations.joins ?? { ends: {}, bare: false };

/** The other ends of the records of `join` that have `to` at one of their ends. */
function joined(join: KindName, to: KindName): readonly Relation[] {
  const { ends } = joinsOf(kindOf(join));
  const references = referencesOf(join).filter(({ field }) => ends[field] !== undefined);
  return references
    .filter(({ targets }) => targets.includes(to))
    .flatMap((near) =>
      references
        .filter((far) => far !== near)
        .flatMap((far) => far.targets.map((target) => across(near, far, { to, target }))),
    );
}

function across(
  near: Referring,
  far: Referring,
  { to, target }: { readonly to: KindName; readonly target: KindName },
): Relation {
  const name = joinsOf(kindOf(near.kind)).ends[far.field] ?? target;
  return {
    name,
    direction: directionOf(name, 'in'),
    kind: target,
    own: matched(near, to),
    other: matched(far, target),
    through: { kind: near.kind, from: near.field, to: far.field },
    with: [],
    names: false,
  };
}
