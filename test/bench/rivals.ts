import { join } from 'node:path';

import type { Embedder } from '#embeddings/embedder';
import { inProcess } from '#src/cli/connection';
import type { InputFor } from '#src/client/types';
import { listen } from '#src/http/listen';
import { parseQuery } from '#src/search/query';
import type { Service } from '#src/service';
import { anyOf } from '#src/store/sqlite/match-expression';

import { openBare, type BareQueries } from './bare.ts';
import type { Bench, Part } from './bench.ts';
import { openService } from './dataset.ts';
import { shippedModel } from './embedding.ts';
import { request } from './http.ts';
import { measure, timed, type Variant } from './measure.ts';
import { recordMaker, REPOS } from './records.ts';
import { lineOf, median, significant, type Line, type Report } from './report.ts';
import { openLanceDb } from './rival-lancedb.ts';
import { openOrama } from './rival-orama.ts';
import { installRivals, packagesIn, type Entry, type LoadPackage, type Rival } from './rival.ts';

/** The same passages here and in other engines: at each size, whole and filtered, all answering the same questions. */
export const rivalsPart: Part = {
  name: 'rivals',
  async *run(bench) {
    const load = bench.rivals ? packagesIn(bench.rivals) : await installRivals(bench.folder);
    for (const size of bench.sizes) yield await measureSize(bench, load, size);
  },
};

const WARM_UP = 5;
/** Orama takes minutes to fill beyond this. */
const MOST_FOR_ORAMA = 10_000;

const SCOPES = { whole: undefined, twenty: REPOS.twenty, one: REPOS.one } as const;
type ScopeName = keyof typeof SCOPES;
const NAMES = { whole: 'whole', twenty: 'filter of 20 %', one: 'filter of 1 %' } as const;

async function measureSize(bench: Bench, load: LoadPackage, size: number): Promise<Report> {
  const path = join(bench.folder, `rivals-${size}.db`);
  const service = await openService(path);
  const embedder = shippedModel();
  try {
    const filled = await timed(() => fill(service, bench, size));
    const entries = entriesOf(filled.value, await vectorsOf(embedder, filled.value));
    const rivals = await openRivals(load, bench.folder, entries);
    const listener = await listen(service.app, { host: '127.0.0.1', port: 0 });
    const bare = openBare(path);
    try {
      await untilReady(service);
      const rounds = bench.quick ? 20 : 60;
      const questions = bench.text.titles.slice(0, WARM_UP + rounds);
      const tools = { service, embedder, rivals, bare, url: listener.url, questions };
      const samples = await measure<string>(variantsOf(tools), { rounds, warmUp: WARM_UP });
      const passages = (await service.store.indexStatus()).passages;
      return {
        title: `beside other engines: ${size.toLocaleString('en')} records of one passage`,
        facts: { passages, 'filled in': `${(filled.milliseconds / 1_000).toFixed(0)} s` },
        lines: linesOf(samples, Object.keys(rivals)),
      };
    } finally {
      bare.close();
      await listener.close();
      for (const rival of Object.values(rivals)) await rival.close();
    }
  } finally {
    await embedder.close();
    await service.close();
  }
}

/** Milliseconds that the model may take to load; a question alone would not wait so long. */
const PATIENCE = 60_000;

async function untilReady({ search }: Service): Promise<void> {
  const began = Date.now();
  for (;;) {
    const [fault] = (await search.search({ q: 'is the model there' })).degraded;
    if (!fault) return;
    if (Date.now() - began > PATIENCE) throw new Error(fault.reason);
  }
}

type Task = InputFor<'workspace_tasks'>;
const BATCH = 500;

/** Real sentences, recombined: each record is one passage, so that all engines keep the same number. */
async function fill(service: Service, { text }: Bench, size: number): Promise<readonly Task[]> {
  const make = recordMaker(text);
  const { client } = inProcess(service);
  const tasks = Array.from({ length: size }, (_, index) => make.task(index));
  for (let from = 0; from < size; from += BATCH)
    await client.createMany('workspace_tasks', tasks.slice(from, from + BATCH));
  await service.indexer.drain();
  return tasks;
}

const textOf = ({ title, notes }: Task): string => `${title}\n${notes ?? ''}`;

async function vectorsOf(
  embedder: Embedder,
  tasks: readonly Task[],
): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < tasks.length; from += BATCH)
    vectors.push(...(await embedder.embed(tasks.slice(from, from + BATCH).map(textOf), 'passage')));
  return vectors;
}

const entriesOf = (tasks: readonly Task[], vectors: readonly Float32Array[]): readonly Entry[] =>
  tasks.map((task, at) => ({
    id: String(at),
    text: textOf(task),
    repo: task.repos_affected?.[0] ?? '',
    vector: vectors[at] ?? new Float32Array(),
  }));

async function openRivals(
  load: LoadPackage,
  folder: string,
  entries: readonly Entry[],
): Promise<Readonly<Record<string, Rival>>> {
  return {
    LanceDB: await openLanceDb(load, folder, entries),
    ...(entries.length <= MOST_FOR_ORAMA && { Orama: await openOrama(load, entries) }),
  };
}

interface Tools {
  readonly service: Service;
  readonly embedder: Embedder;
  readonly rivals: Readonly<Record<string, Rival>>;
  readonly bare: BareQueries;
  readonly url: string;
  readonly questions: readonly string[];
}

/** Every engine embeds the question itself; none finds the vector that another one left, but for the repeated question. */
function variantsOf(tools: Tools): Readonly<Record<string, Variant>> {
  const { service, embedder, rivals, bare, url, questions } = tools;
  let asked = 0;
  /** Changes what is embedded, and neither its words nor its meaning. */
  const unlike = (): string => ` ${'?'.repeat((asked += 1) % 40)}${' ?'.repeat(asked % 97)}`;
  const anew = (round: number): string => (questions[round % questions.length] ?? '') + unlike();
  const few = (round: number): string => questions[round % 5] ?? '';
  const variants: Record<string, Variant> = {
    repeated: (round) => service.search.search({ q: few(round), strict: true }),
    'not repeated': (round) => service.search.search({ q: few(round) + unlike(), strict: true }),
    bare: async (round) => {
      const text = anew(round);
      const [vector] = await embedder.embed([text], 'query');
      bare.keywords(anyOf(parseQuery(text).keywords.any));
      return bare.vectors(vector as Float32Array);
    },
  };
  for (const scope of Object.keys(SCOPES) as ScopeName[]) {
    const repo = SCOPES[scope];
    const where =
      repo === undefined ? undefined : ({ field: 'repo', op: 'eq', value: repo } as const);
    const filter = repo === undefined ? '' : `&repo=${repo}`;
    variants[`ours ${scope}`] = (round) =>
      service.search.search({ q: anew(round), strict: true, ...(where && { where }) });
    variants[`http ${scope}`] = (round) =>
      request(`${url}/api/search?strict=true&q=${encodeURIComponent(anew(round))}${filter}`);
    for (const [name, rival] of Object.entries(rivals))
      variants[`${name} ${scope}`] = async (round) => {
        const text = anew(round);
        const [vector] = await embedder.embed([text], 'query');
        return rival.ask({ text, vector: vector as Float32Array, repo });
      };
  }
  return variants;
}

function linesOf(
  samples: Readonly<Record<string, readonly number[]>>,
  rivals: readonly string[],
): readonly Line[] {
  const of = (name: string): readonly number[] => samples[name] ?? [];
  const whole = { name: 'whole', p50: median(of('ours whole')) };
  const scoped = (Object.keys(SCOPES) as ScopeName[]).flatMap((scope): readonly Line[] => {
    const lance = { name: "LanceDB's", p50: median(of(`LanceDB ${scope}`)) };
    const alone = of(`ours ${scope}`);
    const added = median(of(`http ${scope}`).map((time, round) => time - (alone[round] ?? 0)));
    return [
      lineOf(`in process, ${NAMES[scope]}`, of(`ours ${scope}`), { against: lance }),
      lineOf(`over HTTP, ${NAMES[scope]}`, of(`http ${scope}`), {
        against: lance,
        note: `HTTP adds ${significant(added)} ms`,
      }),
      ...rivals.map((name) => lineOf(`${name}, ${NAMES[scope]}`, of(`${name} ${scope}`))),
    ];
  });
  return [
    ...scoped,
    lineOf('in process, filter of 1 %, against whole', of('ours one'), { against: whole }),
    lineOf('in process, a question asked before', of('repeated'), {
      against: { name: 'asked anew', p50: median(of('not repeated')) },
    }),
    lineOf('bare pair of SQL queries, whole', of('bare'), { against: whole }),
  ];
}
