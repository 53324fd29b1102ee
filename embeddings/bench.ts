import type { Embedder } from './embedder.ts';
import { joinPassage } from './template.ts';

/** A text and its title, which stands before each of its passages. */
export interface BenchText {
  readonly title: string;
  readonly text: string;
}

export interface Benched {
  readonly passages: number;
  /** Mean length of a passage, in characters. */
  readonly characters: number;
  readonly passagesPerSecond: number;
  readonly queries: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

/** As many as the indexer embeds at once, about. */
const BATCH = 32;
const MOST_QUERIES = 100;

/**
 * Cuts texts as the indexer does and embeds their passages for `budget` milliseconds, then asks with
 * titles one by one. The model is loaded already.
 */
export async function benchModel(
  embedder: Embedder,
  texts: readonly BenchText[],
  budget: number,
): Promise<Benched> {
  const spans = await embedder.cut(texts.map(({ title, text }) => ({ header: title, text })));
  const passages = texts.flatMap(({ title, text }, at) =>
    (spans[at] ?? []).map(({ start, end }) => joinPassage(title, text.slice(start, end))),
  );
  await embedder.embed(passages.slice(0, BATCH), 'passage'); // the first batch also grows the memory
  const { done, elapsed } = await embedFor(embedder, passages, budget);
  const titles = texts.map(({ title }) => title);
  const queries = Array.from({ length: MOST_QUERIES }, (_, at) => titles[at % titles.length] ?? '');
  const times = await timeQueries(embedder, queries, budget);
  return {
    passages: done.length,
    characters: Math.round(meanLength(done)),
    passagesPerSecond: done.length / (elapsed / 1000),
    queries: times.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  };
}

/** Begins again when all were embedded: a fast model is through in a blink. */
async function embedFor(embedder: Embedder, passages: readonly string[], budget: number) {
  const begin = performance.now();
  const done: string[] = [];
  do {
    const at = done.length % Math.max(1, passages.length);
    const batch = passages.slice(at, at + BATCH);
    await embedder.embed(batch, 'passage');
    done.push(...batch);
  } while (passages.length > 0 && performance.now() - begin < budget);
  return { done, elapsed: performance.now() - begin };
}

async function timeQueries(
  embedder: Embedder,
  queries: readonly string[],
  budget: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  const end = performance.now() + budget;
  for (const query of queries) {
    const begin = performance.now();
    if (begin >= end) break;
    await embedder.embed([query], 'query');
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b);
}

const meanLength = (texts: readonly string[]): number =>
  texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);

/** The smallest value that `share` of the sorted ones do not exceed. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
