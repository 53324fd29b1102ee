import { findPrecedents } from '#src/operations/precedents';
import type { KindName } from '#src/kinds/index';

import type { IndexedSet } from './indexed-set.ts';
import type { JudgedSet } from './sets.ts';

/** What a list of precedents holds, over all queries of a set. */
export interface ListFigures {
  /** Records shown. */
  readonly shown: number;
  /** Of these, judged to belong to the query. */
  readonly judged: number;
  /** Queries for which something judged is shown. */
  readonly queries: number;
}

const LISTS = ['near_duplicates', 'may_contradict', 'related'] as const;
export type PrecedentFigures = Readonly<Record<(typeof LISTS)[number], ListFigures>>;

/** Asks for the precedents of every query. A title of its own is taken from the texts of the queries by `titles`. */
export async function measurePrecedents(
  set: JudgedSet,
  { search, store, idOf }: IndexedSet,
  {
    kinds,
    titles,
  }: { readonly kinds: readonly KindName[]; readonly titles: ReadonlyMap<string, string> },
): Promise<PrecedentFigures> {
  const figures = new Map(LISTS.map((list) => [list, { shown: 0, judged: 0, queries: 0 }]));
  for (const query of set.queries) {
    const title = titles.get(query.id);
    const found = await findPrecedents(
      { search, store },
      { ...(title && { title }), text: query.text, kinds },
    );
    for (const list of LISTS) {
      const ids = found[list].map(idOf).filter((id) => !query.exclude.has(id));
      const judged = ids.filter((id) => query.judgements.has(id)).length;
      const known = figures.get(list) ?? { shown: 0, judged: 0, queries: 0 };
      figures.set(list, {
        shown: known.shown + ids.length,
        judged: known.judged + judged,
        queries: known.queries + (judged > 0 ? 1 : 0),
      });
    }
  }
  return Object.fromEntries(figures) as PrecedentFigures;
}
