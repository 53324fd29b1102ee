import { WorkspaceError } from '#src/errors';

import { didYouMean } from './nearest-name.ts';
import { lastDayOf } from './period.ts';
import type { QualifierToken } from './qualifier-tokens.ts';
import { LIFECYCLES, type LifecycleRequest } from './types.ts';

/** What qualifiers ask of the search itself rather than of the records. */
export interface Directives {
  readonly during: LifecycleRequest;
  readonly remarks: readonly string[];
}

/** Code: invalid_query. */
type Directive = (token: QualifierToken) => Partial<Directives>;

const lifecycle: Directive = (token) => {
  const text = onlyValue(token).toLowerCase();
  const choice = LIFECYCLES.find((each) => each === text);
  if (choice) return { during: { lifecycle: choice } };
  const detail = `'${text.slice(0, 40)}' is none of ${LIFECYCLES.join(', ')}.${didYouMean(text, LIFECYCLES)}`;
  throw new WorkspaceError('invalid_query', detail);
};

const asOf: Directive = (token) => {
  const day = lastDayOf(onlyValue(token));
  if (day !== undefined) return { during: { as_of: day } };
  throw new WorkspaceError(
    'invalid_query',
    'It is no day, month or year; write one as 2025-11-01, 2025-11 or 2025.',
  );
};

const sort: Directive = ({ written }) => ({
  remarks: [
    `'${written.slice(0, 80)}' sorts nothing: what is found is ranked. List records with GET /api/{kind}?sort= to have them in an order.`,
  ],
});

const DIRECTIVES: ReadonlyMap<string, Directive> = new Map([
  ['lifecycle', lifecycle],
  ['as_of', asOf],
  ['asof', asOf],
  ['sort', sort],
  ['order', sort],
  ['sort_by', sort],
  ['order_by', sort],
]);

/** Their names, as qualifiers have them. */
export const DIRECTIVE_NAMES: readonly string[] = [...DIRECTIVES.keys()];

export const isDirective = (token: QualifierToken): boolean =>
  !token.negated && DIRECTIVES.has(token.name);

/** Code: invalid_query. */
export function directed(token: QualifierToken): Partial<Directives> {
  return DIRECTIVES.get(token.name)?.(token) ?? {};
}

function onlyValue({ value }: QualifierToken): string {
  const [first, ...rest] = value.items;
  if (first && rest.length === 0 && value.comparator === undefined) return first.text;
  throw new WorkspaceError('invalid_query', 'It takes one value.');
}
