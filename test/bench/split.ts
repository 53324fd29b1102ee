import type { Embedder } from '#embeddings/embedder';
import { DEFAULT_CHUNKING } from '#embeddings/passages';
import { poolRows } from '#embeddings/pooling';
import { loadTransformer, type Transformer } from '#embeddings/transformers';
import { headerOf } from '#indexer/header';
import { planPassages, wantedPassages, type CutSection } from '#indexer/plan';
import type { Pooling } from '#models/catalog';
import type { RecordHead, StoredSection } from '#src/store/store';

import type { MeasuredModel } from './measured-models.ts';
import { timed } from './measure.ts';

/** Milliseconds of each step by itself, in this thread, for the passages of a sample. */
export interface Split {
  readonly passages: number;
  readonly tokens: number;
  readonly plan: number;
  readonly tokenise: number;
  readonly cut: number;
  readonly embed: number;
  readonly pool: number;
  /** What cutting and embedding take longer in a worker: texts go there, offsets and vectors come back. */
  readonly transfer: number;
}

interface Sample {
  readonly heads: ReadonlyMap<number, RecordHead>;
  readonly sections: readonly StoredSection[];
}

/** What the indexer gives the model at once. */
const TEXTS = 128;

/** Every step runs twice, and the second time counts: the first warms up caches and compilers. */
export async function splitOf(
  { entry, folder, embedder }: MeasuredModel,
  { heads, sections }: Sample,
): Promise<Split> {
  const model = await loadTransformer(entry, folder);
  const worker = embedder();
  const headed = (): readonly Omit<CutSection, 'spans'>[] =>
    sections.map((section) => {
      const head = heads.get(section.row);
      return { section, header: head ? headerOf(head, section) : '' };
    });
  const requests = headed().map(({ section, header }) => ({ header, text: section.text }));
  const cut = await second(() => model.cut(requests, DEFAULT_CHUNKING));
  const plan = await second(() => {
    const cuts = headed().map((each, at) => ({ ...each, spans: cut.value[at] ?? [] }));
    return planPassages([], wantedPassages(cuts)).embed.map(({ text }) => text);
  });
  const texts = plan.value;
  const counts = await second(() => texts.map((text) => model.count(text)));
  const embed = await second(() => embedAll(model, texts));
  const tokens = counts.value.reduce((sum, count) => sum + count, 0);
  const pool = await second(() =>
    poolLike({ rows: texts.length, tokens: Math.round(tokens / texts.length), ...entry }),
  );
  await model.dispose();
  const cutThere = await second(() => worker.cut(requests));
  const embedThere = await second(() => embedAll(worker, texts));
  await worker.close();
  const there = cutThere.milliseconds + embedThere.milliseconds;
  return {
    transfer: Math.max(0, there - cut.milliseconds - embed.milliseconds),
    ...{ passages: texts.length, tokens, plan: plan.milliseconds, cut: cut.milliseconds },
    ...{ tokenise: counts.milliseconds, embed: embed.milliseconds, pool: pool.milliseconds },
  };
}

async function second<T>(run: () => T | Promise<T>) {
  await run();
  return timed(run);
}

async function embedAll(
  model: Pick<Embedder, 'embed'> | Transformer,
  texts: readonly string[],
): Promise<void> {
  for (let from = 0; from < texts.length; from += TEXTS)
    await model.embed(texts.slice(from, from + TEXTS), 'passage');
}

interface Shape {
  readonly rows: number;
  readonly tokens: number;
  readonly dimensions: number;
  readonly pooling: Pooling;
}

/** Pools numbers in the shape of what a model answers, 32 rows at a time. */
function poolLike({ rows, tokens, dimensions, pooling }: Shape): void {
  const shape = [32, tokens, dimensions] as const;
  const data = new Float32Array(32 * tokens * dimensions).fill(0.5);
  const lengths = new Array<number>(32).fill(tokens);
  for (let done = 0; done < rows; done += 32) poolRows({ data, shape, lengths }, pooling);
}
