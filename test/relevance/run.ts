import { parseArgs } from 'node:util';

import { evaluate, sample, type Evaluation } from './evaluate.ts';
import { indexSet, shippedEmbedder } from './indexed-set.ts';
import { mean } from './metrics.ts';
import { methodsOf } from './methods.ts';
import { heading, meansLine, resultLine } from './report.ts';
import { readSet, setFolders } from './sets.ts';

/** Queries of a set that are asked unless --queries says otherwise: intervals of about ±.04 in five minutes. */
const MOST_QUERIES = 400;

const { values } = parseArgs({
  options: {
    set: { type: 'string', multiple: true },
    queries: { type: 'string', default: String(MOST_QUERIES) },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = (folder: string): boolean =>
  values.set === undefined || values.set.some((name) => folder.endsWith(`/${name}`));

const embedder = shippedEmbedder();
const results = new Map<string, Evaluation[]>();
for (const folder of setFolders().filter(wanted)) {
  const set = readSet(folder);
  const queries = sample(set.queries, Number(values.queries));
  const indexed = await indexSet(set, embedder);
  say(heading(set, queries.length));
  for (const [name, method] of Object.entries(methodsOf(set, indexed))) {
    const evaluation = await evaluate(method, queries);
    say(resultLine(name, evaluation));
    results.set(name, [...(results.get(name) ?? []), evaluation]);
  }
  await indexed.close();
}
await embedder.close();
say('\nMean nDCG@10 over the sets');
for (const [name, evaluations] of results)
  say(meansLine(name, mean(evaluations.map(({ ndcg10 }) => ndcg10.mean))));
