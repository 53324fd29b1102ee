import { parseArgs } from 'node:util';

import { evaluate, sample, type Evaluation } from './evaluate.ts';
import { indexSet, shippedEmbedder } from './indexed-set.ts';
import { mean } from './metrics.ts';
import { methodsOf } from './methods.ts';
import { heading, meansLine, resultLine } from './report.ts';
import { OTHER_SETS, OWN_SET, readSet, setFolders } from './sets.ts';

/** Queries of a set that are asked unless --queries says otherwise: intervals of about ±.04. */
const MOST_QUERIES = 400;
/** And of its list with low overlap, as far as --queries allows. */
const MOST_LOW = 200;

const { values } = parseArgs({
  options: {
    set: { type: 'string', multiple: true },
    queries: { type: 'string', default: String(MOST_QUERIES) },
  },
});
const most = Number(values.queries);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = (folder: string): boolean =>
  values.set === undefined || values.set.some((name) => folder.endsWith(`/${name}`));
const seconds = (since: number): string => `${Math.round((performance.now() - since) / 1_000)} s`;

const began = performance.now();
const folders = setFolders();
say('Indexes each set and asks its queries: five to ten minutes for all sets on two idle cores.');
if (folders.length === 1)
  say(`Only ${OWN_SET}: there are no other judged sets, for ${OTHER_SETS} is missing.`);

const embedder = shippedEmbedder();
const results = new Map<string, Evaluation[]>();
for (const folder of folders.filter(wanted)) {
  const start = performance.now();
  const set = readSet(folder);
  const queries = sample(set.queries, most);
  const low = sample(
    set.queries.filter(({ lowOverlap }) => lowOverlap),
    Math.min(most, MOST_LOW),
  );
  const indexed = await indexSet(set, embedder);
  say(heading(set, { all: queries.length, low: low.length }));
  for (const [name, method] of Object.entries(methodsOf(set, indexed))) {
    const evaluation = await evaluate(method, queries);
    say(resultLine(name, evaluation, low.length > 0 ? await evaluate(method, low) : undefined));
    results.set(name, [...(results.get(name) ?? []), evaluation]);
  }
  await indexed.close();
  say(`took ${seconds(start)}`);
}
await embedder.close();
say(`\nMean nDCG@10 over the sets (all in ${seconds(began)})`);
for (const [name, evaluations] of results)
  say(meansLine(name, mean(evaluations.map(({ ndcg10 }) => ndcg10.mean))));
