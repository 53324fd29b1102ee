import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { KindName } from '#src/kinds/index';

import type { Judgements } from './metrics.ts';

/** A judged retrieval set in the BEIR layout: corpus.jsonl, queries.jsonl, qrels. */
export interface JudgedSet {
  readonly name: string;
  readonly corpus: readonly Entry[];
  /** Only those with a judgement above 0. */
  readonly queries: readonly Query[];
}

export interface Entry {
  readonly _id: string;
  readonly title?: string;
  readonly text: string;
  /** Default `documents`. */
  readonly kind?: KindName;
  readonly status?: string | null;
  readonly repo?: string;
  readonly date?: string;
}

export interface Query {
  readonly id: string;
  readonly text: string;
  /** Ids that are no answers: the query's own document. */
  readonly exclude: ReadonlySet<string>;
  readonly judgements: Judgements;
  /** It shares few words with its answers: a list that some sets carry. */
  readonly lowOverlap: boolean;
}

/** The set that comes with the project. */
export const OWN_SET = 'test/relevance/own';
/** Third-party sets beside the project, which are never part of it. */
export const OTHER_SETS = '../shared/relevance';

/** Folders of the sets that are there: our own first. */
export function setFolders(): readonly string[] {
  if (!existsSync(OTHER_SETS)) return [OWN_SET];
  return [OWN_SET, ...readdirSync(OTHER_SETS).map((name) => join(OTHER_SETS, name))];
}

export function readSet(folder: string): JudgedSet {
  const qrels = ['qrels.tsv', 'qrels/test.tsv'].map((file) => join(folder, file)).find(existsSync);
  if (qrels === undefined) throw new Error(`${folder} has no judgements (qrels).`);
  const judgements = readJudgements(qrels);
  const low = readIds(join(folder, 'low-overlap-query-ids.txt'));
  return {
    name: folder.split('/').at(-1) ?? folder,
    corpus: readLines<Entry>(join(folder, 'corpus.jsonl')),
    queries: readLines<StoredQuery>(join(folder, 'queries.jsonl')).flatMap((query) => {
      const judged = judgements.get(query._id);
      return judged ? [queryOf(query, { judgements: judged, lowOverlap: low.has(query._id) })] : [];
    }),
  };
}

interface StoredQuery {
  readonly _id: string;
  readonly text: string;
  readonly title?: string;
  readonly exclude?: string | readonly string[];
}

const queryOf = (
  { _id, text, title, exclude }: StoredQuery,
  known: Pick<Query, 'judgements' | 'lowOverlap'>,
): Query => ({
  id: _id,
  text: text || (title ?? ''),
  exclude: new Set([exclude ?? []].flat()),
  ...known,
});

function readJudgements(file: string): ReadonlyMap<string, Judgements> {
  const byQuery = new Map<string, Map<string, number>>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [query = '', entry = '', grade] = line.split('\t');
    if (!(Number(grade) > 0)) continue;
    const judged = byQuery.get(query) ?? new Map<string, number>();
    byQuery.set(query, judged.set(entry, Number(grade)));
  }
  return byQuery;
}

/** One a line; none without the file. */
const readIds = (file: string): ReadonlySet<string> =>
  new Set(existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

const readLines = <T>(file: string): readonly T[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
