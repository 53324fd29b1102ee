import { describe, expect, it } from 'vitest';

import { kindOf, type KindName } from '#src/kinds/index';
import { recentDimensions } from '#src/operations/statistics';
import { parseDimensions, parseMeasures, timeOf } from '#src/operations/statistics-dimensions';

const TASK: KindName = 'workspace_tasks';
const RUN: KindName = 'orchestration_decisions';

describe('what records are counted by', () => {
  it.each([
    ['a field', TASK, 'assigned_to', { field: 'assigned_to' }],
    ['a facet by its field', TASK, 'repo', { field: 'repos_affected' }],
    ['a moment by its week', TASK, 'week(created)', { field: 'created', unit: 'week' }],
    ['a facet of moments by its month', TASK, 'month(date)', { field: 'created', unit: 'month' }],
    ['the date of the kind', TASK, 'day', { field: 'created', unit: 'day' }],
    ['a moment without a unit by day', TASK, 'created', { field: 'created', unit: 'day' }],
    ['seconds since 1970', RUN, 'week(timestamp)', { field: 'timestamp', unit: 'week' }],
    [
      'what a kind without a date is sorted by',
      RUN,
      'month',
      { field: 'timestamp', unit: 'month' },
    ],
  ])('can be %s', (_what, kind, text, expected) => {
    expect(parseDimensions(text, kindOf(kind))).toEqual([{ name: text, ...expected }]);
  });

  it('is each thing once, in the order that was asked', () => {
    const names = parseDimensions(' repo, status,repo ,', kindOf(TASK)).map(({ name }) => name);
    expect(names).toEqual(['repo', 'status']);
  });

  it.each([
    ['an unknown field', TASK, 'statsu', 'unknown_field', /Did you mean 'status'/],
    ['an unknown field in a unit', TASK, 'week(creatd)', 'unknown_field', /'created'/],
    ['a unit of what is no moment', TASK, 'week(status)', 'invalid_query', /has no week/],
    ['an object', TASK, 'metadata', 'invalid_query', /no values to count by/],
    ['the date of a kind without one', 'record_tags', 'week', 'unknown_field', /'date'/],
    [
      'too many',
      TASK,
      Array.from({ length: 13 }, (_, index) => `f${index}`).join(),
      'invalid_query',
      /At most 12/,
    ],
  ] as const)('cannot be %s', (_what, kind, text, code, message) => {
    const parse = () => parseDimensions(text, kindOf(kind));
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('what is added up', () => {
  it('is a number, or a list whose elements are counted', () => {
    expect(parseMeasures('failures,estimated_tokens', kindOf('tasks'))).toEqual([
      'failures',
      'estimated_tokens',
    ]);
  });

  it.each([
    ['text', TASK, 'title', 'invalid_query'],
    ['a moment in seconds', RUN, 'timestamp', 'invalid_query'],
    ['an unknown field', TASK, 'nothing', 'unknown_field'],
  ] as const)('cannot be %s', (_what, kind, text, code) => {
    expect(() => parseMeasures(text, kindOf(kind))).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});

describe('the recent days and weeks', () => {
  it.each([
    ['a Thursday', '2025-11-20T23:59:59Z', '2025-10-22', '2025-09-01'],
    ['a Monday', '2025-11-17T00:00:00Z', '2025-10-19', '2025-09-01'],
    ['a Sunday', '2025-11-23T12:00:00Z', '2025-10-25', '2025-09-01'],
    ['the new year', '2026-01-01T00:00:00Z', '2025-12-03', '2025-10-13'],
  ])('of %s are thirty and twelve', (_what, now, day, week) => {
    const since = recentDimensions(kindOf(TASK), new Date(now)).map(({ since }) => since);
    expect(since).toEqual([day, week]);
  });

  it('are none where nothing is dated', () => {
    expect(timeOf(kindOf('record_tags'))).toBeUndefined();
    expect(recentDimensions(kindOf('record_tags'), new Date())).toEqual([]);
  });
});
