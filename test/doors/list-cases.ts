import type { ListQuestion } from './question.ts';

/** What is asked, in words, the question, and what every door gives, in order, by the names of `NAMES`. */
export type Case<Q> = readonly [name: string, question: Q, gives: string];

type More = Omit<ListQuestion, 'ask' | 'kind'>;

const list = (kind: string, more: More = {}): ListQuestion => ({ ask: 'list', kind, ...more });

const tasks = (...filters: NonNullable<More['filters']>): ListQuestion => list('task', { filters });
const issues = (...filters: NonNullable<More['filters']>): ListQuestion =>
  list('cross_repo_issues', { filters });

export const LIST_CASES: readonly Case<ListQuestion>[] = [
  ['all, newest first', list('task'), 'T6 T5 T4 T3 T2 T1'],
  ['by a full name, of a kind with one record', list('workspace_sessions'), 'S1'],
  ['nothing', tasks(['status', 'pending'], ['priority', 'MEDIUM']), ''],
  ['one value', tasks(['status', 'pending']), 'T6 T5 T1'],
  ['one of several values', tasks(['status', 'blocked,completed']), 'T4 T3'],
  ['none of several values', tasks(['priority__nin', 'LOW,MEDIUM']), 'T5 T4 T1'],
  ['another value', issues(['severity__ne', 'HIGH']), 'I2 I3'],
  ['two fields', issues(['severity', 'HIGH'], ['status', 'open']), 'I1'],
  ['an element of a list', tasks(['repos_affected__has', 'web']), 'T3 T2'],
  ['a facet that is a list', issues(['repo', 'ops,trading']), 'I4 I2 I1'],
  ['a facet of another name', issues(['type', 'code_creep']), 'I4 I1'],
  ['an empty field', tasks(['priority__null', 'true']), 'T4'],
  ['a field that is not empty', tasks(['assigned_to__null', 'false']), 'T6 T4'],
  ['a part of a text', tasks(['notes__contains', 'QUEUE']), 'T2 T1'],
  ['the beginning of a text', issues(['title__starts', 'The ']), 'I3 I1'],
  ['a text with a comma', tasks(['title__eq', 'Renew the certificates, all of them']), 'T4'],
  ['signs that mean something in an address', tasks(['title__contains', '& the <']), 'T6'],
  ['Chinese', tasks(['title__eq', '锁定队列']), 'T5'],
  ['a day', tasks(['created', '2025-03-15']), 'T4 T3'],
  ['a day of another kind', issues(['date', '2025-03-01']), 'I2 I3'],
  ['from a moment on', tasks(['created__gte', '2025-06-30T23:30:00Z']), 'T6 T5'],
  ['up to the end of a day', tasks(['created__lte', '2025-03-15']), 'T4 T3 T2 T1'],
  ['after a day', tasks(['created__gt', '2025-06-29']), 'T6 T5'],
  [
    'between two days',
    tasks(['created__gte', '2025-02-10'], ['created__lt', '2025-06-30']),
    'T4 T3 T2',
  ],
  ['the same field twice', issues(['title__contains', 'no'], ['title__contains', 'reader']), 'I3'],
  [
    'the year',
    list('decision', {
      filters: [
        ['year', '2025'],
        ['status', 'accepted'],
      ],
    }),
    'D3',
  ],
  ['a tag', tasks(['tag', 'urgent']), 'T4 T1'],
  ['records without a tag', tasks(['tag__null', 'true']), 'T6 T5 T3 T2'],
  [
    'sorted by rank, then by time',
    list('task', { sort: 'priority,-created' }),
    'T5 T1 T2 T6 T3 T4',
  ],
  ['sorted by a text', list('issue', { sort: 'title' }), 'I4 I2 I3 I1'],
  ['page by page', list('task', { walk: 2 }), 'T6 T5 T4 T3 T2 T1'],
  [
    'filtered and sorted, page by page',
    list('issue', { filters: [['status__ne', 'closed']], sort: 'severity,-detected', walk: 1 }),
    'I1 I3 I2',
  ],
  ['documents of a path', list('doc', { filters: [['path__starts', 'docs/adr']] }), 'F1'],
];
