import { nextDay } from '#src/kinds/timestamp';
import type { Filter, Lifecycles, RecordRow, TextScope } from '#src/store/store';

import { createChainGraphs, type ChainGraph } from './chain-graph.ts';
import { thenOf } from './chain-then.ts';
import { chainsOf, type Chains } from './chains.ts';
import type { Hit, LifecycleChoice, LifecycleRequest, RecordName } from './types.ts';

/** The chains of a day, or as they stand. */
export type ReadChains = (day?: string) => Promise<Chains>;

/** Days whose chains are kept until something is written. */
const DAYS = 16;

/** Reads the chains, and again only after something was written. */
export function createChainReader(store: Lifecycles): ReadChains {
  const graphOf = createChainGraphs();
  let known: { readonly revision: string; readonly chainsOn: (day?: string) => Chains } | undefined;
  return async (day) => {
    const revision = await store.lifecycleRevision();
    if (known?.revision !== revision) {
      const reading = await store.lifecycle();
      known = { revision, chainsOn: days(graphOf(reading)) };
    }
    return known.chainsOn(day);
  };
}

function days(graph: ChainGraph): (day?: string) => Chains {
  const kept = new Map<string | undefined, Chains>();
  return (day) => {
    const chains = kept.get(day) ?? chainsOf(graph, day);
    kept.set(day, chains);
    const [first] = kept.keys();
    if (kept.size > DAYS) kept.delete(first);
    return chains;
  };
}

/** The scope without what the lifecycle that was asked for, or its day, leaves out. */
export function withinLifecycle(
  scope: TextScope,
  { lifecycle = 'all', as_of: day }: LifecycleRequest,
  { past }: Chains,
): TextScope {
  const dated = day === undefined ? scope : { ...scope, where: untilDay(day, scope.where) };
  return { ...dated, ...NARROWED[lifecycle](scope, past) };
}

type Narrow = (scope: TextScope, past: readonly RecordRow[]) => Partial<TextScope>;

const NARROWED: Readonly<Record<LifecycleChoice, Narrow>> = {
  all: () => ({}),
  current: ({ without = [] }, past) => ({ without: [...without, ...past] }),
  past: (_scope, past) => ({ only: past }),
};

/** Records without a date, and kinds that have none, always were. */
const untilDay = (day: string, where: Filter | undefined): Filter => ({
  and: [
    ...(where ? [where] : []),
    {
      or: [
        { field: 'date', op: 'lt', value: nextDay(day) },
        { field: 'date', op: 'null', value: true },
      ],
    },
  ],
});

/** What a hit says of its chain: the decision that holds in its place, how it stood on the day that was asked for, and the other record of the same decision. */
export function standingOf(
  row: RecordRow,
  also: readonly RecordRow[],
  chains: Chains,
): Pick<Hit, 'current' | 'also' | 'then'> {
  const current = currentOf(row, chains);
  const then = thenOf(row, chains);
  const others = also.flatMap((each) => nameOf(each, chains) ?? []);
  return {
    ...(current && { current }),
    ...(then && { then }),
    ...(others.length > 0 && { also: others.map(({ kind, id }) => ({ kind, id })) }),
  };
}

/** The head of the chain when it holds; of its two records the one of the same kind. */
function currentOf(row: RecordRow, chains: Chains): RecordName | undefined {
  const standing = chains.standings.get(row);
  if (!standing || standing.holds || chains.standings.get(standing.head)?.holds === false)
    return undefined;
  const twin = chains.twins.get(standing.head);
  const heads = [standing.head, ...(twin === undefined ? [] : [twin])];
  const kind = chains.records.get(row)?.kind;
  const same = heads.find((head) => chains.records.get(head)?.kind === kind);
  return nameOf(same ?? standing.head, chains);
}

/** A record of the chains by its name. */
export function nameOf(row: RecordRow, { records }: Chains): RecordName | undefined {
  const record = records.get(row);
  return record && { kind: record.kind, id: record.id, title: record.title };
}
