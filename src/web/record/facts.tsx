import type { Field } from '#src/kinds/field';
import type { AnyRecord } from '#src/kinds/kind';
import type { View } from '#src/web/visit';
import { capital, spoken } from '#src/web/words';

import { referencedPages } from './reference-pages.ts';
import type { RecordSheet } from './read-record.ts';
import { Value } from './value.tsx';

/** Every field that is not text to be read, by name; those without a value are only named. */
export const Facts = ({ sheet }: { readonly sheet: RecordSheet }): View => {
  const fields = factFields(sheet);
  const [given, empty] = [
    fields.filter((field) => hasValue(sheet.record, field)),
    fields.filter((field) => !hasValue(sheet.record, field)),
  ];
  return (
    <section class="sheet-facts" aria-labelledby="facts-title">
      <h2 id="facts-title">Fields</h2>
      <dl>
        {given.map((field) => (
          <div class={`sheet-fact sheet-fact-${field.type}`}>
            <dt>{capital(spoken(field.name))}</dt>
            <dd>
              <Value
                field={field}
                value={sheet.record[field.name]}
                pages={referencedPages(sheet, field)}
              />
            </dd>
          </div>
        ))}
      </dl>
      {empty.length === 0 ? null : (
        <p class="muted small">Empty: {empty.map(({ name }) => spoken(name)).join(', ')}</p>
      )}
    </section>
  );
};

/** The title and the state stand above already, prose below. */
function factFields({ kind, record, title, texts }: RecordSheet): readonly Field[] {
  const told = new Set([
    ...texts.map(({ name }) => name),
    ...(record[kind.title] === title ? [kind.title] : []),
    ...(kind.facets.status === undefined ? [] : [kind.facets.status]),
  ]);
  return Object.values(kind.fields).filter(({ name }) => !told.has(name));
}

function hasValue(record: AnyRecord, { name }: Field): boolean {
  const value = record[name] ?? null;
  if (value === null || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}
