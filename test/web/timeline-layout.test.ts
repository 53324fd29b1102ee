import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ChainMember } from '#src/client/timeline';
import { layoutTimeline } from '#src/web/timeline/layout';
import { rowsOf } from '#src/web/timeline/rows';

const decision = (id: string, more: Partial<ChainMember> = {}): ChainMember => ({
  ...{ kind: 'architecture_decisions', id, title: id, status: 'accepted', date: '2025-01-01' },
  ...{ repos: ['core'], holds: true, supersedes: [] },
  ...more,
});

describe('places that may touch', () => {
  it('never do in a row, unless there is no other', () => {
    const places = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 60 });
    fc.assert(
      fc.property(places, (unsorted) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const rows = rowsOf(sorted, { apart: 13, most: 60 });
        for (const [index, place] of sorted.entries()) {
          const before = sorted.filter((_, at) => at < index && rows[at] === rows[index]);
          for (const other of before) expect(place - other).toBeGreaterThanOrEqual(13);
        }
      }),
    );
  });

  it('share the last rows when there are no more', () => {
    expect(rowsOf([1, 1, 1, 1], { apart: 10, most: 2 })).toEqual([0, 1, 0, 0]);
  });
});

describe('the drawing of a timeline', () => {
  it('has a lane for each repository, by name, and one for what has none', () => {
    const items = [decision('a', { repos: ['web'] }), decision('b'), decision('c', { repos: [] })];
    expect(layoutTimeline(items, 1000).lanes.map(({ name, count }) => [name, count])).toEqual([
      ['core', 1],
      ['no repository', 1],
      ['web', 1],
    ]);
  });

  it('puts the smaller ones of many repositories together', () => {
    const items = Array.from({ length: 14 }, (_, index) =>
      decision(`d${index}`, { repos: [`repo-${String(index).padStart(2, '0')}`] }),
    );
    const { lanes, marks } = layoutTimeline(items, 1000);
    expect(lanes).toHaveLength(10);
    expect(lanes.at(-1)).toMatchObject({ name: 'others', count: 5 });
    expect(marks).toHaveLength(14);
  });

  it('runs from left to right, and has no place for what has no date', () => {
    const items = [
      decision('late', { date: '2025-03-01' }),
      decision('early', { date: '2024-01-01' }),
      decision('never', { date: null }),
    ];
    const { marks } = layoutTimeline(items, 1000);
    expect(marks.map((mark) => mark.decision.id)).toEqual(['early', 'late']);
    expect(marks[0]?.x).toBeLessThan(marks[1]?.x ?? 0);
  });

  it('leads from what was replaced to what took its place, by either of its records', () => {
    const file = { kind: 'documents', id: 'DOC-1' } as const;
    const items = [
      decision('old', { date: '2024-01-01', also: file }),
      decision('new', { supersedes: [file, { kind: 'architecture_decisions', id: 'old' }] }),
      decision('odd', { supersedes: [{ kind: 'architecture_decisions', id: 'gone' }] }),
    ];
    const { successions } = layoutTimeline(items, 1000);
    expect(successions.map(({ from, to }) => [from.id, to.id])).toEqual([['old', 'new']]);
  });

  it('keeps everything within its frame', () => {
    const days = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const items = fc.array(fc.tuple(days, fc.constantFrom('a', 'b', 'c')), { maxLength: 80 });
    fc.assert(
      fc.property(items, (drawn) => {
        const all = drawn.map(([date, repo], index) =>
          decision(`${index}`, { date, repos: [repo] }),
        );
        const { marks, ticks, lanes, width, height } = layoutTimeline(all, 900);
        expect(marks).toHaveLength(all.length);
        for (const { x, y, decision: own } of marks) {
          const lane = lanes.find(({ name }) => name === own.repos[0]);
          expect(x > 0 && x < width && y > (lane?.top ?? 0)).toBe(true);
          expect(y).toBeLessThan((lane?.top ?? 0) + (lane?.height ?? 0));
          expect(y).toBeLessThan(height);
        }
        for (const { x } of ticks) expect(x > 0 && x < width).toBe(true);
      }),
    );
  });
});
