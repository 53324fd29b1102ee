import { describe, expect, it } from 'vitest';

import { WorkspaceError } from '#src/errors';
import { kindNames, type KindName } from '#src/kinds/index';
import { parseBodyFilter, parseUrlFilter } from '#src/search/filter';
import { nearestName } from '#src/search/nearest-name';
import type { Filter } from '#src/store/store';

const TASKS: readonly KindName[] = ['workspace_tasks'];
const RESERVED = new Set(['limit', 'sort']);

const url = (query: string, scope = TASKS): Filter | undefined =>
  parseUrlFilter(new URLSearchParams(query), scope, RESERVED);

const body = (json: unknown, scope = TASKS): Filter | undefined =>
  parseBodyFilter(json, scope, '/filter');

const faultOf = (parse: () => unknown): WorkspaceError => {
  try {
    parse();
  } catch (error) {
    if (error instanceof WorkspaceError) return error;
    throw error;
  }
  throw new Error('The filter was accepted.');
};

const is = (field: string, op: string, value: unknown) => ({ field, op, value });

describe('a filter in a URL', () => {
  it.each<[string, unknown]>([
    ['', undefined],
    ['limit=5&sort=title', undefined],
    ['status=pending', is('status', 'eq', 'pending')],
    ['priority=HIGH,MEDIUM', is('priority', 'in', ['HIGH', 'MEDIUM'])],
    ['priority=HIGH, MEDIUM', is('priority', 'in', ['HIGH', 'MEDIUM'])],
    ['title__eq=one, two', is('title', 'eq', 'one, two')],
    ['title__in=one', is('title', 'in', ['one'])],
    ['status__nin=completed,blocked', is('status', 'nin', ['completed', 'blocked'])],
    ['created__gte=2025-11-01', is('created', 'gte', '2025-11-01')],
    ['created=2025-11-01 10:00', is('created', 'eq', '2025-11-01T10:00:00.000Z')],
    ['created__starts=2025-11', is('created', 'starts', '2025-11')],
    ['repos_affected__has=meridian-core', is('repos_affected', 'has', 'meridian-core')],
    ['notes__null=true', is('notes', 'null', true)],
    ['status__contains=pro', is('status', 'contains', 'pro')],
    ['metadata__contains=x', is('metadata', 'contains', 'x')],
    ['date__lt=2025-01-01', is('date', 'lt', '2025-01-01')],
    [
      'created__gte=2025-11-01&created__lt=2025-12-01',
      { and: [is('created', 'gte', '2025-11-01'), is('created', 'lt', '2025-12-01')] },
    ],
    ['title=a&title=b', { and: [is('title', 'eq', 'a'), is('title', 'eq', 'b')] }],
  ])('%s', (query, expected) => {
    expect(url(query)).toEqual(expected);
  });
});

describe('a filter in a body', () => {
  it.each<[string, unknown, unknown]>([
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['an empty object', {}, undefined],
    ['a value', { status: 'pending' }, is('status', 'eq', 'pending')],
    ['a list of values', { priority: ['HIGH', 'LOW'] }, is('priority', 'in', ['HIGH', 'LOW'])],
    ['an empty list, which nothing matches', { id: [] }, is('id', 'in', [])],
    ['absence', { notes: null }, is('notes', 'null', true)],
    [
      'operators',
      { created: { gte: '2025-11-01', lt: '2025-12-01' } },
      { and: [is('created', 'gte', '2025-11-01'), is('created', 'lt', '2025-12-01')] },
    ],
    [
      'several keys',
      { status: 'pending', repo: 'core' },
      { and: [is('status', 'eq', 'pending'), is('repo', 'eq', 'core')] },
    ],
    [
      'connectives',
      { or: [{ status: 'pending' }, { not: { priority: 'LOW' } }] },
      { or: [is('status', 'eq', 'pending'), { not: is('priority', 'eq', 'LOW') }] },
    ],
    [
      'and',
      { and: [{ repo: 'a' }, { repo: 'b' }] },
      { and: [is('repo', 'eq', 'a'), is('repo', 'eq', 'b')] },
    ],
  ])('%s', (_, json, expected) => {
    expect(body(json)).toEqual(expected);
  });
});

describe('a wrong filter', () => {
  it.each<[string, string, string]>([
    ['statsu=pending', 'unknown_field', "Did you mean 'status'?"],
    ['__proto__=x', 'unknown_field', ''],
    ['constructor=x', 'unknown_field', ''],
    ['status__eqq=pending', 'unknown_operator', "Did you mean 'eq'?"],
    ['status__=pending', 'unknown_operator', ''],
    ['status__gt=pending', 'unknown_operator', 'which is of type enum'],
    ['repos_affected__starts=x', 'unknown_operator', 'which is of type list'],
    ['status=pendign', 'invalid_query', "Did you mean 'pending'?"],
    ['priority=HIGH,URGENT', 'invalid_query', "'URGENT' is none of HIGH, MEDIUM, LOW."],
    ['created__gte=yesterday', 'invalid_query', "'yesterday' is no date"],
    ['created=2025-02-31', 'invalid_query', 'is no date'],
    ['notes__null=maybe', 'invalid_query', "'maybe' is no true or false."],
    [`title=${'x'.repeat(5000)}`, 'invalid_query', 'longer than 4000'],
    [`title__in=${'x,'.repeat(600)}`, 'invalid_query', '601 values'],
    ['title=x&'.repeat(201), 'invalid_query', '201 comparisons'],
  ])('%.40s is refused as %s', (query, code, says) => {
    const error = faultOf(() => url(query));
    expect(error.code).toBe(code);
    expect(`${error.message}`).toContain(says);
  });

  it.each<[string, unknown, string, string]>([
    ['a list', [], 'invalid_query', '/filter'],
    ['a text', 'status=pending', 'invalid_query', '/filter'],
    ['an unknown field', { statsu: 'x' }, 'unknown_field', '/filter/statsu'],
    ['an unknown operator', { status: { is: 'x' } }, 'unknown_operator', '/filter/status/is'],
    ['no operator', { status: {} }, 'invalid_query', '/filter/status'],
    ['a number for a text', { title: 5 }, 'invalid_query', '/filter/title'],
    ['an object for a value', { title: { eq: {} } }, 'invalid_query', '/filter/title/eq'],
    ['a list for one value', { title: { eq: ['a'] } }, 'invalid_query', '/filter/title/eq'],
    ['an empty or', { or: [] }, 'invalid_query', '/filter/or'],
    ['an or that is no list', { or: { status: 'pending' } }, 'invalid_query', '/filter/or'],
    ['a branch that asks nothing', { or: [{}] }, 'invalid_query', '/filter/or/0'],
    ['a not of nothing', { not: {} }, 'invalid_query', '/filter/not'],
    [
      'a wrong value deep inside',
      { not: { or: [{ status: 'x' }] } },
      'invalid_query',
      '/filter/not/or/0/status',
    ],
    ['a key that needs escaping', { 'a/b~c': 1 }, 'unknown_field', '/filter/a~1b~0c'],
  ])('%s is refused at its place', (_, json, code, pointer) => {
    const error = faultOf(() => body(json));
    expect([error.code, error.issues[0]?.pointer]).toEqual([code, pointer]);
  });

  it('may not nest without end', () => {
    let deep: unknown = { status: 'pending' };
    for (let level = 0; level < 5000; level += 1) deep = { not: deep };
    expect(faultOf(() => body(deep)).message).toContain('deeper than 20');
  });
});

describe('a filter over several kinds', () => {
  it('takes a value that one of them knows', () => {
    expect(url('status=open', ['workspace_tasks', 'cross_repo_issues'])).toEqual(
      is('status', 'eq', 'open'),
    );
    expect(url('status=pending,open', ['workspace_tasks', 'cross_repo_issues'])).toEqual(
      is('status', 'in', ['pending', 'open']),
    );
  });

  it('refuses a value that none of them knows, and names what each takes', () => {
    const error = faultOf(() => url('status=opne', ['workspace_tasks', 'cross_repo_issues']));
    expect(error.message).toContain('in_progress');
    expect(error.message).toContain("Did you mean 'open'?");
  });

  it('takes a field that only one of them has', () => {
    expect(url('severity=HIGH', kindNames)).toEqual(is('severity', 'eq', 'HIGH'));
  });

  it('refuses a field that none of them has', () => {
    expect(faultOf(() => url('severty=HIGH', kindNames)).message).toContain("'severity'");
  });
});

describe('the nearest name', () => {
  const known = ['status', 'priority', 'repos_affected', 'created'];
  it.each([
    ['statsu', 'status'],
    ['Status', 'status'],
    ['repos', 'repos_affected'],
    ['prio', 'priority'],
    ['xyz', undefined],
    ['', undefined],
    ['s'.repeat(100_000), undefined],
  ])('of %.20s is %s', (name, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });
});
