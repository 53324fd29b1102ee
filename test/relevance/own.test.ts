import { readFileSync, writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MODES, type Mode } from '#src/search/types';

import { evaluate } from './evaluate.ts';
import { indexSet, shippedEmbedder, type IndexedSet } from './indexed-set.ts';
import { FIGURES, type Figures } from './metrics.ts';
import { methodsOf } from './methods.ts';
import { OWN_SET, readSet } from './sets.ts';

type Baseline = Readonly<Record<Mode, Figures>>;

const BASELINE = 'test/relevance/baseline.json';
/** `UPDATE_BASELINE=1` writes what is measured; a review then sees what a change did to the figures. */
const UPDATE = process.env['UPDATE_BASELINE'] === '1';
/** The same code gives the same figures; other CPUs round sums of floats otherwise. */
const TOLERANCE = 0.005;

describe('ranking, on the set of our own', () => {
  const set = readSet(OWN_SET);
  const embedder = shippedEmbedder();
  let indexed: IndexedSet;
  const measured = {} as Record<Mode, Figures>;

  beforeAll(async () => {
    indexed = await indexSet(set, embedder);
    const methods = methodsOf(set, indexed);
    for (const mode of MODES) {
      const evaluation = await evaluate(methods[mode], set.queries);
      const means = FIGURES.map((figure) => [figure, rounded(evaluation[figure].mean)] as const);
      measured[mode] = Object.fromEntries(means) as unknown as Figures;
    }
    if (UPDATE) writeFileSync(BASELINE, `${JSON.stringify(measured, null, 2)}\n`);
  }, 60_000);
  afterAll(async () => {
    await indexed.close();
    await embedder.close();
  });

  it.each(MODES)('%s is no worse than the baseline', (mode) => {
    const baseline = JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
    for (const figure of FIGURES)
      expect(
        measured[mode][figure],
        `${figure}; if a change is worth it, write it down with UPDATE_BASELINE=1`,
      ).toBeGreaterThanOrEqual(baseline[mode][figure] - TOLERANCE);
  });

  it('finds more with both legs than with either', () => {
    expect(measured.hybrid.ndcg10).toBeGreaterThan(measured.keyword.ndcg10);
    expect(measured.hybrid.ndcg10).toBeGreaterThan(measured.semantic.ndcg10);
  });
});

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
