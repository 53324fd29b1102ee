import { Page } from '#web/layout';
import { Empty, Heading, Notice } from '#web/parts';
import type { WorkspaceError } from '#src/errors';
import { kindOf, resolveKind } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import { refused } from '#src/web/refused';
import { addressOf, seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { counted, figure, kindTitle, recordPath } from '#src/web/words';

import { columnsOf } from './columns.ts';
import { ActiveFilters, FilterPanel } from './filter-panel.tsx';
import {
  atCursor,
  csvHref,
  firstPage,
  isTidy,
  listHref,
  readListQuery,
  withFilters,
  type ListQuery,
} from './list-query.ts';
import { readList, type Listing } from './read-list.ts';
import { RecordTable } from './record-table.tsx';

/** GET /list/{kind}: records of any kind, filtered, sorted, page by page. */
export async function listPage(visit: Visit): Promise<Response> {
  const asked = visit.c.req.param('kind') ?? '';
  const kind = kindCalled(asked);
  if (!kind) throw unknownKind(asked);
  const query = readListQuery(visit.url.searchParams);
  const isOwnName = asked === kind.name;
  if (!isOwnName || !isTidy(visit.url.searchParams)) return seeOther(listHref(kind.name, query));
  return sendList(visit, kind);
}

export const unknownKind = (name: string): WorkspaceError =>
  refused(
    'unknown_kind',
    `'${name.slice(0, 60)}' is no kind of record.`,
    'Choose one among all kinds (/list).',
  );

export function kindCalled(name: string): Kind | undefined {
  const kind = resolveKind(name);
  return kind === undefined ? undefined : kindOf(kind);
}

/** The list that a visit's address asks for; with something that must be said first. */
export async function sendList(
  visit: Visit,
  kind: Kind,
  told?: { readonly sentence: string; readonly status: number },
): Promise<Response> {
  const query = readListQuery(visit.url.searchParams);
  const listing = await readList(visit.client, kind, query);
  const status = told?.status ?? (listing.fault ? 400 : 200);
  return sendPage(
    <ListPage {...{ visit, kind, query, listing }} sentence={told?.sentence} />,
    status,
  );
}

interface ListProps {
  readonly visit: Visit;
  readonly kind: Kind;
  readonly query: ListQuery;
  readonly listing: Listing;
  readonly sentence?: string | undefined;
}

const ListPage = (props: ListProps): View => {
  const { visit, kind, query, listing, sentence } = props;
  const title = kindTitle(listing.page.kind);
  return (
    <Page visit={visit} title={title} nav={`/list/${kind.name}`} scripts={['list.js']}>
      <Heading title={title} eyebrow={<a href="/list">All kinds</a>}>
        <a class="button" href={`/new/${kind.name}`}>
          New {kind.label}
        </a>
        <a class="button" href={csvHref(kind.name, query)} download={`${kind.name}.csv`}>
          CSV
        </a>
      </Heading>
      {sentence === undefined ? null : <Notice tone="bad">{sentence}</Notice>}
      {query.saved === undefined ? null : <Saved kind={kind} id={query.saved} />}
      <div class="list-layout">
        <details class="filter-fold" open>
          <summary>Filters{query.filters.length > 0 ? ` (${query.filters.length})` : ''}</summary>
          <FilterPanel kind={kind} query={query} facets={listing.facets} />
        </details>
        <section class="list-body" aria-label={title}>
          <ActiveFilters kind={kind} query={query} />
          <ListBody {...props} />
        </section>
      </div>
    </Page>
  );
};

const Saved = ({ kind, id }: { readonly kind: Kind; readonly id: string }): View => (
  <Notice tone="good">
    Saved: <a href={recordPath({ kind: kind.name, id })}>{id}</a>.
  </Notice>
);

const ListBody = ({ visit, kind, query, listing }: ListProps): View => {
  const { page, fault } = listing;
  if (fault) return <Fault message={fault.message} next={fault.next} />;
  if (page.items.length === 0) return <Nothing kind={kind} query={query} />;
  const back = addressOf(visit);
  const columns = columnsOf(kind, query.fields);
  return (
    <>
      <p class="list-total" role="status">
        {counted(page.total, kind.label)}
        {query.cursor === undefined ? null : <span class="muted">, a later page of them</span>}
      </p>
      <RecordTable {...{ kind, query, columns, back }} items={page.items} />
      <Pages kind={kind} query={query} next={page.next_cursor} shown={page.items.length} />
    </>
  );
};

const Fault = ({ message, next }: { message: string; next: string | undefined }): View => (
  <Notice tone="bad">
    {message} {next}
  </Notice>
);

const Nothing = ({ kind, query }: { readonly kind: Kind; readonly query: ListQuery }): View =>
  query.filters.length > 0 ? (
    <Empty title={`No ${kind.label} is like that.`}>
      Drop one of the filters, or{' '}
      <a href={listHref(kind.name, withFilters(query, []))}>all of them</a>.
    </Empty>
  ) : (
    <Empty title={`There is no ${kind.label} yet.`}>
      <a href={`/new/${kind.name}`}>Make the first one</a>, or <a href="/transfer">import some</a>.
    </Empty>
  );

interface PagesProps {
  readonly kind: Kind;
  readonly query: ListQuery;
  readonly next: string | null;
  readonly shown: number;
}

const Pages = ({ kind, query, next, shown }: PagesProps): View => (
  <nav class="pages" aria-label="Pages of the list">
    {query.cursor === undefined ? null : (
      <a class="button quiet" href={listHref(kind.name, firstPage(query))}>
        First page
      </a>
    )}
    {next === null ? null : (
      <a class="button" rel="next" href={listHref(kind.name, atCursor(query, next))}>
        Next {figure(shown)}
      </a>
    )}
  </nav>
);
