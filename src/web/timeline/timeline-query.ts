import type { TimelineOptions } from '#src/client/timeline';
import { LIFECYCLES, type LifecycleChoice } from '#src/search/types';

/** What the address of a timeline says; the service checks the days. */
export interface TimelineQuery {
  readonly repos: readonly string[];
  readonly statuses: readonly string[];
  readonly lifecycle: LifecycleChoice;
  readonly from: string;
  readonly to: string;
  /** A day; empty: today. */
  readonly asOf: string;
}

export function readTimelineQuery(parameters: URLSearchParams): TimelineQuery {
  const text = (name: string): string => (parameters.get(name) ?? '').trim();
  const all = (name: string) => parameters.getAll(name).filter((value) => value !== '');
  return {
    ...{ repos: all('repo'), statuses: all('status') },
    lifecycle: LIFECYCLES.find((each) => each === text('lifecycle')) ?? 'all',
    ...{ from: text('from'), to: text('to'), asOf: text('as_of') },
  };
}

/** Only what is asked for. */
export const optionsOf = ({ repos, statuses, ...query }: TimelineQuery): TimelineOptions => ({
  ...{ repos, statuses, lifecycle: query.lifecycle },
  ...(query.from !== '' && { from: query.from }),
  ...(query.to !== '' && { to: query.to }),
  ...(query.asOf !== '' && { as_of: query.asOf }),
});

/** The address of a timeline: what is as usual is not in it. */
export function timelineHref(query: TimelineQuery): string {
  const parameters = new URLSearchParams();
  for (const repo of query.repos) parameters.append('repo', repo);
  for (const status of query.statuses) parameters.append('status', status);
  const { lifecycle, from, to, asOf } = query;
  const rest = { lifecycle: lifecycle === 'all' ? '' : lifecycle, from, to, as_of: asOf };
  for (const [name, value] of Object.entries(rest)) if (value !== '') parameters.set(name, value);
  return parameters.size === 0 ? '/timeline' : `/timeline?${parameters.toString()}`;
}

/** A form of a browser sends its empty fields, too. */
export const isTidy = (parameters: URLSearchParams): boolean =>
  [...parameters].every(([name, value]) => value !== '' && `${name}=${value}` !== 'lifecycle=all');
