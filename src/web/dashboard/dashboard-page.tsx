import { Page } from '#web/layout';
import { Empty, Heading, Notice } from '#web/parts';
import { UNITS } from '#src/web/plots/periods';
import { sendPage, type View, type Visit } from '#src/web/visit';
import { capital } from '#src/web/words';

import { AllKinds } from './all-kinds.tsx';
import { Learning } from './learning.tsx';
import {
  dashboardHref,
  readDashboardQuery,
  readDashboardView,
  type DashboardQuery,
  type DashboardView,
} from './read-dashboard.ts';
import { SplitFigure } from './split-figure.tsx';
import { TimeFigure } from './time-figure.tsx';
import { Tiles, Work } from './work.tsx';

/** GET /dashboard: how the work goes, as plots that lead into the lists behind them. */
export async function dashboardPage(visit: Visit): Promise<Response> {
  const query = readDashboardQuery(visit.url.searchParams);
  const view = await readDashboardView(visit.client, query);
  return sendPage(
    <Page visit={visit} title="Dashboard">
      <Heading title="Dashboard">
        <Units query={query} />
        <Repositories {...view} />
      </Heading>
      {Object.keys(view.figures.kinds).length === 0 ? <NothingYet /> : <Dashboard {...view} />}
    </Page>,
  );
}

const NothingYet = (): View => (
  <Empty title="Nothing is stored yet.">
    <a href="/transfer">Import records</a>, or index a folder of documents:{' '}
    <code>workspace index docs/decisions</code>
  </Empty>
);

const Dashboard = (view: DashboardView): View => (
  <>
    {view.query.repo === undefined ? <Tiles {...view.figures} /> : <OneRepository {...view} />}
    <div class="plots over-time">
      {view.overTime.map((plot) => (
        <TimeFigure plot={plot} />
      ))}
    </div>
    {view.query.repo === undefined ? <Work {...view.figures} /> : null}
    <div class="plots splits">
      {view.splits.map((plot) => (
        <SplitFigure plot={plot} />
      ))}
    </div>
    {view.query.repo === undefined ? (
      <>
        <Learning {...view.figures} />
        <AllKinds {...view.figures} />
      </>
    ) : null}
  </>
);

const OneRepository = ({ query, overTime, splits }: DashboardView): View => (
  <Notice>
    {overTime.length + splits.length === 0 ? 'Nothing is known of ' : 'Only what concerns '}
    <b>{query.repo}</b>.{' '}
    <a href={dashboardHref({ ...(query.unit && { unit: query.unit }) })}>Show all repositories</a>
  </Notice>
);

/** How finely time is told; by itself, as fits the time between the first record and the last. */
const Units = ({ query }: { readonly query: DashboardQuery }): View => {
  const { unit: chosen, ...rest } = query;
  return (
    <nav class="segments" aria-label="Columns of time">
      {[undefined, ...UNITS].map((unit) => (
        <a
          href={dashboardHref({ ...rest, ...(unit && { unit }) })}
          aria-current={unit === chosen ? 'true' : undefined}
        >
          {capital(unit ?? 'auto')}
        </a>
      ))}
    </nav>
  );
};

const Repositories = ({ query, repos }: DashboardView): View =>
  repos.length === 0 ? (
    <></>
  ) : (
    <form class="repo-choice" action="/dashboard">
      {query.unit === undefined ? null : <input type="hidden" name="unit" value={query.unit} />}
      <select name="repo" aria-label="Repository">
        <option value="">All repositories</option>
        {repos.map((repo) => (
          <option value={repo} selected={repo === query.repo}>
            {repo}
          </option>
        ))}
      </select>
      <button class="button">Show</button>
    </form>
  );
