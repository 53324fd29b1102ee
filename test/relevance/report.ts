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

export const heading = ({ name, corpus, queries }: JudgedSet, asked: number): string =>
  [
    `\n${name}: ${corpus.length} records, ${asked} of ${queries.length} queries`,
    `${''.padEnd(NAME)}${FIGURES.map((figure) => TITLES[figure].padEnd(CELL)).join('')}`,
  ].join('\n');

export const resultLine = (name: string, evaluation: Evaluation): string =>
  `${name.padEnd(NAME)}${FIGURES.map((figure) => cell(evaluation[figure]).padEnd(CELL)).join('')}`;

export const meansLine = (name: string, mean: number): string =>
  `${name.padEnd(NAME)}${three(mean)}`;

const cell = ({ mean, low, high }: Estimate): string =>
  `${three(mean)} [${three(low)}, ${three(high)}]`;

/** `.744`, as retrieval papers write it. */
const three = (value: number): string => value.toFixed(3).replace(/^0/, '');
