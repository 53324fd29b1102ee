import { External, KindBadge, StatusBadge, Time } from '#web/parts';
import type { View } from '#src/web/visit';
import { kindTitle } from '#src/web/words';

import { graphPath } from './graph-path.ts';
import type { RecordSheet } from './read-record.ts';
import { StateControl } from './state-control.tsx';

/** What a record is, in its first lines: its title, its state, and what can be done with it. */
export const RecordHead = ({ sheet }: { readonly sheet: RecordSheet }): View => {
  const { ref, title, kind } = sheet;
  return (
    <header class="sheet-head">
      <p class="eyebrow sheet-crumbs">
        <a href={`/list/${ref.kind}`}>{kindTitle(ref.kind)}</a>
        <span class="id">{ref.id}</span>
      </p>
      <h1>{title}</h1>
      <div class="sheet-line">
        <div class="meta">
          <KindBadge kind={kind.name} />
          <State sheet={sheet} />
          <Day sheet={sheet} />
          <Source sheet={sheet} />
        </div>
        <div class="actions">
          <a class="button small" href={`/edit/${ref.kind}/${encodeURIComponent(ref.id)}`}>
            Edit
          </a>
          <a class="button small" href={graphPath(ref)}>
            Graph
          </a>
        </div>
      </div>
    </header>
  );
};

/** A state with known values can be changed where it stands; a file's is its author's. */
const State = ({ sheet }: { readonly sheet: RecordSheet }): View | null => {
  const { kind, record, version } = sheet;
  const field = kind.fields[kind.facets.status ?? ''];
  if (!field) return null;
  const value = record[field.name];
  if (field.type === 'enum' && !version) return <StateControl sheet={sheet} field={field} />;
  return typeof value === 'string' && value !== '' ? <StatusBadge status={value} /> : null;
};

const Day = ({ sheet: { kind, record } }: { readonly sheet: RecordSheet }): View | null => {
  const value = record[kind.facets.date ?? ''];
  return typeof value === 'string' && value !== '' ? <Time value={value} /> : null;
};

const Source = ({
  sheet: { kind, record, place },
}: {
  readonly sheet: RecordSheet;
}): View | null => {
  const path = record[kind.lifecycle?.path ?? ''];
  const shown = [place.repos.join(', '), typeof path === 'string' ? path : ''].filter(Boolean);
  if (shown.length === 0) return null;
  const text = shown.join(':');
  const { url } = place.base;
  return (
    <span class="place">{url === undefined ? text : <External href={url}>{text}</External>}</span>
  );
};
