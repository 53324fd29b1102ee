import { WorkspaceError } from '#src/errors';
import { searchableKinds, type KindName } from '#src/kinds/index';
import type { Filter } from '#src/store/store';

import { ALIAS_NAMES } from './asked-field.ts';
import { inFull, type Scope } from './filter-comparison.ts';
import { allOf, comparisonsOf, limited } from './filter-limits.ts';
import { directed, DIRECTIVE_NAMES, isDirective, type Directives } from './qualifier-directives.ts';
import { edgeTokens } from './qualifier-edges.ts';
import { meansKinds, narrowed } from './qualifier-kinds.ts';
import { filterOf, READING_NAMES } from './qualifier-names.ts';
import { doubts, unknown } from './qualifier-remarks.ts';
import { qualifierTokens, withoutTokens, type QualifierToken } from './qualifier-tokens.ts';
import { hasOperators } from './query.ts';
import type { LifecycleRequest } from './types.ts';

/** A query's text without its qualifiers, and what these ask for. */
export interface Qualified {
  /** What is left to be searched for. */
  readonly text: string;
  /** Kinds that the qualifiers leave; absent when they say nothing of kinds, empty when they leave none. */
  readonly kinds?: readonly KindName[];
  readonly where?: Filter;
  /** `lifecycle:current`, `as_of:2025-03-01`; absent when they say nothing of it. */
  readonly during?: LifecycleRequest;
  /** Sentences for who asked, about what was not taken as it may have been meant. */
  readonly remarks: readonly string[];
}

/**
 * Reads `status:open severity:HIGH -repo:core kind:issue after:2025-01-01 caching`: any field or
 * facet of the kinds asked for (`asked`; all with text when it is empty), negated by a minus or NOT,
 * any of several values with commas. A name that is no field is left in the text, with a remark. Of
 * a text that is too long for operators, only what it begins and ends with is read.
 * Code: invalid_query for a value that a known qualifier cannot have.
 */
export function readQualifiers(query: string, asked: Scope = []): Qualified {
  if (hasOperators(query)) return read(query, asked, qualifierTokens(query));
  const atEdges = read(query, asked, edgeTokens(query, withKinds(asked)));
  return hasOperators(atEdges.text) ? read(query, asked, qualifierTokens(query)) : atEdges;
}

/** All kinds with text where none are asked for. */
function withKinds(asked: Scope) {
  const scope = inFull(asked);
  return scope.kinds.length > 0 ? scope : { ...scope, kinds: searchableKinds };
}

function read(query: string, asked: Scope, tokens: readonly QualifierToken[]): Qualified {
  const { kinds: before, ...looks } = withKinds(asked);
  const [directives, fields] = divided(tokens, isDirective);
  const [forKinds, others] = divided(fields, (token) => meansKinds(token, before));
  const asides = directives.map((token) => explained(token, () => directed(token)));
  const kinds = forKinds.reduce(
    (left, token) => explained(token, () => narrowed(left, token)),
    before,
  );
  const scope = { ...looks, kinds: kinds.length > 0 ? kinds : before };
  const readings = others.map((token) => ({
    token,
    filter: explained(token, () => filterOf(token, scope)),
  }));
  const known = readings.filter(({ filter }) => filter !== undefined);
  const where = allOf(known.flatMap(({ filter }) => filter ?? []));
  if (where) limited(comparisonsOf(where), { parameter: 'q' });
  const taken = [...directives, ...forKinds, ...known.map(({ token }) => token)];
  return {
    text: withoutTokens(query, taken),
    ...(forKinds.length > 0 && { kinds }),
    ...(where && { where }),
    ...duringOf(asides),
    remarks: [
      ...(kinds.length > 0 ? [] : [NO_KIND_LEFT]),
      ...asides.flatMap(({ remarks = [] }) => remarks),
      ...readings.flatMap(({ token, filter }) =>
        filter ? doubts(token, scope) : unknown(token, scope.kinds, NAMES),
      ),
    ],
  };
}

const NO_KIND_LEFT = 'The kinds that the query names are not among those asked for.';

/** What is known beside the fields. */
const NAMES = ['kind', ...READING_NAMES, ...ALIAS_NAMES, ...DIRECTIVE_NAMES];

function duringOf(asides: readonly Partial<Directives>[]): Pick<Qualified, 'during'> {
  const during = Object.assign({}, ...asides.map((aside) => aside.during)) as LifecycleRequest;
  return Object.keys(during).length > 0 ? { during } : {};
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
