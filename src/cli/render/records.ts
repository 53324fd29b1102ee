import type { Envelope, KindDescription, Page } from '#src/client/types';
import type { Facet } from '#src/kinds/kind';

import { renderFacets } from './facets.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { count, oneLine, pad, plain, widthOf, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

interface PageOptions {
  readonly style: Style;
  /** May be Infinity. */
  readonly tableWidth: number;
  readonly columns: readonly string[];
}

/** A page of records as a table. */
export function renderPage(
  page: Page,
  kind: KindDescription,
  { style, tableWidth, columns }: PageOptions,
): string {
  if (page.items.length === 0) return style.dim(`No ${kind.label} matches.`);
  const rows = page.items.map((record) => columns.map((name) => cellOf(record[name], name, kind)));
  const headings = columns.map((heading) => ({
    heading,
    flexible: heading === kind.title,
    optional: typeOf(heading, kind) === 'list',
  }));
  const facets = page.facets ? ['', renderFacets(page.facets, { style, width: tableWidth })] : [];
  return [
    table(headings, rows, { style, width: tableWidth }),
    ...facets,
    '',
    style.dim(footerOf(page, kind)),
  ].join('\n');
}

/** Fields that a list shows: its id with those asked for, or else with title and facets. Facets go by their fields. */
export function columnsOf(
  kind: KindDescription,
  fields: readonly string[] = [kind.title, ...Object.values(kind.facets)],
): readonly string[] {
  const nameOf = (field: string): string =>
    typeOf(field, kind) === undefined ? (kind.facets[field as Facet] ?? field) : field;
  return [...new Set([kind.primary_key, ...fields.map(nameOf)])];
}

const typeOf = (name: string, { fields }: KindDescription): string | undefined =>
  fields.find((field) => field.name === name)?.type;

function cellOf(value: unknown, name: string, kind: KindDescription): string {
  const isTime = typeOf(name, kind) === 'timestamp';
  return isTime && typeof value === 'string' ? value.slice(0, 10) : inline(value);
}

function footerOf({ items, total, next_cursor }: Page, kind: KindDescription): string {
  const shown = items.length < total ? `${items.length} of ` : '';
  const next = next_cursor === null ? '' : `\nnext page: --cursor ${next_cursor}`;
  return `${shown}${count(total, kind.label)}${next}`;
}

/** A record, field by field; long texts stand below their names. */
export function renderRecord(envelope: Envelope, options: Options): string {
  const { style } = options;
  const given = Object.entries(envelope.record).filter(([, value]) => !isEmpty(value));
  const column = Math.max(...given.map(([name]) => widthOf(name))) + 2;
  const lines = given.map(([name, value]) => renderField(name, value, { ...options, column }));
  const state = envelope.index === 'none' ? '' : ` · index ${envelope.index}`;
  return [...lines, style.dim(`etag ${envelope.etag}${state}`)].join('\n');
}

function renderField(
  name: string,
  value: unknown,
  { style, width, column }: Options & { readonly column: number },
): string {
  const text = inline(value);
  const isShort = widthOf(text) <= width - column && !text.includes('\n');
  if (isShort) return `${style.dim(pad(name, column))}${text}`;
  const lines = text
    .split('\n')
    .flatMap((part) => (part.trim() ? wrapKept(part, width - 2) : ['']));
  return [style.dim(name), ...lines.map((part) => `  ${part}`.trimEnd())].join('\n');
}

/** Wraps a line that is too long; a shorter one keeps its spaces (code, lists). */
const wrapKept = (text: string, width: number): readonly string[] =>
  widthOf(text) <= width ? [text] : wrap(text, width);

/** A value as people read it: lists with commas, objects as JSON. */
export function inline(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return oneLine(value.map(textOf).join(', '));
  return plain(textOf(value));
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
