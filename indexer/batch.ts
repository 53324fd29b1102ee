import type { Embedder } from '#embeddings/embedder';
import type { IndexJob, JobOutcome } from '#src/store/store';

import { isModelFailure } from './faults.ts';
import { headerOf } from './header.ts';
import {
  planOutcome,
  planPassages,
  wantedPassages,
  type CutSection,
  type PassagePlan,
} from './plan.ts';

/** Texts in one call: some tenths of a second with the shipped model, some seconds with a large one, far from a call's time limit. */
const TEXTS = 128;

/**
 * Embeds what a batch of jobs needs, outside of any transaction. A record that cannot be embedded fails
 * alone: the batch is halved until that record is by itself. What is found is handed out part by part, to be
 * settled before the next part: records that kill the worker until it is refused are fewer the next time.
 * Codes: model_unavailable, when no record can.
 */
export async function* embedBatch(
  embedder: Embedder,
  jobs: readonly IndexJob[],
): AsyncGenerator<readonly JobOutcome[], void> {
  const outcomes = await embedOrFail(embedder, jobs);
  if (outcomes) yield outcomes;
  else {
    const middle = Math.ceil(jobs.length / 2);
    yield* embedBatch(embedder, jobs.slice(0, middle));
    yield* embedBatch(embedder, jobs.slice(middle));
  }
}

/** Undefined when one of several failed: which one, is not known. */
async function embedOrFail(
  embedder: Embedder,
  jobs: readonly IndexJob[],
): Promise<readonly JobOutcome[] | undefined> {
  try {
    return await embedTogether(embedder, jobs);
  } catch (error) {
    if (isModelFailure(error)) throw error;
    return jobs.length > 1 ? undefined : jobs.map((job) => failed(job, error));
  }
}

async function embedTogether(
  embedder: Embedder,
  jobs: readonly IndexJob[],
): Promise<readonly JobOutcome[]> {
  const plans = await planJobs(embedder, jobs);
  const vectors = await embedAll(
    embedder,
    plans.flatMap(({ embed }) => embed.map(({ text }) => text)),
  );
  let from = 0;
  return jobs.map((job, index) => {
    const plan = plans[index] as PassagePlan;
    const own = vectors.slice(from, (from += plan.embed.length));
    return planOutcome(job, plan, own);
  });
}

async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += TEXTS)
    vectors.push(...(await embedder.embed(texts.slice(from, from + TEXTS), 'passage')));
  return vectors;
}

async function planJobs(
  embedder: Embedder,
  jobs: readonly IndexJob[],
): Promise<readonly PassagePlan[]> {
  const sections = jobs.flatMap(({ head, sections: own }) =>
    own.map((section) => ({ section, header: headerOf(head, section) })),
  );
  const spans = await embedder.cut(
    sections.map(({ section, header }) => ({ header, text: section.text })),
  );
  const cuts = sections.map((each, index): CutSection => ({ ...each, spans: spans[index] ?? [] }));
  let from = 0;
  return jobs.map(({ passages, sections: { length } }) => {
    const own = cuts.slice(from, (from += length));
    return planPassages(passages, wantedPassages(own));
  });
}

const failed = ({ row, version }: IndexJob, error: unknown): JobOutcome => ({
  row,
  version,
  failed: error instanceof Error ? error.message : String(error),
});
