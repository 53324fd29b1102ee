import { expectTypeOf } from 'vitest';

import type { Client, Hit, KindName, SearchResponse } from '#src/client/public';
import type { RecordOf } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/** Checked by the compiler (`npm run typecheck`): a line that is expected to fail and does not is an error itself. */
declare const client: Client;
declare const someName: string;
declare const someKind: KindName;

type Task = RecordOf<'workspace_tasks'>;
type Issue = RecordOf<'cross_repo_issues'>;

export async function recordsAreTypedByKind(): Promise<void> {
  const tasks = await client.list('workspace_tasks');
  expectTypeOf(tasks.items).toEqualTypeOf<readonly Task[]>();
  const same = await client.list('task');
  expectTypeOf(same.items).toEqualTypeOf<readonly Task[]>();
  const some = await client.list('task', { fields: ['id', 'title'] });
  expectTypeOf(some.items).toEqualTypeOf<readonly Pick<Task, 'id' | 'title'>[]>();
  for await (const issue of client.each('issues', { limit: 10 }))
    expectTypeOf(issue).toEqualTypeOf<Issue>();
  const { record } = await client.get({ kind: 'issue', id: 'ISSUE-001' });
  expectTypeOf(record.severity).toEqualTypeOf<'HIGH' | 'MEDIUM' | 'LOW'>();
  expectTypeOf(record.repos_affected).toEqualTypeOf<readonly string[] | null>();
}

export async function aNameKnownAtRunTimeLeavesThemOpen(): Promise<void> {
  expectTypeOf((await client.list(someName)).items).toEqualTypeOf<readonly AnyRecord[]>();
  await client.list(someName, { filter: { anything: [1, 'two'] }, sort: 'anything' });
  await client.list(someKind, { filter: { status: 'open' } });
  expectTypeOf(await client.search('x', { kinds: [someName] })).toEqualTypeOf<SearchResponse>();
}

export async function filtersAreChecked(): Promise<void> {
  await client.list('issues', {
    filter: { severity: 'HIGH', detected: { gte: '2025-01-01' }, repo: 'core', tag: 'urgent' },
    sort: '-detected',
  });
  await client.list('issue', { filter: { severity: ['HIGH', 'LOW'], date: '2025-01-01' } });
  await client.list('task', {
    filter: { priority: null, notes: { contains: 'lock', null: false } },
  });
  await client.list('task', { sort: ['priority', '-created'] });
  await client.list('agent_cost_vectors', { filter: { retries: { gt: 2 }, year: 2025 } });
  // @ts-expect-error no such kind
  await client.list('isues');
  // @ts-expect-error no such field
  await client.list('issues', { filter: { seveirty: 'HIGH' } });
  // @ts-expect-error no such severity
  await client.list('issues', { filter: { severity: 'HUGE' } });
  // @ts-expect-error no such severity among several
  await client.list('issues', { filter: { severity: { in: ['HIGH', 'HUGE'] } } });
  // @ts-expect-error a level is not more than another: its rank sorts
  await client.list('issues', { filter: { severity: { gt: 'LOW' } } });
  // @ts-expect-error no such operator
  await client.list('issues', { filter: { detected: { since: '2025-01-01' } } });
  // @ts-expect-error a number is wanted
  await client.list('agent_cost_vectors', { filter: { retries: 'two' } });
  // @ts-expect-error an element is text
  await client.list('task', { filter: { repos_affected: { has: 7 } } });
  // @ts-expect-error no such field to sort by
  await client.list('issues', { sort: '-creatde' });
  // @ts-expect-error no such field to read
  await client.list('issues', { fields: ['id', 'titel'] });
  // @ts-expect-error issues have no priority
  await client.list('issues', { filter: { priority: 'HIGH' } });
}

export async function hitsNarrowByKind(): Promise<void> {
  const { hits } = await client.search('lock', {
    kinds: ['task', 'issue'],
    filter: { status: ['open', 'pending'], priority: 'HIGH', severity: 'HIGH' },
  });
  for (const hit of hits) {
    expectTypeOf(hit.kind).toEqualTypeOf<'workspace_tasks' | 'cross_repo_issues'>();
    expectTypeOf(hit).toExtend<Hit>();
    if (hit.kind === 'cross_repo_issues') {
      expectTypeOf(hit.status).toEqualTypeOf<'open' | 'resolved' | 'closed' | null>();
      expectTypeOf((await client.get(hit)).record).toEqualTypeOf<Issue>();
    } else expectTypeOf((await client.get(hit)).record).toEqualTypeOf<Task>();
    // @ts-expect-error no hit of that kind was asked for
    if (hit.kind === 'documents') break;
  }
  const all = await client.search('lock');
  expectTypeOf(all.hits).toExtend<readonly Hit[]>();
  for (const hit of all.hits)
    if (hit.kind === 'architecture_decisions')
      expectTypeOf((await client.get(hit)).record.decision).toEqualTypeOf<string>();
  const like = await client.similar({ text: 'x' }, { kinds: ['decision'] });
  expectTypeOf(like.hits[0]?.kind).toEqualTypeOf<'architecture_decisions' | undefined>();
  // @ts-expect-error no such kind
  await client.search('lock', { kinds: ['tsk'] });
  // @ts-expect-error no such status of a task or an issue
  await client.search('lock', { kinds: ['task', 'issue'], filter: { status: 'done' } });
}

export async function writesAreChecked(): Promise<void> {
  const made = await client.create('task', { title: 'Measure', priority: 'HIGH' });
  expectTypeOf(made.record).toEqualTypeOf<Task>();
  await client.patch({ kind: 'task', id: made.id }, { status: 'completed' });
  // @ts-expect-error the title is missing
  await client.create('task', { priority: 'HIGH' });
  // @ts-expect-error no such status
  await client.patch({ kind: 'task', id: made.id }, { status: 'done' });
}
