import { kindNames } from '#src/kinds/index';
import type { Hit } from '#src/search/types';
import type { View } from '#src/web/visit';
import { counted, figure, kindTitle, recordPath } from '#src/web/words';
import { Empty, KindBadge, StatusBadge, Time } from '#web/parts';

import type { HomeFacts } from './home-facts.ts';

/** What there is, for who has not asked anything yet. */
export const Home = ({ facts: { status, latest } }: { readonly facts: HomeFacts }): View => {
  const total = Object.values(status.records).reduce((sum, count) => sum + count, 0);
  if (total === 0) return <FirstSteps />;
  return (
    <div class="home">
      <header>
        <h1>What has been decided?</h1>
        <p class="lead">
          Ask in your own words. {counted(total, 'record')} of this workspace answer, by what they
          say and by what they mean.
        </p>
      </header>
      <Kinds records={status.records} />
      <Latest hits={latest} />
      <Hints />
    </div>
  );
};

const FirstSteps = (): View => (
  <Empty title="Nothing is kept here yet">
    <p>
      <code>workspace index docs/decisions</code> reads a folder of documents;{' '}
      <a href="/transfer">an import</a> takes files of records.
    </p>
  </Empty>
);

type Records = HomeFacts['status']['records'];

/** The kinds that have records, most first. */
const Kinds = ({ records }: { readonly records: Records }): View => (
  <ul class="counts" aria-label="Records by kind">
    {kindNames
      .filter((kind) => (records[kind] ?? 0) > 0)
      .sort((a, b) => (records[b] ?? 0) - (records[a] ?? 0))
      .map((kind) => (
        <li>
          <a href={`/list/${kind}`}>
            <strong>{figure(records[kind] ?? 0)}</strong> {kindTitle(kind)}
          </a>
        </li>
      ))}
  </ul>
);

const Latest = ({ hits }: { readonly hits: readonly Hit[] }): View => (
  <section class="latest">
    <h2>Latest</h2>
    <ol class="rows">
      {hits.map((hit) => (
        <li>
          <a href={recordPath(hit)}>{hit.title}</a>
          <span class="meta">
            <KindBadge kind={hit.kind} />
            {hit.status === null ? null : <StatusBadge status={hit.status} />}
            {hit.date === null ? null : <Time value={hit.date} />}
          </span>
        </li>
      ))}
    </ol>
  </section>
);

/** Questions that show what the field takes. */
const HINTS: readonly (readonly [query: string, does: string])[] = [
  ['kind:issue is:open severity:>=MEDIUM', 'Any field narrows the search'],
  ['kind:decision lifecycle:past', 'What no longer holds'],
  ['"one file" -server', 'A phrase, and without a word'],
  ['since:2025-11', 'From a month on'],
];

const Hints = (): View => (
  <section class="hints">
    <h2>Ask more exactly</h2>
    <ul>
      {HINTS.map(([query, does]) => (
        <li>
          <a href={`/?q=${encodeURIComponent(query)}`}>
            <code>{query}</code>
          </a>
          <span class="muted">{does}</span>
        </li>
      ))}
    </ul>
  </section>
);
