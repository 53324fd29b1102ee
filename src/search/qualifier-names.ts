import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import { statesThatAre } from '#src/kinds/standing';
import type { Filter } from '#src/store/store';

import { anyOf, askedField, spellingsOf, storedIn, type AskedField } from './asked-field.ts';
import type { FilterScope } from './filter-comparison.ts';
import { allOf, LIMITS } from './filter-limits.ts';
import type { QualifierToken, QualifierValue } from './qualifier-tokens.ts';
import { orderedFilter, valueFilter, type DateOperator } from './qualifier-values.ts';

/** A qualifier that stands for a field, an operator or a question of its own. Undefined when it is none here. */
type Reading = (token: QualifierToken, scope: FilterScope) => Filter | undefined;

/** What somebody may have meant for a time; `on:click` and `before:block` are code. */
const A_TIME = /\d|^(?:now|soon|today|tomorrow|yesterday)$|(?:day|week|month|quarter|year)s?$/i;

const dated =
  (op: DateOperator): Reading =>
  ({ value }, scope) => {
    const asked = askedField('date', scope);
    return asked && value.items.some(({ text }) => A_TIME.test(text))
      ? orderedFilter(asked, op, value)
      : undefined;
  };

/** `no:severity`, `has:tag`. */
const present =
  (absent: boolean): Reading =>
  ({ value }, scope) => {
    const fields = value.items.map(({ text }) =>
      askedField(text.toLowerCase().replaceAll('-', '_'), scope),
    );
    const named = fields.flatMap((field) => field ?? []);
    if (value.comparator !== undefined || named.length < fields.length) return undefined;
    return allOf(named.map(({ name }) => ({ field: name, op: 'null', value: absent })));
  };

/** `is:open`, `is:closed` by what each kind's states come to; any other state that is known as it is. */
const state: Reading = ({ value }, scope) => {
  const asked = askedField('status', scope);
  if (!asked || value.comparator !== undefined) return undefined;
  const filters = value.items.map((item) => standing(asked, item.text) ?? known(asked, item));
  return filters.includes(undefined)
    ? undefined
    : anyOf(
        asked,
        filters.flatMap((filter) => filter ?? []),
      );
};

const known = (asked: AskedField, item: QualifierValue['items'][number]): Filter | undefined =>
  spellingsOf(asked, item.text).length > 0 ? valueFilter(asked, { items: [item] }) : undefined;

const STANDINGS: ReadonlyMap<string, 'open' | 'closed'> = new Map([
  ['open', 'open'],
  ['closed', 'closed'],
]);

function standing(asked: AskedField, text: string): Filter | undefined {
  const wanted = STANDINGS.get(text.toLowerCase());
  if (wanted === undefined) return undefined;
  const others = storedIn(asked) ?? [];
  const states = asked.scope.kinds.flatMap((kind) => statesThatAre(wanted, kindOf(kind), others));
  return anyOf(
    asked,
    [...new Set(states)].map((value) => ({ field: asked.name, op: 'eq', value })),
  );
}

const stateOrStatus: Reading = (token, scope) => {
  const asked = askedField('status', scope);
  return state(token, scope) ?? (asked && valueFilter(asked, token.value));
};

const READINGS: ReadonlyMap<string, Reading> = new Map([
  ['after', dated('gt')],
  ['since', dated('gte')],
  ['before', dated('lt')],
  ['until', dated('lte')],
  ['on', dated('eq')],
  ['no', present(true)],
  ['has', present(false)],
  ['is', state],
  ['state', stateOrStatus],
]);

/** Names of qualifiers that are no fields. */
export const READING_NAMES: readonly string[] = [...READINGS.keys()];

/** The filter of a qualifier; undefined when none of the kinds knows its name. Codes: unknown_operator, invalid_query. */
export function filterOf(token: QualifierToken, scope: FilterScope): Filter | undefined {
  if (token.value.items.length > LIMITS.values)
    throw new WorkspaceError('invalid_query', `It has more than ${LIMITS.values} values.`);
  const reading = READINGS.get(token.name);
  const asked = askedField(token.name, scope);
  const filter = reading ? reading(token, scope) : asked && valueFilter(asked, token.value);
  return filter && token.negated ? { not: filter } : filter;
}
