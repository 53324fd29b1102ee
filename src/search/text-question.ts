import { WorkspaceError } from '#src/errors';
import type { Filter } from '#src/store/store';

import { allOf } from './filter-limits.ts';
import { filterShown } from './filter-shown.ts';
import { readQualifiers, type Qualified } from './qualifiers.ts';
import { hasOperators, parseQuery } from './query.ts';
import type { Question, SearchDeps } from './search.ts';
import { filterOver } from './stored-filter.ts';
import type { SearchRequest, Understood } from './types.ts';
import { queryVector } from './vector-leg.ts';

/** What a query's text asks, with its qualifiers as a part of the scope. Codes: empty_query, invalid_query. */
export async function textQuestion(deps: SearchDeps, request: SearchRequest): Promise<Question> {
  const { q, mode = 'hybrid', prefix = false, qualifiers = true, ...rest } = request;
  if (q.trim() === '')
    throw new WorkspaceError('empty_query', 'The query is empty.', {
      next: 'Ask in words, or list records by filters alone with GET /api/{kind}.',
    });
  const qualified =
    qualifiers && hasOperators(q)
      ? await filterOver(deps.store, request.kinds ?? [], (scope) => readQualifiers(q, scope))
      : { text: q, remarks: [] as const };
  const { keywords, meaning, remarks } = parseQuery(qualified.text, { prefix });
  return {
    ...rest,
    ...scopeOf(request, qualified),
    query: q,
    mode,
    keywords,
    listing: meaning.trim() === '' && keywords.any.length === 0,
    name: qualified.text,
    understood: understoodOf(qualified),
    remarks: [...qualified.remarks, ...remarks, ...unread(q)],
    vector: (index) => queryVector({ ...deps, index }, meaning),
  };
}

/** A quote, or a field with its value, where people put what they mean as such. */
const LOOKS_MEANT = /(?<=^|\s)-?(?:"[^\s"]|[a-z_]{2,}:[^\s/\\:])/i;

/** Whoever puts a filter into a paragraph must hear that it was not one. */
const unread = (q: string): readonly string[] =>
  !hasOperators(q) && LOOKS_MEANT.test(q)
    ? [
        'The question has more than 32 words, so that quotes, minus signs and field:value in it were ' +
          'searched as words. Give filters beside the question.',
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

const understoodOf = ({ text, kinds, where }: Qualified): Understood => ({
  ...(kinds && { kinds }),
  ...(where && { filter: filterShown(where) }),
  text,
});
