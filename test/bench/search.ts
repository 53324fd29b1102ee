import type { Embedder } from '#embeddings/embedder';
import { kindNames } from '#src/kinds/index';
import { parseQuery } from '#src/search/query';
import type { SearchResponse } from '#src/search/types';
import { anyOf } from '#src/store/sqlite/match-expression';
import { openStore } from '#src/store/sqlite/open';
import type { Store, TextScope } from '#src/store/store';

import { openBare, type BareQueries } from './bare.ts';
import type { Bench, Part } from './bench.ts';
import type { Dataset } from './dataset.ts';
import { shippedModel } from './embedding.ts';
import { request } from './http.ts';
import { measure, type Variant } from './measure.ts';
import { REPOS } from './records.ts';
import { lineOf, median, significant, type Line, type Report } from './report.ts';
import { openVec0, type Vec0Queries } from './vec0.ts';

/** Search over HTTP and in this process, its stages, and the two SQL queries that it cannot do without. */
export const searchPart: Part = {
  name: 'search',
  run: async (bench) => {
    const reports: Report[] = [];
    for (const size of bench.quick ? [1_000] : [1_000, 10_000])
      reports.push(await measureSearch(bench, size));
    return reports;
  },
};

const WARM_UP = 10;

/** A question with all that is given to the stages when they run alone. */
interface Prepared {
  readonly title: string;
  readonly vector: Float32Array;
}

async function measureSearch(bench: Bench, size: number): Promise<Report> {
  const rounds = bench.quick ? 40 : 100;
  const dataset = await bench.dataset(size);
  const embedder = shippedModel();
  const bare = openBare(dataset.database);
  const vec0 = openVec0(dataset.database, bench.folder);
  const forgetful = openStore({
    ...{ path: dataset.database, migrations: 'migrations' },
    vectorMemory: 0,
  });
  try {
    const questions = await prepare(embedder, bench.text.titles.slice(0, WARM_UP + rounds));
    const variants = {
      ...searches(dataset, questions),
      ...stages({ dataset, bare, embedder, vec0, forgetful }, questions),
    };
    const samples = await measure(variants, { rounds, warmUp: WARM_UP });
    const matching = await shares(dataset, questions[0]?.title ?? '');
    return {
      title: `search: ${size.toLocaleString('en')} records`,
      facts: { ...dataset.facts, ...matching },
      lines: linesOf(samples),
    };
  } finally {
    bare.close();
    vec0.close();
    await forgetful.close();
    await embedder.close();
  }
}

async function prepare(
  embedder: Embedder,
  titles: readonly string[],
): Promise<readonly Prepared[]> {
  const vectors = await embedder.embed(titles, 'query');
  return titles.map((title, index) => ({ title, vector: vectors[index] as Float32Array }));
}

type Ask = (title: string) => Promise<unknown>;

/** All are asked the same titles, each with as many question marks as nobody else: none finds the vector that another one left. */
function searches({ url, service }: Dataset, questions: readonly Prepared[]) {
  const overHttp =
    (parameters: Readonly<Record<string, string>>): Ask =>
    (q) =>
      request(
        `${url}/api/search?${new URLSearchParams({ q, strict: 'true', ...parameters }).toString()}`,
      );
  const asks = {
    hybrid: overHttp({}),
    inProcess: (q) => service.search.search({ q, strict: true }),
    keyword: overHttp({ mode: 'keyword' }),
    semantic: overHttp({ mode: 'semantic' }),
    twenty: overHttp({ repo: REPOS.twenty }),
    one: overHttp({ repo: REPOS.one }),
  } satisfies Record<string, Ask>;
  const variantOf = (name: keyof typeof asks): Variant => {
    const place = Object.keys(asks).indexOf(name);
    return (round) =>
      asks[name](`${questions[round % questions.length]?.title} ${'?'.repeat(place)}`);
  };
  return Object.fromEntries(
    Object.keys(asks).map((name) => [name, variantOf(name as keyof typeof asks)]),
  ) as Record<keyof typeof asks, Variant>;
}

interface Tools {
  readonly dataset: Dataset;
  readonly bare: BareQueries;
  readonly embedder: Embedder;
  readonly vec0: Vec0Queries;
  /** Keeps no vectors in memory. */
  readonly forgetful: Store;
}

const WHOLE: TextScope = { kinds: kindNames };

/** What a hybrid search is made of, one by one. */
function stages(
  { dataset, bare, embedder, vec0, forgetful }: Tools,
  questions: readonly Prepared[],
) {
  const { store } = dataset.service;
  const at = (round: number): Prepared => questions[round % questions.length] as Prepared;
  const keywordsAt = (round: number) => parseQuery(at(round).title).keywords;
  const space = embedder.info.fingerprint;
  return {
    bare: (round) => {
      bare.keywords(anyOf(keywordsAt(round).any));
      bare.vectors(at(round).vector);
    },
    bareKeywords: (round) => bare.keywords(anyOf(keywordsAt(round).any)),
    bareVectors: (round) => bare.vectors(at(round).vector),
    embedding: (round) => embedder.embed([at(round).title], 'query'),
    keywordLeg: async (round) => store.matching(await store.select(WHOLE), keywordsAt(round)),
    vectorLeg: async (round) =>
      store.nearest(await store.select(WHOLE), { space, vector: at(round).vector }),
    vectorScan: async (round) =>
      forgetful.nearest(await forgetful.select(WHOLE), { space, vector: at(round).vector }),
    tenByVec0: (round) => vec0.nearest(at(round).vector, 10),
    manyByVec0: (round) => vec0.nearest(at(round).vector, 200),
    rows: () => store.select(WHOLE),
    health: () => request(`${dataset.url}/health`),
  } satisfies Record<string, Variant>;
}

async function shares({ service }: Dataset, q: string): Promise<Readonly<Record<string, string>>> {
  const total = async (repo: string): Promise<number> => {
    const where = { field: 'repo', op: 'eq', value: repo } as const;
    const answer: SearchResponse = await service.search.search({ q, where, limit: 1 });
    return answer.total;
  };
  return { 'in filters': `${await total(REPOS.twenty)} and ${await total(REPOS.one)}` };
}

type Samples = Readonly<
  Record<keyof ReturnType<typeof searches> | keyof ReturnType<typeof stages>, readonly number[]>
>;

function linesOf(samples: Samples): readonly Line[] {
  const pair = lineOf('bare pair of SQL queries', samples.bare);
  const against = { name: 'bare', p50: pair.p50 };
  const vectors = { against: { name: "bare's", p50: median(samples.bareVectors) } };
  const gaps = samples.hybrid.map((value, round) => value - (samples.inProcess[round] ?? 0));
  const overhead = `HTTP adds ${significant(median(gaps))} ms`;
  return [
    lineOf('hybrid over HTTP', samples.hybrid, { against, note: overhead }),
    lineOf('hybrid in process', samples.inProcess, { against }),
    lineOf('keyword over HTTP', samples.keyword, { against }),
    lineOf('semantic over HTTP', samples.semantic, { against }),
    lineOf('hybrid, filter of 20 %', samples.twenty, { against }),
    lineOf('hybrid, filter of 1 %', samples.one, { against }),
    pair,
    lineOf('  its keyword query', samples.bareKeywords),
    lineOf('  its vector scan', samples.bareVectors),
    lineOf('stage: embed the question', samples.embedding, { against }),
    lineOf('stage: keyword leg', samples.keywordLeg, {
      against: { name: "bare's", p50: median(samples.bareKeywords) },
    }),
    lineOf('stage: vector leg', samples.vectorLeg, vectors),
    lineOf('  with nothing kept in memory', samples.vectorScan, vectors),
    lineOf('  10 passages by vec0', samples.tenByVec0, vectors),
    lineOf('  200 passages by vec0', samples.manyByVec0, vectors),
    lineOf('stage: rows of the scope', samples.rows, { against }),
    lineOf('GET /health', samples.health),
  ];
}
