import { isDay, parseTimestamp } from '#src/kinds/timestamp';

/** A year or a month, as days. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

const PARTIAL = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/;

/** The days of `2025` or `2025-03`; undefined for any other text. */
export function periodOf(text: string): Period | undefined {
  const [, year, month] = PARTIAL.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { first: `${year}-${month}-01`, last: `${year}-${month}-${String(days)}` };
}

/** The day that a text names, or the last one of its month or year: what `as_of` means. Undefined for any other text. */
export function lastDayOf(text: string): string | undefined {
  const trimmed = text.trim();
  const day = periodOf(trimmed)?.last ?? parseTimestamp(trimmed);
  return day !== undefined && isDay(day) ? day : undefined;
}
