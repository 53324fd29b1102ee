import type { RecordRow } from '#src/store/store';

import { memberMaker, type ChainMember } from './chain-member.ts';
import type { Chains } from './chains.ts';
import type { LifecycleRequest } from './types.ts';

export type { ChainMember } from './chain-member.ts';

export interface TimelineRequest extends LifecycleRequest {
  /** Of any of these repositories; of any at all when empty. */
  readonly repos: readonly string[];
  /** In any of these states; likewise. */
  readonly statuses: readonly string[];
  /** First and last day, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
  /** Decisions at most. */
  readonly limit: number;
}

export interface TimelineCount {
  readonly value: string;
  readonly count: number;
}

/** Decisions in the order of their days: records of decisions, and files that decide something. */
export interface TimelineResponse {
  /** The day that was asked for; absent when none was. */
  readonly as_of?: string;
  /** Decisions that match; `items` may be fewer. */
  readonly total: number;
  /** The latest first, those without a date at the end. */
  readonly items: readonly ChainMember[];
  /** Of each, how many there would be without a filter by it; the most frequent first. */
  readonly counts: Readonly<Record<Dimension, readonly TimelineCount[]>>;
}

type Dimension = 'repo' | 'status' | 'year' | 'lifecycle';

/** A filter, and the values of a decision that it asks about. */
interface Filtering {
  readonly valuesOf: (decision: ChainMember) => readonly string[];
  readonly accepts: (decision: ChainMember) => boolean;
}

/** Pure, but for the chains that are given. */
export function timelineOf(chains: Chains, request: TimelineRequest): TimelineResponse {
  const decisions = decisionsIn(chains);
  const filters = filtersOf(request);
  const all = Object.values(filters);
  const found = decisions.filter((each) => all.every(({ accepts }) => accepts(each)));
  const countsFor = (own: Filtering): readonly TimelineCount[] =>
    counted(
      decisions.filter((each) => all.every((filter) => filter === own || filter.accepts(each))),
      own,
    );
  return {
    ...(request.as_of !== undefined && { as_of: request.as_of }),
    total: found.length,
    items: found.sort(latestFirst).slice(0, request.limit),
    counts: {
      repo: countsFor(filters.repo),
      status: countsFor(filters.status),
      year: countsFor(filters.year),
      lifecycle: countsFor(filters.lifecycle),
    },
  };
}

/** Each once, though two records may tell it; without what was not there yet on the day. */
function decisionsIn(chains: Chains): readonly ChainMember[] {
  const { records, twins } = chains;
  const future = new Set(chains.future);
  const isTold = (row: RecordRow, path: string | null) =>
    path !== null && twins.has(row) && records.get(twins.get(row) ?? NaN)?.path === null;
  const memberOf = memberMaker(chains);
  return [...records.values()].flatMap(({ row, path, decides }) =>
    decides && !future.has(row) && !isTold(row, path) ? (memberOf(row) ?? []) : [],
  );
}

function filtersOf(request: TimelineRequest): Readonly<Record<Dimension, Filtering>> {
  const { repos, statuses, from, to, lifecycle = 'all' } = request;
  const standing = (each: ChainMember) => (each.holds ? 'current' : 'past');
  return {
    repo: chosen(repos, (each) => each.repos),
    status: chosen(statuses, (each) => (each.status === null ? [] : [each.status])),
    lifecycle: chosen(lifecycle === 'all' ? [] : [lifecycle], (each) => [standing(each)]),
    year: {
      valuesOf: ({ date }) => (date === null ? [] : [date.slice(0, YEAR)]),
      accepts: ({ date }) => isWithin(date, { from, to }),
    },
  };
}

const YEAR = 'YYYY'.length;

const chosen = (wanted: readonly string[], valuesOf: Filtering['valuesOf']): Filtering => ({
  valuesOf,
  accepts: (each) => wanted.length === 0 || valuesOf(each).some((value) => wanted.includes(value)),
});

interface Days {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What has no date is within no days. */
function isWithin(date: string | null, { from, to }: Days): boolean {
  if (from === undefined && to === undefined) return true;
  return date !== null && (from === undefined || date >= from) && (to === undefined || date <= to);
}

function counted(decisions: readonly ChainMember[], { valuesOf }: Filtering) {
  const counts = new Map<string, number>();
  for (const value of decisions.flatMap(valuesOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Of a day in the order of their titles, so that the order is always the same. */
function latestFirst(a: ChainMember, b: ChainMember): number {
  if (a.date !== b.date) return (a.date ?? '') > (b.date ?? '') ? -1 : 1;
  return a.title < b.title ? -1 : 1;
}
