/**
 * Timestamps are kept as text that sorts as time does: `YYYY-MM-DD` for a day,
 * `YYYY-MM-DDTHH:MM:SS.mmmZ` for a moment. SQLite, JSON exports and people read both.
 */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** ISO 8601 with `T` or a space, seconds optional, any fraction (SQLAlchemy writes six digits), zone optional (UTC). */
const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** The value as it is kept, or undefined when it is no valid date of the years 0000 to 9999. */
export function parseTimestamp(value: string): string | undefined {
  const trimmed = value.trim();
  if (DAY.test(trimmed)) return isRealDay(trimmed) ? trimmed : undefined;
  const match = MOMENT.exec(trimmed);
  if (!match?.[1] || !isRealDay(match[1])) return undefined;
  const [, day, minutes, seconds = '00', fraction = '0', zone = 'Z'] = match;
  const moment = new Date(
    `${day}T${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${isoZone(zone)}`,
  );
  return Number.isNaN(moment.getTime()) ? undefined : isoWithinYears(moment);
}

/** As `parseTimestamp`; a value that cannot be read stays as it is (imports keep it and warn). */
export const normaliseTimestamp = (value: string): string => parseTimestamp(value) ?? value;

export const isDay = (value: string): boolean => DAY.test(value);

/** Sorts after every moment of the last day that a timestamp can name. */
const AFTER_THE_LAST_DAY = '9999-12-31~';

/** The day after `day`, both `YYYY-MM-DD`; after the last one, a text that sorts after it. */
export function nextDay(day: string): string {
  if (day === '9999-12-31') return AFTER_THE_LAST_DAY;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** JavaScript rolls 31 February over into March; a record must not. */
function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isoZone(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function isoWithinYears(moment: Date): string | undefined {
  const iso = moment.toISOString();
  return iso.length === 24 ? iso : undefined;
}
