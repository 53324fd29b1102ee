import { basename, join } from 'node:path';

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

async function measureIndexing({ folder, quick }: Bench): Promise<Report> {
  const service = await openService(join(folder, 'indexed.db'));
  try {
    const session = sessionOf(silentIo, inProcess(service), true);
    const folders = indexedFolders();
    const cold = await timed(() => indexFolders(session, { folders, wait: true }));
    const { bytes } = await service.store.summary();
    const unchanged = await repeat(quick ? 1 : 3, () =>
      indexFolders(session, { folders, wait: true }),
    );
    const alone = await embedAlone(service.store);
    const warm = await repeat(quick ? 1 : 3, (run) => indexUnder(session, `again-${run}`));
    await refuseLeftovers(service);
    return reportOf({ cold, unchanged, warm, alone, bytes });
  } finally {
    await service.close();
  }
}

/** Every document is new under another repository's name, and the model is loaded by now. */
async function indexUnder(session: Session, prefix: string): Promise<void> {
  for (const path of indexedFolders())
    await indexFolders(session, {
      folders: [path],
      repo: `${prefix}-${basename(path)}`,
      wait: true,
    });
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
  readonly cold: Timed<IndexSummary>;
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
    title: 'indexing: workspace index on real folders',
    facts: {
      folders: indexedFolders()
        .map((path) => basename(path))
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
