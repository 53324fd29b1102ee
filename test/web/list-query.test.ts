import { describe, expect, it } from 'vitest';

import { kindNames, kindOf } from '#src/kinds/index';
import { columnsOf, nextSort, sortState, stateField } from '#src/web/list/columns';
import { controlsOf, keptFilters } from '#src/web/list/controls';
import { filterWords } from '#src/web/list/filter-words';
import {
  csvHref,
  isTidy,
  listHref,
  readListQuery,
  sortedBy,
  toggled,
  withValue,
  without,
} from '#src/web/list/list-query';

const read = (query: string) => readListQuery(new URLSearchParams(query));
const back = (query: string) => listHref('task', read(query));

describe('the address of a list', () => {
  it.each([
    ['status=open&sort=-created&cursor=c', '/list/task?status=open&sort=-created&cursor=c'],
    ['title__contains=&status=%20&limit=', '/list/task'],
    ['add_field=title&add_op=contains&add_value=a', '/list/task?title__contains=a'],
    ['add_field=status&add_op=eq&add_value=a,b', '/list/task?status=a,b'],
    ['add_field=status&add_op=eq&add_value=', '/list/task'],
    ['q=<b>"&tag=a&tag=b', '/list/task?q=%3Cb%3E%22&tag=a&tag=b'],
  ])('%s is tidied to %s', (query, href) => {
    expect(back(query)).toBe(href);
    expect(isTidy(new URL(href, 'http://x').searchParams)).toBe(true);
  });

  it.each([
    ['', 'status=pending'],
    ['status=pending', ''],
    ['status=blocked', 'status=blocked,pending'],
    ['status=pending,blocked', 'status=blocked'],
    ['status__in=blocked&title=x', 'title=x&status=blocked,pending'],
    ['cursor=c&saved=T', 'status=pending'],
  ])('%s with and without a value is %s', (before, after) => {
    expect(listHref('task', toggled(read(before), 'status', 'pending'))).toBe(
      `/list/task${after === '' ? '' : `?${after}`}`,
    );
  });

  it('can ask for a value that has a comma, alone', () => {
    expect(toggled(read(''), 'type', 'a,b').filters).toEqual([['type__eq', 'a,b']]);
    expect(toggled(read('type__eq=a,b'), 'type', 'a,b').filters).toEqual([]);
    expect(withValue('type', null)).toEqual([['type__null', 'true']]);
  });

  it('drops the page when filters or order change', () => {
    const query = read('status=a&title=b&cursor=c');
    expect(listHref('task', without(query, 0))).toBe('/list/task?title=b');
    expect(listHref('task', sortedBy(query, 'title'))).not.toContain('cursor');
    expect(csvHref('task', query)).toBe('/api/task?status=a&title=b&format=csv');
  });
});

describe('columns', () => {
  it.each(kindNames)('of %s begin with its title and are few', (name) => {
    const kind = kindOf(name);
    const columns = columnsOf(kind);
    expect(columns[0]?.name).toBe(kind.title);
    expect(new Set(columns).size).toBe(columns.length);
    expect(columns.length).toBeGreaterThan(1);
    expect(columns.length).toBeLessThanOrEqual(7);
  });

  it('can be chosen, by facets too', () => {
    const names = columnsOf(kindOf('workspace_tasks'), 'assigned_to,repo,nothing').map(
      (field) => field.name,
    );
    expect(names).toEqual(['title', 'assigned_to', 'repos_affected']);
  });

  it('sort the way that people expect first, and the other way then', () => {
    const { created, title } = kindOf('workspace_tasks').fields;
    if (!created || !title) throw new Error('The fields are gone.');
    expect([nextSort(created, 'title'), nextSort(created, '-created')]).toEqual([
      '-created',
      'created',
    ]);
    expect([nextSort(title, '-created'), nextSort(title, 'title,created')]).toEqual([
      'title',
      '-title',
    ]);
    expect([sortState(title, '-title'), sortState(title, 'created')]).toEqual([
      'descending',
      undefined,
    ]);
  });

  it('change a state only where its values are known', () => {
    expect(stateField(kindOf('workspace_tasks'))?.name).toBe('status');
    expect(stateField(kindOf('documents'))).toBeUndefined();
  });
});

describe('the form of filters', () => {
  it.each(kindNames)('of %s has no control that the API would refuse', (name) => {
    const kind = kindOf(name);
    for (const control of controlsOf(kind, [])) {
      const [field = ''] = control.name.split('__');
      expect(kind.fields).toHaveProperty(field);
    }
  });

  it('sends along what it does not show', () => {
    const filters = [
      ['created__gte', '2025-11-01T10:00:00Z'],
      ['title__contains', 'lock'],
      ['status', 'pending'],
    ] as const;
    const controls = controlsOf(kindOf('workspace_tasks'), filters);
    expect(controls.map(({ value }) => value).filter(Boolean)).toEqual(['lock']);
    expect(keptFilters(filters, controls)).toEqual([filters[0], filters[2]]);
  });

  it.each([
    ['status', 'a,b', 'is one of', 'a, b'],
    ['status__ne', 'a', 'is not', 'a'],
    ['created__gte', '2025', 'is no earlier than', '2025'],
    ['count__gte', '5', 'is at least', '5'],
    ['notes__null', 'false', 'is not empty', ''],
    ['notes__odd', 'x', 'odd', 'x'],
  ])('reads %s=%s aloud', (name, value, is, shown) => {
    const words = filterWords([name, value], (field) => field === 'created');
    expect([words.is, words.value]).toEqual([is, shown]);
  });
});
