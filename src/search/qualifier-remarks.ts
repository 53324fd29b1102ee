import { distance } from 'fastest-levenshtein';

import { kindOf, type KindName } from '#src/kinds/index';
import { filterNames } from '#src/kinds/resolve-field';

import { askedField, loose, spellingsOf, storedIn, type AskedField } from './asked-field.ts';
import type { FilterScope } from './filter-comparison.ts';
import { nearestName } from './nearest-name.ts';
import { takesAnything } from './qualifier-readings.ts';
import type { QualifierItem, QualifierToken } from './qualifier-tokens.ts';

/** Most edits that a typing error has; names further away are other words. */
const EDITS = 2;

const near = (name: string, known: readonly string[]): string => {
  const nearest = nearestName(name, known);
  const edits = nearest === undefined ? 0 : distance(name.toLowerCase(), nearest.toLowerCase());
  return nearest !== undefined && edits > 0 && edits <= EDITS ? ` Did you mean '${nearest}'?` : '';
};

/** A year or a month, after which somebody may mean on or after its first day. */
const PERIOD = /^\d{4}(?:-\d{2})?$/;

/** What to say of a qualifier that was taken, and that may not say what was meant. */
export function doubts(token: QualifierToken, scope: FilterScope): readonly string[] {
  const { name, value, written } = token;
  const [item] = value.items;
  if (name === 'after' && item && PERIOD.test(item.text))
    return [
      `'${written.slice(0, 80)}' begins after the end of ${item.text}; since:${item.text} has it too.`,
    ];
  const asked = askedField(name, scope);
  if (!asked || value.comparator !== undefined) return [];
  return value.items
    .filter((each) => spellingsOf(asked, each.text).length === 0)
    .flatMap((each) => doubt(token, asked, each));
}

/** A field that takes any word finds nothing for a typing error, and nobody would hear why. */
function doubt(
  { written, name }: QualifierToken,
  asked: AskedField,
  { text, quoted }: QualifierItem,
): readonly string[] {
  if (!takesAnything(asked) || (!quoted && text.includes('*'))) return [];
  const stored = storedIn(asked);
  if (stored?.some((value) => loose(value) === loose(text))) return [];
  const usual = asked.fields.flatMap(({ values = [] }) => values);
  const [said, shown] = [written.slice(0, 80), text.slice(0, 60)];
  if (stored) {
    const nearest = nearestName(text, [...new Set([...stored, ...usual])]);
    const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
    return [`'${said}': no record has the ${name} '${shown}'.${hint}`];
  }
  const hint = near(text, usual);
  return hint === '' ? [] : [`'${said}': '${shown}' is no usual ${name}.${hint}`];
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
  const known = [...new Set([...scope.flatMap((kind) => filterNames(kindOf(kind))), ...more])];
  return [
    `'${written.slice(0, 80)}' is no field here; it was ${negated ? 'excluded' : 'searched'} as words.${near(name, known)}`,
  ];
}
