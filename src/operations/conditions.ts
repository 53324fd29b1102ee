import type { Filter, Scalar } from '#src/store/store';

/** The field has this value, or none when there is none. */
export const same = (field: string, value: Scalar | null | undefined): Filter =>
  value === undefined || value === null
    ? { field, op: 'null', value: true }
    : { field, op: 'eq', value };

/** One of these values; of no values, nothing holds. */
export const among = (field: string, values: readonly string[]): Filter => ({
  field,
  op: 'in',
  value: values,
});

export const all = (...filters: readonly Filter[]): Filter => ({ and: filters });
