import { kindOf, type KindName } from '#src/kinds/index';
import { FACETS } from '#src/kinds/kind';
import { lifecycleRecord, type LifecycleRecord } from '#src/search/chain-records';
import type { Explanation, MomentsShown } from '#src/search/explain-types';
import type { Hit, Search, SearchResponse } from '#src/search/types';
import type { Filter, RecordHead, RecordRow, SearchIndex } from '#src/store/store';

import type { Excluded, Precedent, PrecedentsRequest } from './precedents-types.ts';

/** A past decision that may be worth showing, with what the search knows of it. */
export interface Candidate {
  readonly shown: Omit<Precedent, 'why'>;
  readonly record: LifecycleRecord;
  readonly text: string;
  /** Deviations above the mean of all decisions: of BM25, and of closeness where there are vectors. */
  readonly words: number;
  readonly meaning: number | undefined;
  /** Decisions that means and deviations are of. */
  readonly among: number;
}

export interface Found extends Pick<SearchResponse, 'mode_used' | 'degraded'> {
  readonly candidates: readonly Candidate[];
  readonly compared: number;
}

interface Deps {
  readonly search: Search;
  readonly store: Pick<SearchIndex, 'heads' | 'rowOf' | 'sections'>;
}

interface Wanted extends PrecedentsRequest {
  readonly title: string;
  readonly kinds: readonly KindName[];
}

/** Records that are looked at for each question. */
const LOOKED_AT = 20;
/** More of those that are left out never stand before all others. */
const MOST_LEFT_OUT = 100;
/** Words from which on a text's own title is asked for, too: in a long text it counts for little. */
const LONG = 40;
/** UTF-16 units of a record's text that are read for what it decides. */
const READ = 8_000;

/** What is nearest to the draft, by its whole text and by its title alone; the draft itself left out. */
export async function candidatesFor(deps: Deps, wanted: Wanted): Promise<Found> {
  const { title, text, exclude = [] } = wanted;
  const whole = `${title}\n${text}`;
  const isLong = whole.split(/\s+/, LONG + 1).length > LONG;
  const answers: Answer[] = [];
  for (const question of isLong ? [whole, title] : [whole])
    if (/[\p{L}\p{N}]/u.test(question) || answers.length === 0)
      answers.push(await ask(deps, question, wanted));
  const hits = new Map<string, readonly [Hit, Answer]>();
  for (const answer of answers)
    for (const hit of answer.hits) if (!hits.has(keyOf(hit))) hits.set(keyOf(hit), [hit, answer]);
  const [first] = answers as [Answer];
  return {
    candidates: await candidatesOf(deps.store, [...hits.values()], exclude),
    ...{ mode_used: first.mode_used, degraded: first.degraded, compared: first.among },
  };
}

export const keyOf = ({ kind, id }: { readonly kind: KindName; readonly id: string }): string =>
  `${kind} ${id}`;

type Moments = Explanation['fusion']['moments'];

interface Answer extends Pick<SearchResponse, 'hits' | 'mode_used' | 'degraded'> {
  readonly moments: Moments;
  readonly among: number;
}

/** Means and deviations are those of all decisions, also where only those of one repository are wanted: there are too few of them. */
async function ask({ search }: Deps, text: string, { kinds, repo, exclude }: Wanted) {
  const scope = decisionsOnly(kinds);
  const request = { to: { text }, kinds, explain: true, ...(scope && { where: scope }) };
  const limit = LOOKED_AT + Math.min(exclude?.length ?? 0, MOST_LEFT_OUT);
  const all = await search.similar({ ...request, limit: repo === undefined ? limit : 1 });
  const own =
    repo === undefined
      ? all
      : await search.similar({ ...request, limit, where: and(scope, ofRepo(repo)) });
  return {
    hits: own.hits,
    mode_used: own.mode_used,
    degraded: own.degraded,
    moments: all.explain?.fusion.moments ?? {},
    among: all.total,
  } satisfies Answer;
}

const and = (...parts: readonly (Filter | undefined)[]): Filter => ({
  and: parts.filter((part) => part !== undefined),
});

const ofRepo = (repo: string): Filter => ({
  or: [
    { field: 'repo', op: 'eq', value: repo },
    { field: 'repo', op: 'null', value: true },
  ],
});

/** Of a kind in which only some records decide (ADRs among documents) those, of other kinds all. */
function decisionsOnly(names: readonly KindName[]): Filter | undefined {
  const parts = names.flatMap((name): readonly Filter[] => {
    const { facets, lifecycle } = kindOf(name);
    const only = lifecycle?.only;
    const facet = FACETS.find((each) => facets[each] === only?.field);
    if (!only || facet === undefined) return [];
    const decides: Filter = { field: facet, op: 'in', value: only.values };
    return [{ or: [{ field: 'kind', op: 'ne', value: name }, decides] }];
  });
  return parts.length === 0 ? undefined : { and: parts };
}

async function candidatesOf(
  store: Deps['store'],
  found: readonly (readonly [Hit, Answer])[],
  exclude: readonly Excluded[],
): Promise<readonly Candidate[]> {
  const rows = new Map<string, RecordRow>();
  for (const each of found.flatMap(([hit]) => [hit, ...(hit.also ?? [])])) {
    const row = await store.rowOf(each.kind, each.id);
    if (row !== undefined) rows.set(keyOf(each), row);
  }
  const heads = await store.heads([...rows.values()]);
  const headOf = (of: Pick<Hit, 'kind' | 'id'>): RecordHead | undefined =>
    heads.get(rows.get(keyOf(of)) ?? NaN);
  const kept = found.filter(([hit]) => {
    const told = [hit, ...(hit.also ?? [])].flatMap((each) => headOf(each) ?? []);
    return !told.some((head) => isExcluded(head, exclude));
  });
  const texts = await textsOf(
    store,
    kept.flatMap(([hit]) => rows.get(keyOf(hit)) ?? []),
  );
  return kept.flatMap(([hit, answer]) => {
    const head = headOf(hit);
    return head ? [candidateOf(hit, { head, answer, text: texts.get(head.row) ?? '' })] : [];
  });
}

function isExcluded(head: RecordHead, exclude: readonly Excluded[]): boolean {
  const { kind, id, path, repos } = lifecycleRecord(head);
  return exclude.some((each) =>
    'id' in each
      ? each.kind === kind && each.id === id
      : each.path === path && (each.repo === undefined || repos.includes(each.repo)),
  );
}

/** The sections in their order, each under its heading, as the file had them. */
async function textsOf(
  store: Deps['store'],
  rows: readonly RecordRow[],
): Promise<ReadonlyMap<RecordRow, string>> {
  const texts = new Map<RecordRow, string>();
  for (const { row, heading, text } of await store.sections(rows)) {
    const before = texts.get(row) ?? '';
    if (before.length > READ) continue;
    const under =
      heading.length === 0
        ? ''
        : `${'#'.repeat(Math.min(6, heading.length + 1))} ${heading.at(-1) ?? ''}\n`;
    texts.set(row, `${before}${under}${text}\n`);
  }
  return texts;
}

interface Known {
  readonly head: RecordHead;
  readonly answer: Answer;
  readonly text: string;
}

function candidateOf(hit: Hit, { head, answer, text }: Known): Candidate {
  const { kind, id, title, status, date, similarity, source, current, explain } = hit;
  const { moments, among } = answer;
  return {
    shown: {
      ...{ kind, id, title, status, date: date?.slice(0, DAY) ?? null, similarity },
      ...{ repos: source.repos, path: source.path },
      ...(current && { current }),
    },
    record: lifecycleRecord(head),
    text,
    words: deviation(explain?.keyword?.raw, moments['keyword']) ?? 0,
    meaning: deviation(explain?.vector?.raw, moments['vector']),
    among,
  };
}

const DAY = 'YYYY-MM-DD'.length;

function deviation(
  raw: number | null | undefined,
  moments: MomentsShown | undefined,
): number | undefined {
  if (raw === null || raw === undefined || !moments || moments.deviation === 0) return undefined;
  return (raw - moments.mean) / moments.deviation;
}
