import { chainGraph, type ChainGraph } from '#src/search/chain-graph';
import { createChainIndex } from '#src/search/chain-index';
import type { LifecycleRecord } from '#src/search/chain-records';
import { resolveReference } from '#src/search/chain-references';
import type { Lifecycles } from '#src/store/store';

import { keyOf } from './precedents-candidates.ts';
import type { PrecedentsRequest } from './precedents-types.ts';

/** What follows from what a draft says of itself. */
export interface Declared {
  readonly list: 'related' | 'may_contradict';
  readonly why: string;
  readonly record: LifecycleRecord;
}

/** By kind and id: what the draft says that it takes the place of, and what has done so before it. */
export async function declaredBy(
  store: Lifecycles,
  request: Pick<PrecedentsRequest, 'supersedes' | 'repo' | 'exclude'>,
): Promise<ReadonlyMap<string, Declared>> {
  const { supersedes = [] } = request;
  if (supersedes.length === 0) return new Map();
  const graph = chainGraph(await store.lifecycle());
  const replaced = replacedBy(supersedes, graph, draftOf(request));
  const rivals = graph.successions.filter(
    ({ successor, predecessor }) =>
      replaced.some(({ row }) => row === predecessor.row) && !isDraft(successor, request),
  );
  return new Map(
    [
      ...rivals.map(({ successor, predecessor }) => rival(successor, predecessor)),
      ...replaced.map(inPlaceOf),
    ].map((each) => [keyOf(each.record), each]),
  );
}

const inPlaceOf = (record: LifecycleRecord): Declared => ({
  ...{ record, list: 'related' },
  why: 'The draft says that it takes its place.',
});

const rival = (record: LifecycleRecord, of: LifecycleRecord): Declared => ({
  ...{ record, list: 'may_contradict' },
  why: `It has taken the place of '${of.title}', as the draft says of itself.`,
});

/** With the other records of the same decisions. */
function replacedBy(
  references: readonly string[],
  { records, twins }: ChainGraph,
  draft: LifecycleRecord,
): readonly LifecycleRecord[] {
  const index = createChainIndex();
  for (const [row, record] of records) index.set(row, record);
  const named = index.named(() => undefined);
  const found = references.flatMap((reference) => {
    const resolution = resolveReference(reference, draft, named);
    return 'found' in resolution ? [resolution.found] : [];
  });
  const rows = new Set(found.map(({ row }) => row));
  const others = twins.flatMap(({ file, row }) =>
    rows.has(file.row) ? [row] : rows.has(row.row) ? [file] : [],
  );
  return [...found, ...others];
}

const isDraft = (
  { kind, id, path }: LifecycleRecord,
  { exclude = [] }: Pick<PrecedentsRequest, 'exclude'>,
): boolean =>
  exclude.some((each) =>
    'id' in each ? each.kind === kind && each.id === id : each.path === path,
  );

/** A record from which references are read: a file's are relative to its place. */
function draftOf({
  repo,
  exclude = [],
}: Pick<PrecedentsRequest, 'repo' | 'exclude'>): LifecycleRecord {
  const file = exclude.find((each) => 'path' in each);
  const own = repo ?? file?.repo;
  return {
    ...{
      row: -1,
      kind: 'documents',
      id: '',
      title: '',
      status: null,
      stage: 'unstated',
      day: null,
    },
    ...{
      repos: own === undefined ? [] : [own],
      number: null,
      path: file?.path ?? null,
      url: null,
    },
    ...{ decides: true, supersedes: [], supersededBy: [], file: [] },
  };
}
