import { join } from 'node:path';

import { createIndexer } from '#indexer/run';
import { inProcess } from '#src/cli/connection';
import type { Service } from '#src/service';

import type { Bench, Part } from './bench.ts';
import { openService } from './dataset.ts';
import { measuredModels, type MeasuredModel } from './measured-models.ts';
import { timed } from './measure.ts';
import { passageDocuments } from './passages.ts';
import { lineOf, significant, type Line, type Report } from './report.ts';
import { splitOf, type Split } from './split.ts';
import { watchStore, type Watched } from './watched-store.ts';

/**
 * Passages a second of the whole indexer: from jobs that wait in a file to vectors that are committed to it, as
 * `workspace index` and a server do it. Writing the records, which makes the jobs, is told apart. The model
 * is loaded before. A passage has about 120 tokens, its header included.
 */
export const throughputPart: Part = {
  name: 'throughput',
  run: async (bench) => {
    const reports: Report[] = [];
    for (const model of await measuredModels(bench)) reports.push(await measureModel(bench, model));
    return reports;
  },
};

/** Records of one write. */
const BATCH = 100;

async function measureModel(bench: Bench, model: MeasuredModel): Promise<Report> {
  const service = await openService(join(bench.folder, `throughput-${model.name}.db`));
  try {
    const writing = await timed(() => writeAll(service, bench, model));
    const embedder = model.embedder();
    await embedder.load();
    const store = watchStore(service.store);
    const indexer = createIndexer({ store: store.store, embedder, holder: 'bench' });
    const indexing = await timed(() => indexer.drain()).finally(() => embedder.close());
    const { passages, pending, failed } = await service.store.indexStatus();
    if (pending + failed > 0) throw new Error(`${pending} records are pending, ${failed} failed.`);
    const sample = await sampleOf(service, model.sample);
    const split = await splitOf(model, sample);
    return reportOf({ model, passages, writing, indexing, store, split });
  } finally {
    await service.close();
  }
}

async function writeAll(service: Service, { text }: Bench, model: MeasuredModel): Promise<void> {
  const { client } = inProcess(service);
  const { documents, document } = passageDocuments(model.passages, text);
  for (let from = 0; from < documents; from += BATCH) {
    const length = Math.min(BATCH, documents - from);
    await client.createMany(
      'documents',
      Array.from({ length }, (_, index) => document(from + index)),
    );
  }
}

async function sampleOf({ store }: Service, records: number) {
  const { rows } = await store.select({ kinds: ['documents'] });
  const first = rows.slice(0, records);
  return { heads: await store.heads(first), sections: await store.sections(first) };
}

const total = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0);

interface Found {
  readonly model: MeasuredModel;
  readonly passages: number;
  readonly writing: { readonly milliseconds: number };
  readonly indexing: { readonly milliseconds: number };
  readonly store: Watched;
  readonly split: Split;
}

function reportOf(found: Found): Report {
  const { model, passages, writing, indexing, store, split } = found;
  const speed = (milliseconds: number) =>
    `${significant((passages * 1_000) / milliseconds)} passages/s`;
  const whole = lineOf('indexing, database included', [indexing.milliseconds], {
    note: speed(indexing.milliseconds),
  });
  const part = (name: string, milliseconds: number): Line =>
    lineOf(name, [milliseconds], { against: whole });
  /** Measured on a sample, and told for all. */
  const alone = (name: string, milliseconds: number): Line =>
    part(name, (milliseconds * passages) / split.passages);
  return {
    title: `throughput: ${model.name}`,
    facts: {
      passages,
      'tokens a passage': Math.round(split.tokens / split.passages),
      'MB of memory': store.memory().join(' '),
    },
    lines: [
      whole,
      part('records written before: record, sections, keywords, job', writing.milliseconds),
      part('this thread: reading jobs', total(store.times('jobs'))),
      alone('this thread: headers, hashes and plans', split.plan),
      part('this thread: settling passages and vectors', total(store.times('settle'))),
      alone('worker: tokenising', split.tokenise),
      alone('worker: cutting, tokenising included', split.cut),
      alone('worker: computing, pooling included', split.embed - split.tokenise),
      alone('worker: pooling', split.pool),
      alone('between threads', split.transfer),
      lineOf('one settle: nothing else runs in this thread', store.times('settle')),
    ],
  };
}
