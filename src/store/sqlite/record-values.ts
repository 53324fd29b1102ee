import { isDeepStrictEqual } from 'node:util';

import { getTableColumns } from 'drizzle-orm';

import type { AnyRecord, Kind, Renewal } from '#src/kinds/kind';

/** A record to be created, with the fields that copy another one. Defaults are the table's. */
export function completed(kind: Kind, record: AnyRecord): AnyRecord {
  const copied = Object.entries(kind.copies).flatMap(([field, from]) =>
    isGiven(record[field]) ? [] : [[field, record[from]] as const],
  );
  return { ...record, ...Object.fromEntries(copied) };
}

/** Given fields over those that are there. */
export const patched = (stored: AnyRecord, changes: AnyRecord): AnyRecord => ({
  ...stored,
  ...definedOnly(changes),
});

/**
 * A replacement: what is not given becomes its default or NULL. What the service filled in
 * when the record was made (its time of creation, a copied field) stays.
 */
export function replaced(kind: Kind, stored: AnyRecord, given: AnyRecord): AnyRecord {
  const columns = getTableColumns(kind.table);
  const bare = Object.entries(columns).map(([name, column]) => {
    if (given[name] !== undefined) return [name, given[name]] as const;
    const keeps = column.defaultFn !== undefined || name in kind.copies;
    return [name, keeps ? stored[name] : (kind.fields[name]?.default ?? null)] as const;
  });
  return Object.fromEntries(bare);
}

/** The record with the fields that the service renews as they are stored: what is given for them is no change. */
export const withStoredRenewals = (kind: Kind, stored: AnyRecord, next: AnyRecord): AnyRecord => ({
  ...next,
  ...Object.fromEntries(Object.keys(kind.renews).map((field) => [field, stored[field]])),
});

const RENEWED: Readonly<Record<Renewal, (value: unknown) => unknown>> = {
  now: () => new Date().toISOString(),
  increment: (value) => Number(value) + 1,
};

/** The record with those fields renewed. */
export const renewed = (kind: Kind, record: AnyRecord): AnyRecord => ({
  ...record,
  ...Object.fromEntries(
    Object.entries(kind.renews).map(([field, how]) => [field, RENEWED[how](record[field])]),
  ),
});

/** The counting field for which another version is given than the stored one, if there is one. */
export const staleField = (kind: Kind, stored: AnyRecord, given: AnyRecord): string | undefined =>
  Object.keys(kind.renews).find(
    (field) =>
      kind.renews[field] === 'increment' &&
      given[field] !== undefined &&
      given[field] !== stored[field],
  );

export const sameRecord = (a: AnyRecord, b: AnyRecord): boolean => isDeepStrictEqual(a, b);

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const definedOnly = (record: AnyRecord): AnyRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
