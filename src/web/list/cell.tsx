import { StatusBadge, Time } from '#web/parts';
import type { Field, FieldType } from '#src/kinds/field';
import { kindOf, resolveKind } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type { View } from '#src/web/visit';
import { figure, recordPath, spoken } from '#src/web/words';

import { plainText } from './plain-text.ts';

interface CellProps {
  readonly kind: Kind;
  readonly field: Field;
  readonly record: AnyRecord;
}

/** Longest text of a cell, in UTF-16 units; the record's page has all of it. */
const LONGEST = 120;
const MOST_ELEMENTS = 3;

/** What a record has in a field, short enough for a list. */
export const Cell = ({ kind, field, record }: CellProps): View => {
  if (field.name === kind.title) return <TitleLink kind={kind} record={record} />;
  const value = record[field.name];
  if (value === null || value === undefined || value === '') return <span class="muted">–</span>;
  if (field.moment) return <Time value={new Date(Number(value) * SECOND).toISOString()} />;
  if (field.references) return <ReferenceLink field={field} id={plainText(value)} />;
  if (isMeaningful(kind, field)) return <StatusBadge status={plainText(value)} />;
  return SHOWN[field.type](value);
};

const SECOND = 1_000;

/** States and levels have a colour, whether the kind knows all of their values or not. */
const isMeaningful = ({ facets }: Kind, { name }: Field): boolean =>
  [facets.status, facets.severity, facets.priority].includes(name);

export const idOf = (kind: Kind, record: AnyRecord): string => String(record[kind.primaryKey]);

const TitleLink = ({ kind, record }: Omit<CellProps, 'field'>): View => {
  const [id, title] = [idOf(kind, record), titleOf(kind, record)];
  return (
    <a class="record-link" href={recordPath({ kind: kind.name, id })} data-result>
      <span class="record-title">{title}</span>
      {title === id ? null : <span class="record-id">{id}</span>}
    </a>
  );
};

/** A reference by another field than the id is text: what it points at has no address by it. */
const ReferenceLink = ({ field, id }: { readonly field: Field; readonly id: string }): View => {
  const name = resolveKind(field.references?.kind ?? '');
  if (name === undefined || kindOf(name).primaryKey !== field.references?.field)
    return <span>{id}</span>;
  return <a href={recordPath({ kind: name, id })}>{id}</a>;
};

const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;

const text = (value: unknown): View => <span>{short(String(value))}</span>;
const number = (value: unknown): View => <span class="number">{figure(Number(value))}</span>;
const json = (value: unknown): View => <code>{short(JSON.stringify(value))}</code>;

const elements = (value: unknown): View => {
  const all = Array.isArray(value) ? value.map(String) : [String(value)];
  const rest = all.length - MOST_ELEMENTS;
  return (
    <span class="elements">
      {all.slice(0, MOST_ELEMENTS).map((each) => (
        <span class="element">{short(each)}</span>
      ))}
      {rest > 0 ? <span class="muted">and {rest} more</span> : null}
    </span>
  );
};

const SHOWN: Readonly<Record<FieldType, (value: unknown) => View>> = {
  string: text,
  enum: (value) => <span>{spoken(String(value))}</span>,
  integer: number,
  number,
  boolean: (value) => <span>{value === true ? 'yes' : 'no'}</span>,
  timestamp: (value) => <Time value={String(value)} />,
  list: elements,
  object: json,
  json,
};
