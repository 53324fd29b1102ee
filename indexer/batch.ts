import type { Embedder } from '#embeddings/embedder';
import { WorkspaceError } from '#src/errors';
import type { IndexJob, JobOutcome } from '#src/store/store';

import { headerOf } from './header.ts';
import {
  planOutcome,
  planPassages,
  wantedPassages,
  type CutSection,
  type PassagePlan,
} from './plan.ts';

/**
 * Embeds what a batch of jobs needs, outside of any transaction. A record that cannot be
 * embedded fails alone. Codes: model_unavailable, when no record can.
 */
export async function embedBatch(
  embedder: Embedder,
  jobs: readonly IndexJob[],
): Promise<readonly JobOutcome[]> {
  try {
    return await embedTogether(embedder, jobs);
  } catch (error) {
    if (isModelFailure(error)) throw error;
    if (jobs.length === 1) return [failed(jobs[0] as IndexJob, error)];
    const outcomes: JobOutcome[] = [];
    for (const job of jobs) outcomes.push(...(await embedBatch(embedder, [job])));
    return outcomes;
  }
}

/** All texts of the batch in one call: the embedder orders them by length, so that padding is small. */
async function embedTogether(
  embedder: Embedder,
  jobs: readonly IndexJob[],
): Promise<readonly JobOutcome[]> {
  const plans = await planJobs(embedder, jobs);
  const texts = plans.flatMap(({ embed }) => embed.map(({ text }) => text));
  const vectors = texts.length > 0 ? await embedder.embed(texts, 'passage') : [];
  let from = 0;
  return jobs.map((job, index) => {
    const plan = plans[index] as PassagePlan;
    const own = vectors.slice(from, (from += plan.embed.length));
    return planOutcome(job, plan, own);
  });
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
  return jobs.map(({ row, passages }) =>
    planPassages(passages, wantedPassages(cuts.filter(({ section }) => section.row === row))),
  );
}

const isModelFailure = (error: unknown): boolean =>
  error instanceof WorkspaceError && error.code === 'model_unavailable';

const failed = ({ row, version }: IndexJob, error: unknown): JobOutcome => ({
  row,
  version,
  failed: error instanceof Error ? error.message : String(error),
});
