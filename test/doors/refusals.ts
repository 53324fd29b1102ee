import type { Question } from './question.ts';

/** What no door answers, and a part of the sentence that every door says. */
export const REFUSALS: readonly (readonly [name: string, question: Question, says: string])[] = [
  ['an unknown kind', { ask: 'list', kind: 'taks' }, "'taks' is no kind"],
  [
    'an unknown field',
    { ask: 'list', kind: 'task', filters: [['colour', 'red']] },
    "'colour' is no field",
  ],
  [
    'an operator that a field does not have',
    { ask: 'list', kind: 'task', filters: [['status__gt', 'open']] },
    "'gt' cannot be asked of 'status', which is of type enum.",
  ],
  [
    'a value that is none of the field',
    { ask: 'list', kind: 'issue', filters: [['severity', 'HUGE']] },
    "'HUGE'",
  ],
  [
    'a day that there is not',
    { ask: 'search', q: 'lock', filters: [['date__gte', '2025-02-30']] },
    "'2025-02-30' is no",
  ],
  ['a field that cannot be sorted by', { ask: 'list', kind: 'task', sort: 'colour' }, "'colour'"],
  ['a record that is not there', { ask: 'get', kind: 'task', ids: ['WS-TASK-999'] }, 'WS-TASK-999'],
];
