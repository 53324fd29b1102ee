import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';
import { barLengths } from '#src/web/plots/bars';
import { columnPlot, type Series } from '#src/web/plots/columns';
import { linePlot } from '#src/web/plots/line';
import { firstDay, periodsOver, unitFor, UNITS, type Unit } from '#src/web/plots/periods';

const day = fc
  .date({ min: new Date('0100-01-01'), max: new Date('9990-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const unit = fc.constantFrom(...UNITS);

/** The key of the period that a day is in, as counts have it. */
const keyOf = (of: string, by: Unit): string => {
  const LENGTHS = { day: 10, month: 7, year: 4 } as const;
  if (by !== 'week') return of.slice(0, LENGTHS[by]);
  const thursday = new Date(of);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const year = thursday.toISOString().slice(0, 4);
  const days = (thursday.getTime() - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
};

describe('periods', () => {
  it('begin where the one before ends, and each day lies in the one of its key', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 6 }), unit, (days, by) => {
        const { shown } = periodsOver(
          days.map((each) => keyOf(each, by)),
          by,
          60,
        );
        shown.forEach((period, at) =>
          expect(period.before).toBe(shown[at + 1]?.from ?? period.before),
        );
        const latest = days.toSorted().at(-1) ?? '';
        const last = shown.at(-1);
        expect(last?.key).toBe(keyOf(latest, by));
        expect([last?.from ?? '', latest, last?.before ?? '']).toEqual(
          [last?.from ?? '', latest, last?.before ?? ''].toSorted(),
        );
      }),
    );
  });

  it('leave the oldest out where there are too many, and say so', () => {
    const { shown, cutAt } = periodsOver(['2020-01', '2025-11'], 'month', 3);
    expect([shown.map(({ key }) => key), cutAt]).toEqual([
      ['2025-09', '2025-10', '2025-11'],
      '2025-09',
    ]);
    expect(periodsOver(['2025-09', '2025-11'], 'month', 3).cutAt).toBeUndefined();
  });

  it('know the weeks at the turn of the year', () => {
    const { shown } = periodsOver(['2025-W52', '2026-W02'], 'week', 9);
    expect(shown.map(({ key, from }) => [key, from])).toEqual([
      ['2025-W52', '2025-12-22'],
      ['2026-W01', '2025-12-29'],
      ['2026-W02', '2026-01-05'],
    ]);
    expect(periodsOver(['2020-W53', '2021-W01'], 'week', 9).shown).toHaveLength(2);
  });

  it('pass over what is no period', () => {
    expect(periodsOver(['', 'soon', '2025', '2025-13'], 'month', 9)).toEqual({ shown: [] });
    expect(firstDay('2025-W01', 'month')).toBeUndefined();
  });

  it.each([
    ['2025-11-01', '2025-11-20', 'day'],
    ['2025-06-01', '2025-11-20', 'week'],
    ['2023-06-01', '2025-11-20', 'month'],
    ['2010-06-01', '2025-11-20', 'year'],
  ])('from %s to %s go by the %s', (first, last, expected) => {
    expect(unitFor(first, last)).toBe(expected);
  });
});

const counts = fc.array(fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 }), {
  minLength: 1,
  maxLength: 4,
});

const plotOf = (table: readonly (readonly number[])[]) => {
  const { shown } = periodsOver(['2025-01', '2025-05'], 'month', 9);
  const series = table.map((row, at): Series => ({
    name: `s${at}`,
    counts: new Map(shown.map(({ key }, month) => [key, row[month] ?? 0])),
  }));
  return columnPlot(shown, series);
};

describe('columns', () => {
  it('are as high as their counts, within the plot, and stand on each other', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const { columns, ticks } = plotOf(table);
        const most = ticks.at(-1)?.value ?? 0;
        for (const { blocks, total, left, width } of columns) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(100.001);
          expect(blocks.reduce((sum, { count }) => sum + count, 0)).toBe(total);
          let floor = 100;
          for (const { top, height } of blocks) {
            expect(top + height).toBeCloseTo(floor, 1);
            floor = top;
          }
          expect(total).toBeLessThanOrEqual(most);
          expect(floor).toBeGreaterThanOrEqual(-0.001);
        }
      }),
    );
  });

  it('have whole numbers on their axis', () => {
    expect(plotOf([[1, 0, 0, 0, 0]]).ticks.map(({ value }) => value)).toEqual([0, 1]);
    expect(plotOf([[0, 0, 0, 0, 0]]).ticks.map(({ value }) => value)).toEqual([0, 1]);
  });

  it('label the latest period wherever there is room', () => {
    const { shown } = periodsOver(['2021-01', '2025-05'], 'month', 60);
    const { columns, groups } = columnPlot(shown, []);
    expect(columns.at(-1)?.label).toBe('always');
    expect(columns.filter(({ label }) => label !== 'never').length).toBeLessThanOrEqual(14);
    expect(groups.map(({ text }) => text)).toEqual(['2021', '2022', '2023', '2024', '2025']);
  });
});

/** WCAG 2.2, relative luminance. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe('colours of plots', () => {
  const styles = (part: string): string =>
    readFileSync(join(packageRoot(), 'src/web/styles', `${part}.css`), 'utf8');
  const colours = (css: string) =>
    [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
      ([, name = '', light = '', dark = '']) => ({ name, light, dark }),
    );
  const paper = colours(styles('tokens')).find(({ name }) => name === 'paper');

  it.each(colours(styles('plots')))('$name stands out in the light and in the dark', (colour) => {
    expect(contrast(colour.light, paper?.light ?? '')).toBeGreaterThanOrEqual(3);
    expect(contrast(colour.dark, paper?.dark ?? '')).toBeGreaterThanOrEqual(3);
  });
});

describe('bars', () => {
  it('are as long as their share of the longest, and never too short to be seen', () => {
    const amounts = [10, 5, 0.001, 0].map((amount) => ({ name: '', amount }));
    expect(barLengths(amounts)).toEqual([100, 50, 0.7, 0]);
    expect(barLengths([])).toEqual([]);
  });
});

describe('a line', () => {
  it('needs two values', () => {
    expect(linePlot([1], null)).toBeUndefined();
    expect(linePlot([1, Number.NaN], null)).toBeUndefined();
  });

  it('stays in its square with its target, whatever the values', () => {
    const value = fc.double({ noNaN: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 12 }), value, (values, target) => {
        const plot = linePlot(values, target);
        for (const at of [plot?.end.y, plot?.target]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(100);
        }
        expect(plot?.path).toMatch(/^M[-\d.,]+(?:[CL].*)?$/);
      }),
    );
  });
});
