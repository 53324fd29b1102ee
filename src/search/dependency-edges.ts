import { kindNames, kindOf, resolveKind, type KindName } from '#src/kinds/index';
import type { Records } from '#src/store/store';

import type { Edges } from './dependency-graph.ts';
import { EVERY, textsOf } from './related-parts.ts';

/** A record as a node of the graph; no kind's name has a space. */
export const nodeOf = (kind: string, id: string): string => `${kind} ${id}`;

/** The record that a node stands for. */
export function recordOf(node: string): { readonly kind: KindName; readonly id: string } {
  const cut = node.indexOf(' ');
  return { kind: node.slice(0, cut) as KindName, id: node.slice(cut + 1) };
}

type Edge = readonly [from: string, to: string];
type Lists = Pick<Records, 'list'>;

/**
 * Everything that waits for something, in all kinds: what their fields and the links `depends_on`
 * and `blocks` say. Read whole, since a list in a column has no index for the way back: 10,000
 * records take some 60 ms, whatever the depth.
 */
export async function dependencyEdges(store: Lists): Promise<Edges> {
  const waiting = kindNames.filter((name) => kindOf(name).relations.dependencies !== undefined);
  const found = await Promise.all([...waiting.map((name) => named(store, name)), linked(store)]);
  const edges = new Map<string, Set<string>>();
  for (const [from, to] of found.flat())
    edges.set(from, (edges.get(from) ?? new Set<string>()).add(to));
  return new Map([...edges].map(([from, targets]) => [from, [...targets]]));
}

async function named(store: Lists, name: KindName): Promise<readonly Edge[]> {
  const { primaryKey, relations } = kindOf(name);
  const field = relations.dependencies ?? '';
  const where = { field, op: 'null', value: false } as const;
  const { items } = await store.list({
    ...{ kind: name, where, sort: [], limit: EVERY },
    fields: [field],
  });
  return items.flatMap((record) =>
    textsOf(record, [field]).map((id): Edge => [
      nodeOf(name, String(record[primaryKey])),
      nodeOf(name, id),
    ]),
  );
}

/** Which end of such a link waits for the other. */
const WAITS: Readonly<Record<string, readonly [waiting: 'from' | 'to', first: 'from' | 'to']>> = {
  depends_on: ['from', 'to'],
  blocks: ['to', 'from'],
};

async function linked(store: Lists): Promise<readonly Edge[]> {
  const where = { field: 'relation', op: 'in', value: Object.keys(WAITS) } as const;
  const fields = ['relation', 'from_kind', 'from_id', 'to_kind', 'to_id'];
  const { items } = await store.list({
    ...{ kind: 'record_links', where, fields, sort: [], limit: EVERY },
  });
  return items.flatMap((link): readonly Edge[] => {
    const ends = WAITS[String(link['relation'])];
    const known = resolveKind(String(link['from_kind'])) && resolveKind(String(link['to_kind']));
    if (!ends || !known) return [];
    const end = (side: string) => nodeOf(String(link[`${side}_kind`]), String(link[`${side}_id`]));
    return [[end(ends[0]), end(ends[1])]];
  });
}
