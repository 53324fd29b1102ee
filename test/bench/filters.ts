import { FACET_NAMES } from '#src/search/facet-types';
import type { SearchRequest, SearchResponse } from '#src/search/types';
import type { Filter } from '#src/store/store';

import type { Bench, Part } from './bench.ts';
import type { Dataset } from './dataset.ts';
import { measure, type Variant } from './measure.ts';
import { REPOS } from './records.ts';
import { lineOf, median, significant, type Line, type Report } from './report.ts';

/** Search in this process under filters that leave ever less, each with facets and without. */
export const filtersPart: Part = {
  name: 'filters',
  run: async (bench) => [await measureFilters(bench, bench.quick ? 1_000 : 10_000)],
};

/** The records' days are spread evenly over a thousand. */
const before = (day: string): Filter => ({ field: 'date', op: 'lt', value: day });

/** From all records to a single one: 0.01 % of ten thousand. */
const FILTERS = {
  none: undefined,
  half: before('2024-05-15'),
  fifth: { field: 'repo', op: 'eq', value: REPOS.twenty },
  twentieth: before('2023-02-20'),
  hundredth: { field: 'repo', op: 'eq', value: REPOS.one },
  day: before('2023-01-02'),
  one: { field: 'path', op: 'starts', value: '0/' },
} as const satisfies Readonly<Record<string, Filter | undefined>>;

type Name = keyof typeof FILTERS;
const NAMES = Object.keys(FILTERS) as readonly Name[];
type Sample = Name | `${Name}, facets`;

const WARM_UP = 5;

async function measureFilters(bench: Bench, size: number): Promise<Report> {
  const dataset = await bench.dataset(size);
  const rounds = bench.quick ? 20 : 50;
  const titles = bench.text.titles.slice(0, WARM_UP + rounds);
  // The question's vector is in the cache then, and only the scope is measured.
  for (const q of titles) await dataset.service.search.search({ q, strict: true, limit: 1 });
  const samples = await measure(variantsOf(dataset, titles), { rounds, warmUp: WARM_UP });
  const totals = await Promise.all(NAMES.map((name) => ask(dataset, name, { q: titles[0] ?? '' })));
  return {
    title: `search under filters: ${size.toLocaleString('en')} records`,
    facts: { records: size },
    lines: NAMES.map((name, at) => lineFor(samples, name, totals[at]?.total ?? 0)),
  };
}

function variantsOf(dataset: Dataset, titles: readonly string[]): Record<Sample, Variant> {
  const variants = NAMES.flatMap((name): readonly (readonly [Sample, Variant])[] => {
    const asking =
      (more: Pick<SearchRequest, 'facets'>): Variant =>
      (round) =>
        ask(dataset, name, { q: titles[round % titles.length] ?? '', ...more });
    return [
      [name, asking({})],
      [`${name}, facets`, asking({ facets: { by: FACET_NAMES } })],
    ];
  });
  return Object.fromEntries(variants) as Record<Sample, Variant>;
}

function ask(
  { service }: Dataset,
  name: Name,
  request: Pick<SearchRequest, 'q' | 'facets'>,
): Promise<SearchResponse> {
  const where: Filter | undefined = FILTERS[name];
  return service.search.search({ ...request, strict: true, ...(where && { where }) });
}

function lineFor(
  samples: Readonly<Record<Sample, readonly number[]>>,
  name: Name,
  total: number,
): Line {
  const added = samples[`${name}, facets`].map((time, at) => time - (samples[name][at] ?? 0));
  return lineOf(`${total.toLocaleString('en')} in scope`, samples[name], {
    against: { name: 'no filter', p50: median(samples.none) },
    note: `facets add ${significant(median(added))} ms`,
  });
}
