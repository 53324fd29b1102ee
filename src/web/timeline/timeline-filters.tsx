import type { TimelineCount, TimelineResponse } from '#src/client/timeline';
import type { LifecycleChoice } from '#src/search/types';
import type { View } from '#src/web/visit';
import { capital, figure, spoken } from '#src/web/words';

import { timelineHref, type TimelineQuery } from './timeline-query.ts';

const ORDER = ['all', 'current', 'past'] as const satisfies readonly LifecycleChoice[];

interface FiltersProps {
  readonly query: TimelineQuery;
  readonly counts: TimelineResponse['counts'];
}

/** Everything that narrows a timeline; each choice says how many it would leave. */
export const TimelineFilters = ({ query, counts }: FiltersProps): View => (
  <div class="timeline-filters">
    <nav class="segments" aria-label="Which decisions">
      {ORDER.map((lifecycle) => (
        <a
          href={timelineHref({ ...query, lifecycle })}
          aria-current={lifecycle === query.lifecycle ? 'true' : undefined}
        >
          {capital(lifecycle)}
          {lifecycle === 'all' ? null : <Count of={counts.lifecycle} value={lifecycle} />}
        </a>
      ))}
    </nav>
    <form method="get" action="/timeline">
      {query.lifecycle === 'all' ? null : (
        <input type="hidden" name="lifecycle" value={query.lifecycle} />
      )}
      <Choice name="repo" label="Repository" chosen={query.repos} counts={counts.repo} />
      <Choice name="status" label="State" chosen={query.statuses} counts={counts.status} />
      <Day name="from" label="From" value={query.from} />
      <Day name="to" label="To" value={query.to} />
      <Day name="as_of" label="As of" value={query.asOf} />
      <button class="button">Apply</button>
      {timelineHref(query) === '/timeline' ? null : (
        <a class="quiet" href="/timeline">
          Clear
        </a>
      )}
    </form>
    <Years query={query} counts={counts} />
  </div>
);

const Count = ({
  of,
  value,
}: {
  readonly of: readonly TimelineCount[];
  readonly value: string;
}) => <span class="muted"> {figure(of.find((each) => each.value === value)?.count ?? 0)}</span>;

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: readonly string[];
  readonly counts: readonly TimelineCount[];
}

/** Of several that the address may name the first is shown; whoever chooses anew chooses one. */
const Choice = ({ name, label, chosen, counts }: ChoiceProps): View => {
  const values = counts.map(({ value }) => value);
  const missing = chosen.filter((value) => !values.includes(value));
  return (
    <label class="timeline-field">
      {label}
      <select name={name}>
        <option value="">Any</option>
        {[...missing.map((value) => ({ value, count: 0 })), ...counts].map(({ value, count }) => (
          <option value={value} selected={value === chosen[0]}>
            {spoken(value)} ({figure(count)})
          </option>
        ))}
      </select>
    </label>
  );
};

interface DayProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A month or a year is a day to the service, and none to a browser's calendar: it stays a text. */
const Day = ({ name, label, value }: DayProps): View => (
  <label class="timeline-field">
    {label}
    <input
      type={value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'}
      name={name}
      value={value}
    />
  </label>
);

const Years = ({ query, counts }: FiltersProps): View | null => {
  const years = counts.year.toSorted((a, b) => (a.value < b.value ? -1 : 1));
  if (years.length < 2) return null;
  return (
    <nav class="years" aria-label="Years">
      {years.map(({ value, count }) => (
        <a
          href={timelineHref({ ...query, from: value, to: value })}
          aria-current={query.from === value && query.to === value ? 'true' : undefined}
        >
          {value} <span class="muted">{figure(count)}</span>
        </a>
      ))}
    </nav>
  );
};
