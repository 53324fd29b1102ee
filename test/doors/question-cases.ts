import type { Case } from './list-cases.ts';
import {
  DECISIONS,
  type GetQuestion,
  type RelatedQuestion,
  type SearchQuestion,
  type SimilarQuestion,
} from './question.ts';

const search = (q: string, more: Omit<SearchQuestion, 'ask' | 'q'> = {}): SearchQuestion => ({
  ...{ ask: 'search', q },
  ...more,
});

export const SEARCH_CASES: readonly Case<SearchQuestion>[] = [
  [
    'by meaning and words',
    search('the lock of the queue', { kinds: ['task', 'issue'] }),
    'T1 I1 T2 I2 T6 T4 I3 T3 T5 I4',
  ],
  // The page has pages of 20.
  [
    'page by page',
    search('the lock of the queue', { walk: 4 }),
    'T1 I1 T2 F1 S1 I2 T6 T4 D5 I3 T3 D4 F2 A1 A2 A3 D3 D2 D1 A4 T5 I4',
  ],
  ['by words alone', search('certificates', { mode: 'keyword' }), 'I4 T4 D4 F2'],
  ['by words alone, page by page', search('messages', { mode: 'keyword', walk: 2 }), 'D3 D2 D1 I1'],
  [
    'by meaning alone',
    search('renewed certificates', { mode: 'semantic', kinds: ['issue', 'task'] }),
    'I4 T4 T1 T2 T3 T5 T6 I1 I2 I3',
  ],
  [
    'under filters',
    search('queue', { kinds: ['task'], filters: [['status', 'pending,in_progress']] }),
    'T2 T1 T5 T6',
  ],
  ['under a tag, over kinds', search('queue', { filters: [['tag', 'lock']] }), 'I1 T1'],
  [
    'from a day on',
    search('gateway', { filters: [['date__gte', '2025-05-01']] }),
    'F2 D4 T5 T6 I4 D3',
  ],
  ['with filters in the words', search('kind:issue severity:high certificates'), 'I4 I1'],
  ['filters alone', search('is:open repo:core'), 'T6 D3 I3 F1 T2 I1 T1'],
  ['with what is no filter', search('status:open', { mode: 'keyword', qualifiers: false }), ''],
  [
    'a phrase, and without a word',
    search('"the journal" -twice', { kinds: ['issue', 'decision'] }),
    'I3',
  ],
  ['with a leading minus', search('-messages journal', { mode: 'keyword' }), 'T6 I3 D5'],
  ['a word that is not ended', search('certif', { mode: 'keyword', prefix: true }), 'I4 T4 D4 F2'],
  ['Chinese', search('等待锁', { mode: 'keyword' }), 'T5'],
  ['an id', search('DEC-002', { kinds: ['decision'] }), 'D2 D3 D1 D4 D5'],
  ['a number of a file', search('ADR-0007', { kinds: ['doc'] }), 'F1 F2'],
  ['a path', search('docs/gateway.md', { mode: 'keyword' }), 'F2 I2 D4 T4'],
  [
    'signs that mean something to an index',
    search('AND ("lock* OR', { mode: 'keyword' }),
    'T1 S1 T2 F1 I1',
  ],
  [
    'decisions, what holds on top',
    search('messages in files', { kinds: ['decision'] }),
    'D3 D2 D1 D4 D5',
  ],
  [
    'decisions that hold',
    search('messages', { kinds: ['decision'], lifecycle: 'current' }),
    'D3 D4',
  ],
  [
    'decisions that no longer do',
    search('messages', { kinds: ['decision'], lifecycle: 'past' }),
    'D2 D1 D5',
  ],
  ['as of a day', search('messages', { kinds: ['decision'], as_of: '2025-04-15' }), 'D2 D1 D5'],
  [
    'what held on a day',
    search('messages', { kinds: ['decision'], lifecycle: 'current', as_of: '2025-04' }),
    'D2',
  ],
];

const similar = (
  to: SimilarQuestion['to'],
  more: Omit<SimilarQuestion, 'ask' | 'to'> = {},
): SimilarQuestion => ({ ask: 'similar', to, ...more });

export const SIMILAR_CASES: readonly Case<SimilarQuestion>[] = [
  ['like a decision', similar({ kind: 'decision', id: 'DEC-001' }, DECISIONS), 'D3 D2 F1 D5 D4'],
  [
    'decisions like a task',
    similar({ kind: 'task', id: 'WS-TASK-001' }, DECISIONS),
    'F1 D5 D3 D2 D1 D4',
  ],
  ['like a text', similar({ text: 'Append messages to a file' }, DECISIONS), 'D3 D2 D1 F1 D5 D4'],
  [
    'like a text, of those that hold',
    similar({ text: 'Append messages to a file' }, { ...DECISIONS, lifecycle: 'current' }),
    'D3 F1 D4',
  ],
  [
    'of any kind',
    similar({ kind: 'task', id: 'WS-TASK-004' }, { filters: [['repo', 'ops']] }),
    'F2 D4 I2 I4',
  ],
];

export const RELATED_CASES: readonly Case<RelatedQuestion>[] = [
  [
    'all that is related to a task',
    { ask: 'related', of: { kind: 'task', id: 'WS-TASK-002' } },
    'T1 T3 I3 I1',
  ],
  [
    'both ways, with links',
    { ask: 'related', of: { kind: 'task', id: 'WS-TASK-001' } },
    'S1 T3 T2 D3',
  ],
  [
    'one relation',
    { ask: 'related', of: { kind: 'task', id: 'WS-TASK-001' }, relations: ['blocks'] },
    'T3 T2',
  ],
];

export const GET_CASES: readonly Case<GetQuestion>[] = [
  ['one record', { ask: 'get', kind: 'decision', ids: ['DEC-003'] }, 'D3'],
  [
    'several, as they are wanted',
    { ask: 'get', kind: 'task', ids: ['WS-TASK-004', 'WS-TASK-001'] },
    'T4 T1',
  ],
];
