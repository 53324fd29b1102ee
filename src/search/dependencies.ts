import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';
import type { Records } from '#src/store/store';

import { dependencyEdges, nodeOf, recordOf } from './dependency-edges.ts';
import { cyclesAmong, reach, reversed, type Edges, type Step } from './dependency-graph.ts';
import { groupBy } from './group-by.ts';
import { itemFields, itemOf, type RecordItem } from './record-item.ts';
import { EVERY } from './related-parts.ts';

/** Cycles that are told at most. */
const MOST_CYCLES = 100;

export interface DependenciesRequest {
  readonly kind: KindName;
  readonly id: string;
  /** Edges from the record that are followed at most. */
  readonly depth: number;
}

export interface RecordPlace {
  readonly kind: KindName;
  readonly id: string;
}

/** A record that is waited for, or that waits. */
export interface Dependency extends RecordItem {
  readonly depth: number;
  /** The record through which it was found: the one asked about at depth 1. */
  readonly via: RecordPlace;
  /** Whether it holds nothing up any more; null when records of its kind are never done. */
  readonly done: boolean | null;
}

export interface DependenciesResponse {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  /** All that must be done before, near or far, nearest first. */
  readonly depends_on: readonly Dependency[];
  /** All that waits for it, nearest first. */
  readonly blocks: readonly Dependency[];
  /** What still holds it up: of `depends_on` what is not done, but for what only things done have waited for. */
  readonly open: readonly Dependency[];
  /** One shortest cycle through each record that lies on any: in this order, each waits for the next. */
  readonly cycles: readonly (readonly RecordPlace[])[];
  /** Named, and not there. */
  readonly missing: readonly (RecordPlace & { readonly via: RecordPlace })[];
  /** There is more beyond the depth. */
  readonly truncated: boolean;
}

type Reads = Pick<Records, 'get' | 'list'>;

/** Kinds whose records wait for others, or are waited for. */
const dependentKinds: readonly KindName[] = kindNames.filter((name) => {
  const { dependencies, done } = kindOf(name).relations;
  return dependencies !== undefined || done !== undefined;
});

/** What a record waits for, and what waits for it, however far. Codes: not_found, invalid_query (a kind without dependencies). */
export async function dependenciesOf(
  store: Reads,
  request: DependenciesRequest,
): Promise<DependenciesResponse> {
  const { kind, id, depth } = request;
  if (!dependentKinds.includes(kind)) throw independent(kind);
  const stored = await store.get(kind, id);
  if (!stored) throw noSuchRecord(kind, id);
  const edges = await dependencyEdges(store);
  const start = nodeOf(kind, id);
  const walk = walked(edges, start, depth);
  const items = await itemsOf(store, [...walk.before, ...walk.after]);
  const told = (steps: readonly Step[]) => steps.flatMap((step) => dependencyOf(step, items));
  return {
    ...{ kind, id, title: titleOf(kindOf(kind), stored.record) },
    depends_on: told(walk.before),
    blocks: told(walk.after),
    open: told(holdingUp(edges, request, items)).filter(({ done }) => done === false),
    cycles: cyclesIn(edges, start, walk),
    missing: [...walk.before, ...walk.after]
      .filter(({ node }) => !items.has(node))
      .map(({ node, via }) => ({ ...recordOf(node), via: recordOf(via) })),
    truncated: walk.truncated,
  };
}

interface Walk {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
  readonly truncated: boolean;
}

/** One edge further than asked, to know whether there is more. */
function walked(edges: Edges, start: string, depth: number): Walk {
  const [before, after] = [edges, reversed(edges)].map((way) => reach(way, start, depth + 1));
  const within = (steps: readonly Step[] = []) => steps.filter((step) => step.depth <= depth);
  return {
    before: within(before),
    after: within(after),
    truncated: [before, after].some((steps) => (steps?.at(-1)?.depth ?? 0) > depth),
  };
}

/** What is done waits for nothing any more. */
function holdingUp(
  edges: Edges,
  { kind, id, depth }: DependenciesRequest,
  items: Items,
): readonly Step[] {
  const start = nodeOf(kind, id);
  const isDone = (node: string) => node !== start && isDoneItem(items.get(node)) === true;
  return reach(new Map([...edges].filter(([from]) => !isDone(from))), start, depth);
}

function cyclesIn(edges: Edges, start: string, { before, after }: Walk) {
  const nodes = [start, ...before.map(({ node }) => node), ...after.map(({ node }) => node)];
  return cyclesAmong(edges, nodes, MOST_CYCLES).map((cycle) => cycle.map(recordOf));
}

type Items = ReadonlyMap<string, RecordItem>;

/** Those of the nodes that are records, one question for each kind. */
async function itemsOf(store: Reads, steps: readonly Step[]): Promise<Items> {
  const places = [...new Set(steps.map(({ node }) => node))].map(recordOf);
  const found = await Promise.all(
    [...groupBy(places, ({ kind }) => kind)].map(async ([name, same]) => {
      const kind = kindOf(name);
      const ids = same.map(({ id }) => id);
      const { items } = await store.list({
        kind: name,
        where: { field: kind.primaryKey, op: 'in', value: ids },
        sort: [],
        limit: EVERY,
        fields: itemFields(kind),
      });
      return items.map((record) => itemOf(kind, record));
    }),
  );
  return new Map(found.flat().map((item) => [nodeOf(item.kind, item.id), item]));
}

function dependencyOf({ node, depth, via }: Step, items: Items): readonly Dependency[] {
  const item = items.get(node);
  return item ? [{ ...item, depth, via: recordOf(via), done: isDoneItem(item) }] : [];
}

/** Null when nothing is known of it, or its kind is never done. */
function isDoneItem(item: RecordItem | undefined): boolean | null {
  const done = item && kindOf(item.kind).relations.done;
  return done ? done.includes(String(item.status)) : null;
}

const independent = (kind: KindName): WorkspaceError =>
  new WorkspaceError('invalid_query', `A ${kindOf(kind).label} waits for nothing.`, {
    next: `Dependencies are between ${dependentKinds.join(', ')}; GET /api/${kind}/{id}/related tells what else there is.`,
  });
