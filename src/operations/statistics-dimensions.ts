import { WorkspaceError } from '#src/errors';
import type { Field, FieldType } from '#src/kinds/field';
import { FACETS, type Kind } from '#src/kinds/kind';
import { fieldNames, resolveField } from '#src/kinds/resolve-field';
import { didYouMean } from '#src/search/nearest-name';
import type { Dimension, TimeUnit } from '#src/store/store';

const UNITS: readonly TimeUnit[] = ['day', 'week', 'month'];
const MOST_DIMENSIONS = 12;
const MOST_MEASURES = 8;

/** `week(created)`, or `week` for the date of a kind. */
const IN_UNITS = /^(day|week|month)(?:\((.*)\))?$/;

/**
 * Reads `status,repo,week(created)`: fields or facets, moments by day, week or month; `week` alone
 * is that of the kind's date, and a moment without a unit is counted by day.
 * Codes: unknown_field, invalid_query.
 */
export function parseDimensions(text: string, kind: Kind): readonly Dimension[] {
  const names = namesIn(text);
  if (names.length > MOST_DIMENSIONS)
    throw fault('by', `At most ${MOST_DIMENSIONS} fields are counted by, not ${names.length}.`);
  return names.map((name) => dimensionOf(name, kind));
}

/** Reads `tokens_in,api_cost_usd`: numbers, or lists whose elements are counted. Codes: unknown_field, invalid_query. */
export function parseMeasures(text: string, kind: Kind): readonly string[] {
  const names = namesIn(text);
  if (names.length > MOST_MEASURES)
    throw fault('measure', `At most ${MOST_MEASURES} fields are measured, not ${names.length}.`);
  return names.map((name) => {
    const field = fieldCalled(name, kind, 'measure');
    if (MEASURED.has(field.type) && !field.moment) return field.name;
    throw fault('measure', `'${name}' is of type ${typeName(field)}, which cannot be added up.`);
  });
}

/** The moment that a kind's records are told apart by: its date, or what they are sorted by when that is one. */
export function timeOf(kind: Kind): string | undefined {
  const sorted = kind.fields[kind.sort.replace('-', '')];
  return kind.facets.date ?? (sorted && isMoment(sorted) ? sorted.name : undefined);
}

/** The facets of a kind that hold values rather than moments. */
export const facetDimensions = (kind: Kind): readonly Dimension[] =>
  FACETS.filter((facet) => facet !== 'date' && kind.facets[facet] !== undefined).map((facet) => ({
    name: facet,
    field: facet,
  }));

const namesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

const MEASURED: ReadonlySet<FieldType> = new Set(['integer', 'number', 'list', 'json']);
/** Types whose values nobody counts by. */
const SHAPELESS: ReadonlySet<FieldType> = new Set(['object', 'json']);

const isMoment = ({ type, moment }: Field): boolean => type === 'timestamp' || moment !== undefined;

const typeName = (field: Field): string => (isMoment(field) ? 'moment' : field.type);

function dimensionOf(name: string, kind: Kind): Dimension {
  const [, unit, inside] = resolveField(kind, name) ? [] : (IN_UNITS.exec(name) ?? []);
  if (unit === undefined) return plain(name, kind);
  const field = fieldCalled(inside ?? timeOf(kind) ?? 'date', kind, 'by');
  if (isMoment(field)) return { name, field: field.name, unit: unit as TimeUnit };
  throw fault('by', `'${field.name}' is of type ${field.type}, which has no ${unit}.`);
}

function plain(name: string, kind: Kind): Dimension {
  const field = fieldCalled(name, kind, 'by');
  if (SHAPELESS.has(field.type))
    throw fault('by', `'${name}' is of type ${field.type}, which has no values to count by.`);
  return { name, field: field.name, ...(isMoment(field) && { unit: 'day' as const }) };
}

function fieldCalled(name: string, kind: Kind, parameter: string): Field {
  const field = resolveField(kind, name);
  if (field) return field;
  const known = fieldNames(kind);
  const near = didYouMean(name, [...known, ...UNITS]);
  const detail = `'${name.slice(0, 60)}' is no field of ${kind.name}.${near}`;
  throw new WorkspaceError('unknown_field', detail, {
    issues: [{ parameter, detail }],
    next: `Its fields are ${known.join(', ')}; moments also go by ${UNITS.join(', ')}: week(${timeOf(kind) ?? 'created'}).`,
  });
}

const fault = (parameter: string, detail: string): WorkspaceError =>
  new WorkspaceError('invalid_query', detail, { issues: [{ parameter, detail }] });
