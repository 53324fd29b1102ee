import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';

import { textKeywords } from './query.ts';
import type { Question, SearchDeps } from './search.ts';
import type { SimilarRequest } from './types.ts';
import { queryVector, type VectorAnswer } from './vector-leg.ts';

/** UTF-16 units of a record's text that its keywords are taken from: title and about 120 words. */
const LEADING_TEXT = 900;

/** What "similar to this" asks. Codes: not_found, empty_query. */
export async function similarQuestion(
  deps: SearchDeps,
  request: SimilarRequest,
): Promise<Question> {
  const { to, ...rest } = request;
  return 'text' in to
    ? { ...rest, ...textQuestion(deps, to.text) }
    : { ...rest, ...(await recordQuestion(deps, to)) };
}

type Asked = Pick<Question, 'query' | 'mode' | 'keywords' | 'exclude' | 'vector'>;

function textQuestion(deps: SearchDeps, text: string): Asked {
  if (text.trim() === '')
    throw new WorkspaceError('empty_query', 'The text to compare with is empty.', {
      next: 'Give a text, or a kind and an id.',
    });
  return {
    query: text,
    mode: 'hybrid',
    keywords: textKeywords(text),
    vector: (index) => queryVector({ ...deps, index }, text),
  };
}

/** The record's own passages are its meaning: no text is embedded when they are there. */
async function recordQuestion(
  deps: SearchDeps,
  { kind: name, id }: Extract<SimilarRequest['to'], { readonly id: string }>,
): Promise<Asked> {
  const { store } = deps;
  const [stored, row] = [await store.get(name, id), await store.rowOf(name, id)];
  if (!stored || row === undefined) throw noSuchRecord(name, id);
  const title = titleOf(kindOf(name), stored.record);
  const sections = await store.sections([row]);
  const text = [title, ...sections.map((section) => section.text)]
    .join('\n')
    .slice(0, LEADING_TEXT);
  return {
    query: title,
    mode: 'hybrid',
    keywords: textKeywords(text),
    exclude: row,
    vector: async (index): Promise<VectorAnswer> => {
      const space = index.space;
      const own = space === undefined ? [] : await store.vectors(row, space);
      if (space !== undefined && own.length > 0) return { space, vector: meanOf(own) };
      return queryVector({ ...deps, index }, text);
    },
  };
}

/** The unit vector in the middle of a record's passages. */
function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    vector.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}
