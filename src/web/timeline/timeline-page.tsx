import { Page } from '#web/layout';
import { Empty, Heading, Notice } from '#web/parts';
import type { TimelineResponse } from '#src/client/timeline';
import { WorkspaceError } from '#src/errors';
import { seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { counted, figure } from '#src/web/words';

import { DecisionList } from './decision-list.tsx';
import { layoutTimeline } from './layout.ts';
import { TimelineFilters } from './timeline-filters.tsx';
import {
  isTidy,
  optionsOf,
  readTimelineQuery,
  timelineHref,
  type TimelineQuery,
} from './timeline-query.ts';
import { TimelineSvg } from './timeline-svg.tsx';

/** In units of the drawing. */
const WIDTH = 1100;

/** GET /timeline?repo=&status=&lifecycle=&from=&to=&as_of=: decisions by their days. */
export async function timelinePage(visit: Visit): Promise<Response> {
  const { searchParams } = visit.url;
  const query = readTimelineQuery(searchParams);
  if (!isTidy(searchParams)) return seeOther(timelineHref(query));
  try {
    const timeline = await visit.client.timeline(optionsOf(query));
    return await sendPage(<TimelinePage {...{ visit, query, timeline }} />);
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'invalid_query') throw error;
    const days = { from: '', to: '', asOf: '' };
    const timeline = await visit.client.timeline(optionsOf({ ...query, ...days }));
    const fault = error.message;
    return sendPage(<TimelinePage {...{ visit, query, timeline, fault }} />, 400);
  }
}

interface TimelineProps {
  readonly visit: Visit;
  readonly query: TimelineQuery;
  readonly timeline: TimelineResponse;
  /** What of the address was left aside. */
  readonly fault?: string;
}

const TimelinePage = ({ visit, query, timeline, fault }: TimelineProps): View => (
  <Page visit={visit} title="Timeline">
    <Heading
      title="Timeline of decisions"
      eyebrow={
        timeline.as_of === undefined
          ? counted(timeline.total, 'decision')
          : `${counted(timeline.total, 'decision')} as of ${timeline.as_of}`
      }
    />
    {fault === undefined ? null : <Notice tone="bad">{fault}</Notice>}
    <TimelineFilters query={query} counts={timeline.counts} />
    {timeline.items.length === 0 ? <None query={query} /> : <Decisions timeline={timeline} />}
  </Page>
);

const Decisions = ({ timeline: { items, total } }: Pick<TimelineProps, 'timeline'>): View => (
  <>
    <TimelineSvg layout={layoutTimeline(items, WIDTH)} />
    {total > items.length ? (
      <Notice>
        The latest {figure(items.length)} of {counted(total, 'decision')}: narrow it down to see the
        others.
      </Notice>
    ) : null}
    <DecisionList items={items} />
  </>
);

const None = ({ query }: Pick<TimelineProps, 'query'>): View =>
  timelineHref(query) === '/timeline' ? (
    <Empty title="No decision yet">
      <a href="/new/architecture_decisions">Record the first one</a>, or index a folder of ADRs:{' '}
      <code>workspace index docs/decisions</code>
    </Empty>
  ) : (
    <Empty title="No decision matches">
      <a href="/timeline">Show all of them</a>
    </Empty>
  );
