import { kindNames, kindOf, type KindName } from './index.ts';

/** Kinds whose records can take each other's place: rows of decisions, and the files that tell them. */
export const decidingKinds: readonly KindName[] = kindNames.filter(
  (name) => kindOf(name).lifecycle !== undefined,
);

/**
 * Over these kinds, the filters of an address that leave decisions alone where a kind keeps other
 * things beside them. They say what is not wanted: a record without the field is a decision.
 */
export const decisionsOnly: readonly (readonly [name: string, value: string])[] =
  decidingKinds.flatMap((name) => {
    const { lifecycle, fields } = kindOf(name);
    if (!lifecycle?.only) return [];
    const { field, values } = lifecycle.only;
    const others = (fields[field]?.values ?? []).filter((value) => !values.includes(value));
    return [[`${field}__nin`, others.join(',')] as const];
  });
