import { WorkspaceError } from '#src/errors';
import type { Filter } from '#src/store/store';

import { booleanRemarks } from './boolean-words.ts';
import { allOf } from './filter-limits.ts';
import { filterShown } from './filter-shown.ts';
import { readQualifiers, type Qualified } from './qualifiers.ts';
import { hasOperators, parseQuery } from './query.ts';
import type { Question, SearchDeps } from './search.ts';
import { filterOver } from './stored-filter.ts';
import type { LifecycleRequest, SearchRequest, Understood } from './types.ts';
import { queryVector } from './vector-leg.ts';

/** What a query's text asks, with its qualifiers as a part of the scope. Codes: empty_query, invalid_query. */
export async function textQuestion(deps: SearchDeps, request: SearchRequest): Promise<Question> {
  const { q, mode = 'hybrid', prefix = false, qualifiers = true, ...rest } = request;
  if (q.trim() === '')
    throw new WorkspaceError('empty_query', 'The query is empty.', {
      next: 'Ask in words, or list records by filters alone with GET /api/{kind}.',
    });
  const qualified = qualifiers ? await qualifiedBy(deps, request) : { text: q, remarks: [] };
  const { keywords, meaning, remarks } = parseQuery(qualified.text, { prefix });
  return {
    ...{ ...rest, ...qualified.during, ...lifecycleOf(request) },
    ...scopeOf(request, qualified),
    query: q,
    mode,
    keywords,
    listing: meaning.trim() === '' && keywords.any.length === 0,
    name: qualified.text,
    understood: understoodOf(qualified),
    remarks: [
      ...qualified.remarks,
      ...remarks,
      ...unread(qualified.text),
      ...overruled(request, qualified),
      ...(hasOperators(q) ? booleanRemarks(q) : []),
    ],
    vector: (index) => queryVector({ ...deps, index }, meaning),
  };
}

/** A whole query that is the name of a record is no qualifier: `task:WS-TASK-001`, `core:docs/adr/0001.md`. */
async function qualifiedBy(
  { store }: SearchDeps,
  { q, kinds = [] }: SearchRequest,
): Promise<Qualified> {
  const qualified = await filterOver(store, kinds, (scope) => readQualifiers(q, scope));
  const { where, during, kinds: left, remarks } = qualified;
  const words = where === undefined || ('op' in where && where.op === 'contains');
  const doubtful = remarks.length > 0 || where !== undefined;
  const maybe = words && doubtful && left === undefined && during === undefined;
  return maybe && (await store.named(q)).length > 0 ? { text: q, remarks: [] } : qualified;
}

/** What is asked beside the question goes before what its text says. */
const lifecycleOf = ({ lifecycle, as_of: day }: SearchRequest): LifecycleRequest => ({
  ...(lifecycle && { lifecycle }),
  ...(day !== undefined && { as_of: day }),
});

function overruled(request: SearchRequest, { during = {} }: Qualified): readonly string[] {
  const asked: LifecycleRequest = lifecycleOf(request);
  return (['lifecycle', 'as_of'] as const)
    .filter((name) => asked[name] !== undefined && during[name] !== undefined)
    .filter((name) => asked[name] !== during[name])
    .map(
      (name) =>
        `'${name}:${during[name] ?? ''}' is overruled by ${name}=${asked[name] ?? ''} beside the question.`,
    );
}

/** A quote, or a field with its value, where people put what they mean as such. */
const LOOKS_MEANT = /(?<=^|\s)-?(?:"[^\s"]|[a-z_]{2,}:[^\s/\\:])/i;

/** Whoever puts a filter into a paragraph must hear that it was not one. */
const unread = (q: string): readonly string[] =>
  !hasOperators(q) && LOOKS_MEANT.test(q)
    ? [
        'The question has more than 32 words, so that quotes, minus signs and field:value within it were ' +
          'searched as words. Put filters before it or behind it.',
      ]
    : [];

const NOTHING: Filter = { or: [] };

/** Without any kind the scope is empty, which no list of kinds says: an empty one stands for all. */
function scopeOf(
  request: SearchRequest,
  { kinds: left, where }: Qualified,
): Pick<Question, 'kinds' | 'where'> {
  const kinds = left?.length === 0 ? request.kinds : (left ?? request.kinds);
  const parts = [request.where ?? [], where ?? [], left?.length === 0 ? NOTHING : []].flat();
  const filter = allOf(parts);
  return { ...(kinds && { kinds }), ...(filter && { where: filter }) };
}

const understoodOf = ({ text, kinds, where, during }: Qualified): Understood => ({
  ...(kinds && { kinds }),
  ...during,
  ...(where && { filter: filterShown(where) }),
  text,
});
