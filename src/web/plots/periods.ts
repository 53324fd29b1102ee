/** Stretches of time in UTC, by the names that counts have for them: `2025-11-20`, `2025-W47` (ISO 8601), `2025-11`, `2025`. */
export const UNITS = ['day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

export interface Period {
  readonly key: string;
  /** Its first day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The first day after it. */
  readonly before: string;
  /** Under its column: `20`, `W47`, `Nov`, `2025`. */
  readonly label: string;
  /** What the label leaves out: `Nov 2025`, `2025`; empty for a year. */
  readonly group: string;
}

export interface Periods {
  /** Without gaps, oldest first. */
  readonly shown: readonly Period[];
  /** Key of the first one that is shown when older ones were left out. */
  readonly cutAt?: string;
}

const DAY = 86_400_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * All periods from the first to the last of some keys, so that a quiet month is a gap and not a
 * neighbour; the latest `most` of them. Keys that are no periods of the unit are passed over.
 */
export function periodsOver(keys: Iterable<string>, unit: Unit, most: number): Periods {
  const starts = [...keys].map((key) => startOf(key, unit)).filter((start) => start !== undefined);
  if (starts.length === 0) return { shown: [] };
  const first = starts.reduce((least, start) => Math.min(least, start));
  const shown: Period[] = [];
  let at = starts.reduce((latest, start) => Math.max(latest, start));
  for (; at >= first && shown.length < most; at = moved(at, unit, -1))
    shown.unshift(period(at, unit));
  const [oldest] = shown;
  return { shown, ...(oldest && at >= first && { cutAt: oldest.key }) };
}

/** The finest unit under which the time between two days has a readable number of columns. */
export function unitFor(first: string, last: string): Unit {
  const days = (Date.parse(last) - Date.parse(first)) / DAY;
  if (days <= 31) return 'day';
  if (days <= 26 * 7) return 'week';
  return days <= 48 * 30.5 ? 'month' : 'year';
}

/** The first day of a period by its key; undefined when it is none of the unit. */
export function firstDay(key: string, unit: Unit): string | undefined {
  const start = startOf(key, unit);
  return start === undefined ? undefined : dayOf(start);
}

/** Milliseconds since 1970 at which the period begins. */
function startOf(key: string, unit: Unit): number | undefined {
  const match = PATTERNS[unit].exec(key);
  if (!match) return undefined;
  const start = unit === 'week' ? weekStart(Number(match[1]), Number(match[2])) : Date.parse(key);
  return Number.isNaN(start) ? undefined : start;
}

const PATTERNS: Readonly<Record<Unit, RegExp>> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  week: /^(\d{4})-W(\d{2})$/,
  month: /^\d{4}-\d{2}$/,
  year: /^\d{4}$/,
};

/** ISO 8601: the first week of a year is that with 4 January, and weeks begin on Mondays. */
function weekStart(year: number, week: number): number {
  const january = Date.parse(`${String(year).padStart(4, '0')}-01-04`);
  return mondayOf(january) + (week - 1) * 7 * DAY;
}

const mondayOf = (time: number): number => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;

/** So many periods later; `start` in milliseconds since 1970. */
export function moved(start: number, unit: Unit, by: number): number {
  const date = new Date(start);
  const MOVES: Readonly<Record<Unit, () => void>> = {
    day: () => void date.setUTCDate(date.getUTCDate() + by),
    week: () => void date.setUTCDate(date.getUTCDate() + 7 * by),
    month: () => void date.setUTCMonth(date.getUTCMonth() + by),
    year: () => void date.setUTCFullYear(date.getUTCFullYear() + by),
  };
  MOVES[unit]();
  return date.getTime();
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function period(start: number, unit: Unit): Period {
  const date = new Date(start);
  const [from, before] = [dayOf(start), dayOf(moved(start, unit, 1))];
  const [year, month] = [from.slice(0, 4), MONTHS[date.getUTCMonth()] ?? ''];
  const week = isoWeek(start);
  const SHOWN: Readonly<Record<Unit, Pick<Period, 'key' | 'label' | 'group'>>> = {
    day: { key: from, label: String(date.getUTCDate()), group: `${month} ${year}` },
    week: { key: week, label: week.slice(5), group: week.slice(0, 4) },
    month: { key: from.slice(0, 7), label: month, group: year },
    year: { key: year, label: year, group: '' },
  };
  return { ...SHOWN[unit], from, before };
}

/** The week belongs to the year in which its Thursday is. */
function isoWeek(monday: number): string {
  const year = dayOf(monday + 3 * DAY).slice(0, 4);
  const week = Math.round((monday - weekStart(Number(year), 1)) / (7 * DAY)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
