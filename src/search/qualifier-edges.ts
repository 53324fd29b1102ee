import { askedField, spellingsOf, storedIn } from './asked-field.ts';
import { inFull, type Scope } from './filter-comparison.ts';
import { isDirective } from './qualifier-directives.ts';
import { meansKinds, narrowed } from './qualifier-kinds.ts';
import { filterOf, READING_NAMES } from './qualifier-names.ts';
import { stored, takesAnything } from './qualifier-readings.ts';
import { qualifierTokens, type QualifierToken } from './qualifier-tokens.ts';

/** UTF-16 units at either end of a long text that are looked through. */
const WINDOW = 2_000;

/**
 * The qualifiers that a long text begins or ends with. In its middle, `status:500` of a pasted log
 * and `type:adr` of a pasted page are text; at its edges only what is beyond doubt counts: a known
 * name with a value that is known, or that some record has.
 */
export function edgeTokens(query: string, scope: Scope): readonly QualifierToken[] {
  const from = Math.max(0, query.length - WINDOW);
  const first = qualifierTokens(query.slice(0, WINDOW));
  const last = qualifierTokens(query.slice(from)).map((token) => ({
    ...token,
    start: token.start + from,
  }));
  const leading = run(first, (token, before) => query.slice(before, token.start).trim() === '', {
    ...{ place: 0, scope },
    next: endOf,
  });
  const trailing = run(
    last.toReversed(),
    (token, after) => query.slice(endOf(token), after).trim() === '',
    { ...{ place: query.length, scope }, next: ({ start }) => start },
  );
  const starts = new Set(leading.map(({ start }) => start));
  return [...leading, ...trailing.toReversed().filter(({ start }) => !starts.has(start))];
}

const endOf = ({ start, written }: QualifierToken): number => start + written.length;

interface Run {
  readonly place: number;
  readonly scope: Scope;
  readonly next: (token: QualifierToken) => number;
}

/** The tokens that adjoin each other from a place on, as long as they are beyond doubt. */
function run(
  tokens: readonly QualifierToken[],
  adjoins: (token: QualifierToken, place: number) => boolean,
  { place: start, scope, next }: Run,
): readonly QualifierToken[] {
  const end = tokens.findIndex((token, at) => {
    const before = tokens[at - 1];
    return !adjoins(token, before ? next(before) : start) || !isSure(token, scope);
  });
  return end < 0 ? tokens : tokens.slice(0, end);
}

/** Asked of every token, whatever it answers: what is asked of the store on the way is looked up once. */
function isSure(token: QualifierToken, given: Scope): boolean {
  const scope = inFull(given);
  try {
    if (isDirective(token)) return true;
    if (meansKinds(token, scope.kinds)) return narrowed(scope.kinds, token).length > 0;
    return filterOf(token, scope) !== undefined && isKnown(token, given);
  } catch {
    return false;
  }
}

function isKnown({ name, value }: QualifierToken, scope: Scope): boolean {
  if (READING_NAMES.includes(name)) return true;
  const asked = askedField(name, scope);
  if (!asked || !takesAnything(asked) || value.comparator !== undefined) return asked !== undefined;
  const looked = storedIn(asked) !== undefined;
  return value.items.every(
    (item) => spellingsOf(asked, item.text).length > 0 || (looked && stored(asked, item)),
  );
}
