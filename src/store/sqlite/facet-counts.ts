import type { KindName } from '#src/kinds/index';
import type { FacetCounts, Pair, RecordRow, Scalar } from '#src/store/store';

import type { FacetDimension } from './facet-values.ts';

/** What tells a record from others: its kind, and in each dimension its values, or null alone for none. */
export interface Profile {
  readonly kind: KindName;
  readonly values: readonly (readonly (Scalar | null)[])[];
}

interface Counting {
  readonly rows: readonly RecordRow[];
  readonly pairs: readonly Pair[];
  readonly by: readonly FacetDimension[];
}

type ProfileOf = (row: RecordRow) => Profile | undefined;

/** Counts of the records that `profileOf` knows; what both of a pair have counts once. */
export function countProfiles(profileOf: ProfileOf, { rows, pairs, by }: Counting): FacetCounts {
  const kinds = new Map<KindName, number>();
  const dimensions = by.map(() => new Map<Scalar | null, number>());
  const [weights, total] = weighted(profileOf, rows);
  for (const [{ kind, values }, count] of weights) {
    add(kinds, kind, count);
    values.forEach((each, at) => each.forEach((value) => add(dimensions[at], value, count)));
  }
  const told = pairs.flatMap((pair) => bothOf(profileOf, pair));
  for (const [one, other] of told) {
    if (one.kind === other.kind) add(kinds, one.kind, -1);
    one.values.forEach((each, at) =>
      each
        .filter((value) => other.values[at]?.includes(value))
        .forEach((value) => add(dimensions[at], value, -1)),
    );
  }
  return {
    total: total - told.length,
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
    by: Object.fromEntries(by.map(({ name }, at) => [name, bucketsOf(dimensions[at])])),
  };
}

/** Few profiles are different from all others, so that equal ones are added up once. */
function weighted(
  profileOf: ProfileOf,
  rows: readonly RecordRow[],
): readonly [weights: ReadonlyMap<Profile, number>, total: number] {
  const weights = new Map<Profile, number>();
  let total = 0;
  for (const row of rows) {
    const profile = profileOf(row);
    if (!profile) continue;
    total += 1;
    add(weights, profile, 1);
  }
  return [weights, total];
}

const bothOf = (profileOf: ProfileOf, pair: Pair): readonly (readonly [Profile, Profile])[] => {
  const [one, other] = [profileOf(pair[0]), profileOf(pair[1])];
  return one && other ? [[one, other]] : [];
};

const add = <K>(tally: Map<K, number> | undefined, key: K, count: number): void =>
  void tally?.set(key, (tally.get(key) ?? 0) + count);

const bucketsOf = (tally: ReadonlyMap<Scalar | null, number> = new Map()) =>
  [...tally].map(([value, count]) => ({ value, count }));
