import type { InputFor } from '#src/client/types';

import type { Text } from './text.ts';

/** Records of a database to measure on. The same size gives the same records. */
export interface Records {
  readonly documents: readonly InputFor<'documents'>[];
  readonly workspace_tasks: readonly InputFor<'workspace_tasks'>[];
  readonly cross_repo_issues: readonly InputFor<'cross_repo_issues'>[];
}

/** Repositories of 1 % and of 20 % of the records, to filter by. */
export const REPOS = { one: 'repo-of-1-percent', twenty: 'repo-of-20-percents' } as const;

const DOCUMENTS_SHARE = 0.6;
const STATUSES = ['pending', 'in_progress', 'completed', 'blocked'] as const;
const LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const;
const TYPES = ['governance', 'code_creep', 'missing_component'] as const;

/** Six of ten are documents, real ones as far as there are; the rest is half tasks, half issues. */
export function makeRecords(size: number, text: Text): Records {
  const make = recordMaker(text);
  const documents = Math.round(size * DOCUMENTS_SHARE);
  const tasks = Math.round((size - documents) / 2);
  return {
    documents: count(documents, make.document),
    workspace_tasks: count(tasks, make.task),
    cross_repo_issues: count(size - documents - tasks, make.issue),
  };
}

const count = <T>(size: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: size }, (_, index) => make(index));

/** Makes single records; each call of one recombines other sentences. */
export function recordMaker(text: Text) {
  const random = numbers(20_251_121);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const prose = (most: number): string =>
    count(1 + Math.floor(random() * most), () => pick(text.sentences)).join(' ');
  return {
    document: (index: number): InputFor<'documents'> => {
      const real = text.documents[index];
      return {
        title: real ? titleOf(real.path) : pick(text.titles),
        doc_type: 'adr',
        repo: repoOf(index),
        path: `${index}/${real?.path ?? 'decision.md'}`,
        status: pick(['accepted', 'proposed', 'superseded']),
        date: dayOf(index),
        content: real?.content ?? `## Context\n\n${prose(8)}\n\n## Decision\n\n${prose(6)}\n`,
      };
    },
    task: (index: number): InputFor<'workspace_tasks'> => ({
      title: pick(text.titles),
      status: pick(STATUSES),
      priority: pick(LEVELS),
      repos_affected: [repoOf(index)],
      created: dayOf(index),
      notes: prose(5),
    }),
    issue: (index: number): InputFor<'cross_repo_issues'> => ({
      title: pick(text.titles),
      type: pick(TYPES),
      severity: pick(LEVELS),
      repos_affected: [repoOf(index), 'repo-of-issues'],
      detected: dayOf(index),
      description: prose(6),
      action_required: prose(1),
    }),
  };
}

function repoOf(index: number): string {
  const place = index % 100;
  if (place === 0) return REPOS.one;
  return place <= 20 ? REPOS.twenty : `repo-${place}`;
}

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2023, 0, 1);
const dayOf = (index: number): string =>
  new Date(FIRST_DAY + (index % 1_000) * DAY).toISOString().slice(0, 10);

const titleOf = (path: string): string =>
  path
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .replace(/^[\d.]+[-_ ]*/, '')
    .replace(/[-_]+/g, ' ')
    .trim() || path;

/** Numbers from 0 to 1, the same in every run (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
