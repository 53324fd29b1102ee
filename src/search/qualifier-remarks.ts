import { distance } from 'fastest-levenshtein';

import { kindOf, type KindName } from '#src/kinds/index';
import { filterNames } from '#src/kinds/resolve-field';

import { nearestName } from './nearest-name.ts';
import type { QualifierToken } from './qualifier-tokens.ts';
import { askedField, spellingsOf } from './qualifier-values.ts';

/** Most edits that a typing error has; names further away are other words. */
const EDITS = 2;

const near = (name: string, known: readonly string[]): string => {
  const nearest = nearestName(name, known);
  const edits = nearest === undefined ? 0 : distance(name.toLowerCase(), nearest.toLowerCase());
  return nearest !== undefined && edits > 0 && edits <= EDITS ? ` Did you mean '${nearest}'?` : '';
};

/** Some kinds take any value, so that one which others would refuse as a typing error finds nothing. */
export function doubts(
  { name, value, written }: QualifierToken,
  scope: readonly KindName[],
): readonly string[] {
  const asked = askedField(name, scope);
  const values = asked?.fields.flatMap((field) => field.values ?? []) ?? [];
  if (!asked || value.comparator !== undefined) return [];
  return value.items
    .filter(({ text }) => spellingsOf(asked, text).length === 0)
    .flatMap(({ text }) => {
      const hint = near(text, values);
      return hint === ''
        ? []
        : [`'${written.slice(0, 80)}': '${text.slice(0, 60)}' is no usual ${name}.${hint}`];
    });
}

/** An address, a time of day, a path of Windows or a name in C++: a colon that nobody means as a qualifier. */
const PLAIN = /^(?:[^:]{0,1}:|[^:]*:[/\\:])/;

/** What to say of a name that is no field; `more` are names that are known beside the fields. */
export function unknown(
  { written, name, negated }: QualifierToken,
  scope: readonly KindName[],
  more: readonly string[],
): readonly string[] {
  if (PLAIN.test(written)) return [];
  const known = [...new Set([...more, ...scope.flatMap((kind) => filterNames(kindOf(kind)))])];
  return [
    `'${written.slice(0, 80)}' is no field here; it was ${negated ? 'excluded' : 'searched'} as words.${near(name, known)}`,
  ];
}
