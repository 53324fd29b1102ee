import { parseTimestamp } from '#src/kinds/timestamp';

/** A day found in a text, `YYYY-MM-DD`, with its UTF-16 offsets. */
export interface FoundDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = String.raw`(${MONTHS.join('|')})[a-z]{0,6}\.?`;
const YEAR = String.raw`((?:19|20)\d{2})(?!\d)`;
const DAY = String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th)?`;
const GAP = String.raw`[\s,-]{1,3}`;

type Parts = readonly [year: string, month: string, day: string];

/** Spellings of a day: a pattern, and which of its groups are which. */
const SPELLINGS: readonly (readonly [RegExp, (groups: readonly string[]) => Parts | undefined])[] =
  [
    [
      /(?<!\d)((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/g,
      ([y = '', , m = '', d = '']) => [y, m, d],
    ],
    [
      new RegExp(String.raw`(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2${YEAR}`, 'g'),
      ([a = '', , b = '', y = '']) => unambiguous(a, b, y),
    ],
    [
      new RegExp(String.raw`\b${MONTH}${GAP}(\d{1,2})(?:st|nd|rd|th)?${GAP}${YEAR}`, 'gi'),
      ([m = '', d = '', y = '']) => [y, monthOf(m), d],
    ],
    [
      new RegExp(`${DAY}(?:\\s+of)?${GAP}${MONTH}${GAP}${YEAR}`, 'gi'),
      ([d = '', m = '', y = '']) => [y, monthOf(m), d],
    ],
    [
      new RegExp(String.raw`(?<!\d)((?:19|20)\d{2})[\s-]${MONTH}[\s-](\d{1,2})(?!\d)`, 'gi'),
      ([y = '', m = '', d = '']) => [y, monthOf(m), d],
    ],
  ];

const monthOf = (name: string): string =>
  String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

/** 22/10/2024 is one day, 05/02/2020 are two: which one depends on the author's country. */
function unambiguous(first: string, second: string, year: string): Parts | undefined {
  if (Number(first) > 12 || first === second) return [year, second, first];
  return Number(second) > 12 ? [year, first, second] : undefined;
}

function realDay(parts: Parts | undefined): string | undefined {
  if (!parts) return undefined;
  const [year, month, day] = parts;
  return parseTimestamp(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** The days that a text names, in order; those that do not exist or could be two are left out. */
export function daysIn(text: string): readonly FoundDay[] {
  const found = SPELLINGS.flatMap(([pattern, partsOf]) =>
    Array.from(text.slice(0, 2_000).matchAll(pattern)).flatMap((match) => {
      const day = realDay(partsOf(match.slice(1)));
      return day === undefined
        ? []
        : [{ day, start: match.index, end: match.index + match[0].length }];
    }),
  );
  return found.toSorted((a, b) => a.start - b.start);
}

/** `20210304-slug`, `2021-03-04_slug`. */
const DATED_NAME = /^((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)[-_. ]*/;

/** The day that a file's or folder's name begins with, or undefined. */
export function dayOfName(name: string): string | undefined {
  const [, year = '', , month = '', day = ''] = DATED_NAME.exec(name) ?? [];
  return year === '' ? undefined : realDay([year, month, day]);
}

export const withoutDay = (name: string): string =>
  dayOfName(name) === undefined ? name : name.replace(DATED_NAME, '');
