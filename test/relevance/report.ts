import { FIGURES, type Estimate, type Figures } from './metrics.ts';
import type { Evaluation } from './evaluate.ts';
import type { JudgedSet } from './sets.ts';

const TITLES: Readonly<Record<keyof Figures, string>> = {
  ndcg10: 'nDCG@10',
  mrr10: 'MRR@10',
  recall100: 'recall@100',
};
const NAME = 10;
const CELL = 20;

interface Asked {
  readonly all: number;
  /** Of the set's list of queries that share few words with their answers. */
  readonly low: number;
}

export const heading = ({ name, corpus, queries }: JudgedSet, { all, low }: Asked): string => {
  const titles = FIGURES.map((figure) => TITLES[figure].padEnd(CELL)).join('');
  return [
    `\n${name}: ${corpus.length} records, ${all} of ${queries.length} queries`,
    `${''.padEnd(NAME)}${titles}${low > 0 ? `${TITLES.ndcg10} of ${low} with low overlap` : ''}`,
  ].join('\n');
};

/** `low`: the same of the queries with low overlap, where the set has such a list. */
export const resultLine = (name: string, evaluation: Evaluation, low?: Evaluation): string => {
  const cells = FIGURES.map((figure) => cell(evaluation[figure]).padEnd(CELL)).join('');
  return `${name.padEnd(NAME)}${cells}${low ? cell(low.ndcg10) : ''}`;
};

export const meansLine = (name: string, mean: number): string =>
  `${name.padEnd(NAME)}${three(mean)}`;

const cell = ({ mean, low, high }: Estimate): string =>
  `${three(mean)} [${three(low)}, ${three(high)}]`;

/** `.744`, as retrieval papers write it. */
const three = (value: number): string => value.toFixed(3).replace(/^0/, '');
