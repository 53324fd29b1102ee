import { join } from 'node:path';

import { inProcess } from '#src/cli/connection';
import { indexFolders, type IndexSummary } from '#src/cli/indexing';
import type { Io } from '#src/cli/io';
import { sessionOf, type Session } from '#src/cli/session';
import type { Service } from '#src/service';

import type { Bench, Part } from './bench.ts';
import { openService } from './dataset.ts';
import { embedAlone, type EmbeddedAlone } from './embedding.ts';
import { timed, type Timed } from './measure.ts';
import { lineOf, significant, type Line, type Report } from './report.ts';
import { indexedFolders } from './text.ts';

/** `workspace index` on real folders: from nothing, with nothing changed, and against embedding alone. */
export const indexingPart: Part = {
  name: 'indexing',
  run: async (bench) => [await measureIndexing(bench)],
};

const TITLE = 'indexing: workspace index on a few folders';

async function measureIndexing({ folder, quick }: Bench): Promise<Report> {
  if (indexedFolders().length === 0)
    return { title: TITLE, facts: { skipped: 'there is nothing to index' }, lines: [] };
  const service = await openService(join(folder, 'indexed.db'));
  try {
    const session = sessionOf(silentIo, inProcess(service), true);
    const runs = quick ? 1 : 3;
    const cold = await timed(() => indexAll(session));
    const { bytes } = await service.store.summary();
    const unchanged = await repeat(runs, () => indexAll(session));
    const alone = await embedAlone(service.store);
    const warm = await repeat(runs, (run) => indexAll(session, `again-${run}-`));
    await refuseLeftovers(service);
    return reportOf({ cold, unchanged, warm, alone, bytes });
  } finally {
    await service.close();
  }
}

interface Indexed {
  readonly documents: number;
  readonly passages: number;
}

/** With a prefix, every document is new once more: it is another repository's. */
async function indexAll(session: Session, prefix = ''): Promise<Indexed> {
  const summaries: IndexSummary[] = [];
  for (const { path, repo } of indexedFolders())
    summaries.push(
      await indexFolders(session, { folders: [path], repo: `${prefix}${repo}`, wait: true }),
    );
  const documents = summaries.reduce((sum, summary) => sum + summary.documents, 0);
  return { documents, passages: summaries.at(-1)?.passages ?? 0 };
}

async function repeat(
  runs: number,
  run: (index: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let index = 0; index < runs; index += 1)
    samples.push((await timed(() => run(index))).milliseconds);
  return samples;
}

async function refuseLeftovers({ store }: Service): Promise<void> {
  const { pending, failed } = await store.indexStatus();
  if (pending + failed > 0) throw new Error(`${pending} records are pending and ${failed} failed.`);
}

interface Found {
  readonly cold: Timed<Indexed>;
  readonly unchanged: readonly number[];
  readonly warm: readonly number[];
  readonly alone: EmbeddedAlone;
  readonly bytes: number;
}

function reportOf({ cold, unchanged, warm, alone, bytes }: Found): Report {
  const { documents, passages } = cold.value;
  const speed = (milliseconds: number): string =>
    `${significant((passages * 1_000) / milliseconds)} passages/s`;
  const embedded = lineOf('embedding alone', [alone.embed], { note: speed(alone.embed) });
  const measured = (name: string, samples: readonly number[]): Line => {
    const line = lineOf(name, samples, { against: embedded });
    return { ...line, note: speed(line.p50) };
  };
  const first = measured('first run', [cold.milliseconds]);
  return {
    title: TITLE,
    facts: {
      folders: indexedFolders()
        .map(({ repo }) => repo)
        .join(' '),
      documents,
      passages,
      MB: Math.round(bytes / 1e5) / 10,
    },
    lines: [
      first,
      measured('new files, model loaded', warm),
      lineOf('nothing changed', unchanged, { against: first }),
      embedded,
      lineOf('cutting alone', [alone.cut], { against: embedded, note: speed(alone.cut) }),
      lineOf('loading the model', [alone.load]),
    ],
  };
}

const nowhere = { write: () => true };
const silentIo: Io = {
  env: {},
  stdout: nowhere,
  stderr: nowhere,
  readStdin: async () => '',
  untilStopped: async () => undefined,
};
