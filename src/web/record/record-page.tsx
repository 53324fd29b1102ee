import { Page } from '#web/layout';
import { Notice } from '#web/parts';
import { WorkspaceError } from '#src/errors';
import { resolveKind, type KindName } from '#src/kinds/index';
import { seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { recordPath } from '#src/web/words';

import { ChainList } from './chain-list.tsx';
import { sendGone } from './gone-page.tsx';
import { Contents } from './contents.tsx';
import { Facts } from './facts.tsx';
import { RecordHead } from './record-head.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { Prose } from './prose.tsx';
import { isNotFound, readRecord, type RecordSheet, type SheetRequest } from './read-record.ts';
import { RelatedPanel } from './related-panel.tsx';
import { SimilarPanel } from './similar-panel.tsx';
import { TagsPanel } from './tags-panel.tsx';

/** What must be said on top of a page. */
export interface Said {
  readonly sentence: string;
  readonly status: number;
}

/** GET /record/{kind}/{id}?version=&before=: a record of any kind, and all that belongs to it. */
export async function recordPage(visit: Visit): Promise<Response> {
  const request = requestIn(visit);
  const isOwnName = visit.c.req.param('kind') === request.ref.kind;
  if (!isOwnName) return seeOther(recordPath(request.ref) + visit.url.search);
  return sendRecord(visit, request);
}

/** A record's page, after something was done or refused. */
export async function sendRecord(
  visit: Visit,
  request: SheetRequest,
  said?: Said,
): Promise<Response> {
  try {
    const sheet = await readRecord(visit.client, request);
    return await sendPage(<RecordPage visit={visit} sheet={sheet} said={said} />, said?.status);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return sendGone(visit, request, { error, sentence: said?.sentence });
  }
}

/** Codes: unknown_kind, invalid_query. */
export function requestIn({ c, url }: Visit): SheetRequest {
  const name = c.req.param('kind') ?? '';
  const kind: KindName | undefined = resolveKind(name);
  if (kind === undefined)
    throw new WorkspaceError('not_found', `'${name.slice(0, 60)}' is no kind of record.`);
  return {
    ref: { kind, id: c.req.param('id') ?? '' },
    version: versionIn(url, 'version'),
    before: versionIn(url, 'before'),
  };
}

function versionIn({ searchParams }: URL, name: string): number | undefined {
  const number = Number(searchParams.get(name) ?? Number.NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

interface RecordPageProps {
  readonly visit: Visit;
  readonly sheet: RecordSheet;
  readonly said: Said | undefined;
}

const RecordPage = ({ visit, sheet, said }: RecordPageProps): View => (
  <Page
    visit={visit}
    title={sheet.title}
    nav={`/list/${sheet.kind.name}`}
    scripts={['diagrams.js', 'drawings.js', 'record.js']}
  >
    {said ? <Notice tone="bad">{said.sentence}</Notice> : <Done visit={visit} />}
    {sheet.version ? <OldVersion sheet={sheet} /> : null}
    <article class="sheet">
      <RecordHead sheet={sheet} />
      <div class="sheet-main">
        <ChainList chain={sheet.chain} />
        <Prose sheet={sheet} theme={visit.theme} />
        <RelatedPanel sheet={sheet} />
        <HistoryPanel history={sheet.history} etag={sheet.etag} />
      </div>
      <aside class="sheet-aside" aria-label="Facts">
        <Contents sheet={sheet} />
        <Facts sheet={sheet} />
        <TagsPanel sheet={sheet} />
        {sheet.similar.map((group) => (
          <SimilarPanel {...group} />
        ))}
      </aside>
    </article>
  </Page>
);

const DONE: Readonly<Record<string, string>> = {
  state: 'Saved.',
  tags: 'The tags are changed.',
  links: 'The links are changed.',
  restored: 'That version is written back, as a new one.',
};

const Done = ({ visit }: { readonly visit: Visit }): View | null => {
  const sentence = DONE[visit.url.searchParams.get('done') ?? ''];
  return sentence === undefined ? null : <Notice tone="good">{sentence}</Notice>;
};

const OldVersion = ({ sheet: { version, ref } }: { readonly sheet: RecordSheet }): View | null =>
  version === undefined || version.version === version.latest ? null : (
    <Notice tone="warn">
      This is version {version.version} of {version.latest}
      {version.made
        ? `, written by ${version.made.who} on ${version.made.at.slice(0, 10)}`
        : ''}. <a href={recordPath(ref)}>Show it as it is now</a>
    </Notice>
  );
