import { join } from 'node:path';

import { inProcess } from '#src/cli/connection';
import { indexFolders, type IndexSummary } from '#src/cli/indexing';
import type { Io } from '#src/cli/io';
import { sessionOf, type Session } from '#src/cli/session';
import { kindNames } from '#src/kinds/index';
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
    const { rows } = await service.store.select({ kinds: kindNames });
    const rounds: Round[] = [];
    for (let run = 0; run < runs; run += 1)
      rounds.push({
        unchanged: (await timed(() => indexAll(session))).milliseconds,
        warm: (await timed(() => indexAll(session, `again-${run}-`))).milliseconds,
        ...(await embedAlone(service.store, rows)),
      });
    await refuseLeftovers(service);
    return reportOf({ cold, rounds, bytes });
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
      await indexFolders(session, {
        folders: [{ path, repo: `${prefix}${repo}` }],
        wait: true,
        remember: false,
      }),
    );
  const documents = summaries.reduce((sum, summary) => sum + summary.documents, 0);
  return { documents, passages: summaries.at(-1)?.passages ?? 0 };
}

async function refuseLeftovers({ store }: Service): Promise<void> {
  const { pending, failed } = await store.indexStatus();
  if (pending + failed > 0) throw new Error(`${pending} records are pending and ${failed} failed.`);
}

/** Milliseconds; both sides of a ratio come from the same rounds. */
interface Round extends EmbeddedAlone {
  readonly unchanged: number;
  readonly warm: number;
}

interface Found {
  readonly cold: Timed<Indexed>;
  readonly rounds: readonly Round[];
  readonly bytes: number;
}

function reportOf({ cold, rounds, bytes }: Found): Report {
  const { documents, passages } = cold.value;
  const speed = (milliseconds: number): string =>
    `${significant((passages * 1_000) / milliseconds)} passages/s`;
  const each = (name: keyof Round): readonly number[] => rounds.map((round) => round[name]);
  const noted = (line: Line): Line => ({ ...line, note: speed(line.p50) });
  const embedded = noted(lineOf('embedding alone', each('embed')));
  const measured = (name: string, samples: readonly number[]): Line =>
    noted(lineOf(name, samples, { against: embedded }));
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
      measured('new files, model loaded', each('warm')),
      lineOf('nothing changed', each('unchanged'), { against: first }),
      embedded,
      measured('cutting alone', each('cut')),
      lineOf('loading the model', each('load')),
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
