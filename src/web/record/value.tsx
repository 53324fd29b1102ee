import { External, StatusBadge, Time } from '#web/parts';
import type { Field, FieldType } from '#src/kinds/field';
import { kindOf, resolveKind } from '#src/kinds/index';
import type { View } from '#src/web/visit';
import { toneOf } from '#src/web/tones';
import { figure, recordPath, spoken } from '#src/web/words';

interface ValueProps {
  readonly field: Field;
  readonly value: unknown;
  /** Pages of the records that a reference names, by what it names them. */
  readonly pages: ReadonlyMap<string, string>;
}

type Show = (value: unknown, pages: ValueProps['pages']) => View;

/** What a record has in a field, in full, as its type is best read. */
export const Value = ({ field, value, pages }: ValueProps): View => {
  if (field.moment) return <Time value={new Date(Number(value) * SECOND).toISOString()} />;
  const page = referredPage(field, value);
  if (page !== undefined) return <a href={page}>{String(value)}</a>;
  return SHOWN[field.type](value, pages);
};

const SECOND = 1_000;

/** A foreign key to a primary key names its record's page. */
function referredPage({ references }: Field, value: unknown): string | undefined {
  const kind = resolveKind(references?.kind ?? '');
  if (kind === undefined || kindOf(kind).primaryKey !== references?.field) return undefined;
  return recordPath({ kind, id: String(value) });
}

const WEB_ADDRESS = /^https?:\/\/\S+$/i;

const text: Show = (value, pages) => {
  const shown = String(value);
  const page = pages.get(shown);
  if (page !== undefined) return <a href={page}>{shown}</a>;
  return WEB_ADDRESS.test(shown) ? <External href={shown} /> : <span>{shown}</span>;
};

const number: Show = (value) => <span class="number">{figure(Number(value))}</span>;

const json: Show = (value) => (
  <pre class="sheet-json" tabindex={0}>
    <code>{JSON.stringify(value, null, 2)}</code>
  </pre>
);

const list: Show = (value, pages) => (
  <ul class="sheet-elements">
    {(Array.isArray(value) ? value : [value]).map((each) => (
      <li>{text(typeof each === 'string' ? each : JSON.stringify(each), pages)}</li>
    ))}
  </ul>
);

const SHOWN: Readonly<Record<FieldType, Show>> = {
  string: text,
  // Words that mean nothing good or bad need no colour.
  enum: (value) =>
    toneOf(String(value)) === 'neutral' ? (
      <span>{spoken(String(value))}</span>
    ) : (
      <StatusBadge status={String(value)} />
    ),
  integer: number,
  number,
  boolean: (value) => <span>{value === true ? 'yes' : 'no'}</span>,
  timestamp: (value) => <Time value={String(value)} />,
  list,
  object: json,
  json,
};
