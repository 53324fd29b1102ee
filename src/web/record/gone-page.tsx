import { Page } from '#web/layout';
import { Heading, Notice } from '#web/parts';
import type { RecordHistory } from '#src/client/changes';
import { sendPage, type View, type Visit } from '#src/web/visit';
import { kindTitle } from '#src/web/words';

import { HistoryPanel } from './history-panel.tsx';
import { readGone, type SheetRequest } from './read-record.ts';

interface Gone {
  /** That it is not there. */
  readonly error: unknown;
  readonly sentence?: string | undefined;
}

/** Of a record that was deleted: what it was, and how to bring it back. Throws the error where there never was one. */
export async function sendGone(
  visit: Visit,
  request: SheetRequest,
  { error, sentence }: Gone,
): Promise<Response> {
  const history = await readGone(visit.client, request);
  if (!history || request.version !== undefined) throw error;
  return sendPage(<GonePage {...{ visit, history, sentence }} />, GONE);
}

const GONE = 404;

interface GoneProps {
  readonly visit: Visit;
  readonly history: RecordHistory;
  readonly sentence: string | undefined;
}

const GonePage = ({ visit, history, sentence }: GoneProps): View => (
  <Page visit={visit} title={`${history.id} is deleted`} nav={`/list/${history.kind}`}>
    <Heading
      title={`${history.id} is deleted`}
      eyebrow={<a href={`/list/${history.kind}`}>{kindTitle(history.kind)}</a>}
    />
    {sentence === undefined ? null : <Notice tone="bad">{sentence}</Notice>}
    <p>Any version that is known can be brought back, with the tags and links that it had.</p>
    <HistoryPanel history={history} />
  </Page>
);
