import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { indexSet, shippedEmbedder } from './indexed-set.ts';
import { measurePrecedents } from './precedents.ts';
import { OTHER_SETS, readSet } from './sets.ts';

const FOLDER = join(OTHER_SETS, 'gitbugs-dup-seamonkey');

/** Titles that the reports of this set have of their own. */
const titlesIn = (file: string): ReadonlyMap<string, string> =>
  new Map(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly _id: string; readonly text: string })
      .map(({ _id, text }) => [_id, text]),
  );

test('of what is called a near duplicate, most was judged to be one', async ({ skip }) => {
  skip(!existsSync(FOLDER), `${FOLDER} is not there`);
  const set = readSet(FOLDER);
  const corpus = set.corpus.map((entry) => ({ ...entry, kind: 'cross_repo_issues' as const }));
  const embedder = shippedEmbedder();
  const indexed = await indexSet({ ...set, corpus }, embedder);
  const titles = titlesIn(join(FOLDER, 'queries-title-only.jsonl'));
  const { near_duplicates: found } = await measurePrecedents(set, indexed, {
    kinds: ['cross_repo_issues'],
    titles,
  });
  await indexed.close();
  await embedder.close();
  expect(found.judged / found.shown).toBeGreaterThan(0.55);
  expect(found.queries).toBeGreaterThan(20);
}, 120_000);
