import type { FieldDescription, KindDescription } from '#src/client/types';

import type { Style } from './style.ts';
import { table } from './table.ts';
import { pad, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

/** One line per kind. */
export const renderKinds = (kinds: readonly KindDescription[], { style }: Options): string =>
  table(
    [{ heading: 'kind' }, { heading: 'short' }, { heading: 'found by its text' }],
    kinds.map(({ name, short, searchable }) => [name, short.join(', '), searchable ? 'yes' : 'no']),
    { style, width: Infinity },
  );

/** A kind's fields, with what may stand in each. */
export function renderKind(kind: KindDescription, { style, width }: Options): string {
  const names = columnWidth(kind.fields.map(({ name }) => name));
  const types = columnWidth(kind.fields.map(({ type }) => type));
  const lines = kind.fields.flatMap((field) => {
    const [first = '', ...more] = wrap(noteOf(field), width - names - types);
    const indent = ' '.repeat(names + types);
    const head = pad(field.name, names) + style.dim(pad(field.type, types)) + first;
    return [head.trimEnd(), ...more.map((text) => indent + text)];
  });
  const facets = Object.entries(kind.facets).map(([facet, field]) =>
    facet === field ? facet : `${facet} (${field})`,
  );
  return [
    style.strong(`${kind.name} (${kind.label})`),
    ...lines,
    ...(facets.length > 0 ? [style.dim(`filters across kinds: ${facets.join(', ')}`)] : []),
  ].join('\n');
}

const columnWidth = (texts: readonly string[]): number =>
  Math.max(...texts.map(({ length }) => length)) + 2;

const noteOf = (field: FieldDescription): string =>
  [
    field.primary_key && 'the id; made when it is not given',
    field.required && 'required',
    field.renewed && 'set with every change',
    field.values?.join(' | '),
    field.default !== undefined && field.default !== '' && `default ${field.default}`,
    field.references && `refers to ${field.references.kind}`,
  ]
    .filter(Boolean)
    .join('; ');
