import { WorkspaceError } from '#src/errors';
import { searchableKinds, type KindName } from '#src/kinds/index';
import type { Filter } from '#src/store/store';

import { inFull, type FilterScope, type Scope } from './filter-comparison.ts';
import { allOf, comparisonsOf, limited, LIMITS } from './filter-limits.ts';
import { meansKinds, narrowed } from './qualifier-kinds.ts';
import { doubts, unknown } from './qualifier-remarks.ts';
import { qualifierTokens, withoutTokens, type QualifierToken } from './qualifier-tokens.ts';
import {
  askedField,
  orderedFilter,
  spellingsOf,
  valueFilter,
  type DateOperator,
} from './qualifier-values.ts';

/** A query's text without its qualifiers, and what these ask for. */
export interface Qualified {
  /** What is left to be searched for. */
  readonly text: string;
  /** Kinds that the qualifiers leave; absent when they say nothing of kinds, empty when they leave none. */
  readonly kinds?: readonly KindName[];
  readonly where?: Filter;
  /** Sentences for who asked, about what was not taken as it may have been meant. */
  readonly remarks: readonly string[];
}

/**
 * Reads `status:open severity:HIGH -repo:core kind:issue after:2025-01-01 caching`: any field or
 * facet of the kinds asked for (`asked`; all with text when it is empty), negated by a minus, any of
 * several values with commas. A name that is no field is left in the text, with a remark.
 * Code: invalid_query for a value that a known qualifier cannot have.
 */
export function readQualifiers(query: string, asked: Scope = []): Qualified {
  const { kinds: named, isStored } = inFull(asked);
  const before = named.length > 0 ? named : searchableKinds;
  const tokens = qualifierTokens(query);
  const [forKinds, others] = divided(tokens, (token) => meansKinds(token, before));
  const kinds = forKinds.reduce(
    (left, token) => explained(token, () => narrowed(left, token)),
    before,
  );
  const scope = kinds.length > 0 ? kinds : before;
  const readings = others.map((token) => ({
    token,
    filter: explained(token, () => filterOf(token, { kinds: scope, isStored })),
  }));
  const known = readings.filter(({ filter }) => filter !== undefined);
  const where = allOf(known.flatMap(({ filter }) => filter ?? []));
  if (where) limited(comparisonsOf(where), { parameter: 'q' });
  return {
    text: withoutTokens(query, [...forKinds, ...known.map(({ token }) => token)]),
    ...(forKinds.length > 0 && { kinds }),
    ...(where && { where }),
    remarks: [
      ...(kinds.length > 0 ? [] : [NO_KIND_LEFT]),
      ...readings.flatMap(({ token, filter }) =>
        filter ? doubts(token, scope) : unknown(token, scope, ['kind', ...READINGS.keys()]),
      ),
    ],
  };
}

const NO_KIND_LEFT = 'The kinds that the query names are not among those asked for.';

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

/** `is:open`: a status, when it is one that is known. */
const state: Reading = ({ value }, scope) => {
  const asked = askedField('status', scope);
  return asked && value.items.every(({ text }) => spellingsOf(asked, text).length > 0)
    ? valueFilter(asked, value)
    : undefined;
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
]);

function filterOf(token: QualifierToken, scope: FilterScope): Filter | undefined {
  if (token.value.items.length > LIMITS.values)
    throw new WorkspaceError('invalid_query', `It has more than ${LIMITS.values} values.`);
  const reading = READINGS.get(token.name);
  const asked = askedField(token.name, scope);
  const filter = reading ? reading(token, scope) : asked && valueFilter(asked, token.value);
  return filter && token.negated ? { not: filter } : filter;
}

/** A fault of a qualifier names it as it was written, and says how to search for it as text. */
function explained<T>({ written }: QualifierToken, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const detail = `${written.slice(0, 80)} — ${error.message}`;
    throw new WorkspaceError('invalid_query', detail, {
      issues: [{ parameter: 'q', detail }],
      next: 'Correct it, put it in quotes to search for it as text, or send qualifiers=false.',
      cause: error,
    });
  }
}

function divided<T>(
  all: readonly T[],
  first: (each: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(first), all.filter((each) => !first(each))];
}
