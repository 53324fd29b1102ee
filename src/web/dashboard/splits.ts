import type { Client } from '#src/client';
import type { UrlFilters } from '#src/client/types';
import type { Bucket } from '#src/operations/statistics-types';
import { kindOf } from '#src/kinds/index';
import { resolveField } from '#src/kinds/resolve-field';
import { withValue } from '#src/web/list/list-query';

import type { Split } from './plan.ts';

/** A plot by value with all that it says. */
export interface SplitPlot {
  readonly plan: Split;
  readonly filters: UrlFilters;
  readonly rows: readonly SplitRow[];
  /** Values that are not shown, and what they come to. */
  readonly others: { readonly values: number; readonly amount: number };
}

export interface SplitRow {
  readonly name: string;
  readonly amount: number;
  readonly tone: string;
  /** Filters that leave just these records. */
  readonly filters: UrlFilters;
}

const MOST_ROWS = 10;
const ALL = 1_000;

/** What one plan comes to; undefined when there are no records, or none with a value. */
export async function readSplit(
  client: Pick<Client, 'counts'>,
  plan: Split,
  dashboard: UrlFilters,
): Promise<SplitPlot | undefined> {
  const filters = [...(plan.filters ?? []), ...dashboard];
  const { by } = await client.counts(plan.kind, {
    ...{ filters, by: [plan.by], limit: ALL },
    ...(plan.sum && { measure: [plan.sum.field] }),
  });
  const rows = inOrder(plan, by[plan.by] ?? []).map((bucket) => rowOf(plan, bucket, filters));
  if (!rows.some(({ name, amount }) => amount > 0 && name !== nothing(plan))) return undefined;
  const rest = rows.slice(MOST_ROWS);
  const amount = rest.reduce((sum, each) => sum + each.amount, 0);
  return { plan, filters, rows: rows.slice(0, MOST_ROWS), others: { values: rest.length, amount } };
}

/** Values of an enumeration in its own order, which is one of rank or of a life; others by their amount. */
function inOrder(plan: Split, buckets: readonly Bucket[]): readonly Bucket[] {
  const known = resolveField(kindOf(plan.kind), plan.by)?.values ?? [];
  const place = ({ value }: Bucket): number => {
    const at = known.indexOf(String(value));
    return at >= 0 ? at : known.length + (value === null ? 1 : 0);
  };
  return buckets.toSorted((a, b) => place(a) - place(b) || amountOf(plan, b) - amountOf(plan, a));
}

const amountOf = ({ sum }: Split, { count, measures }: Bucket): number =>
  sum ? (measures?.[sum.field]?.sum ?? 0) : count;

const nothing = ({ by }: Split): string => `no ${by.replaceAll('_', ' ')}`;

function rowOf(plan: Split, bucket: Bucket, filters: UrlFilters): SplitRow {
  const value = bucket.value === null ? null : String(bucket.value);
  const field = resolveField(kindOf(plan.kind), plan.by);
  const rank = field?.ranked ? (field.values ?? []).indexOf(value ?? '') : -1;
  return {
    name: value === null ? nothing(plan) : value,
    amount: amountOf(plan, bucket),
    tone: value === null ? 'hue-none' : rank >= 0 ? `rank-${rank + 1}` : 'hue-1',
    filters: [...filters, ...withValue(plan.by, value)],
  };
}
