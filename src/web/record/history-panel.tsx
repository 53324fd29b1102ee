import { Time } from '#web/parts';
import type { HistoryEntry, RecordHistory } from '#src/client/changes';
import type { View } from '#src/web/visit';
import { recordPath, spoken } from '#src/web/words';

import { FieldChange } from './field-change.tsx';

interface HistoryProps {
  readonly history: RecordHistory;
  /** Of the record as it is; absent when it is deleted. */
  readonly etag?: string | undefined;
}

/** Who changed a record when, and what; each version can be looked at and brought back. */
export const HistoryPanel = ({ history, etag }: HistoryProps): View => (
  <section class="sheet-history" id="history" aria-labelledby="history-title">
    <h2 id="history-title">History</h2>
    <ol>
      {history.items.map((entry, index) => (
        <Entry {...{ entry, history, etag }} isLatest={index === 0 && etag !== undefined} />
      ))}
    </ol>
    <More history={history} />
  </section>
);

interface EntryProps extends HistoryProps {
  readonly entry: HistoryEntry;
  readonly isLatest: boolean;
}

const Entry = ({ entry, history, etag, isLatest }: EntryProps): View => (
  <li>
    <p class="history-line">
      <span class="sheet-version">{entry.version}</span>
      <span>
        {spoken(entry.outcome)} by <strong>{entry.who}</strong>
      </span>
      <Time value={entry.at} />
      {isLatest ? <span class="muted">as it is now</span> : null}
    </p>
    {entry.forgotten ? <p class="muted small">Its older values were forgotten.</p> : null}
    {entry.changes.length === 0 ? null : (
      <details open={isLatest && entry.changes.length <= FEW}>
        <summary>{entry.changes.map(({ field }) => spoken(field)).join(', ')}</summary>
        {entry.changes.map((change) => (
          <FieldChange {...change} />
        ))}
      </details>
    )}
    {isLatest || entry.outcome === 'deleted' ? null : (
      <Actions {...{ history, etag }} version={entry.version} />
    )}
  </li>
);

/** Changed fields that are told at once. */
const FEW = 3;

const Actions = ({ history, etag, version }: HistoryProps & { readonly version: number }): View => (
  <form class="history-actions" method="post" action={recordPath(history)}>
    <input type="hidden" name="do" value="restore" />
    {etag === undefined ? null : <input type="hidden" name="etag" value={etag} />}
    {etag === undefined ? null : (
      <a class="quiet" href={`${recordPath(history)}?version=${version}`}>
        Look at it
      </a>
    )}
    <button class="quiet" name="version" value={version}>
      Bring version {version} back
    </button>
  </form>
);

const More = ({ history }: { readonly history: RecordHistory }): View => {
  const { next, complete, begins } = history;
  if (next !== null)
    return (
      <p>
        <a href={`${recordPath(history)}?before=${next}#history`}>Older versions</a>
      </p>
    );
  return complete ? (
    <></>
  ) : (
    <p class="muted small">What was before {begins.slice(0, 10)} is not known.</p>
  );
};
