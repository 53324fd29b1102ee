import { kindNames, kindOf, resolveKind, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
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

/** Kinds with a field for what must be done first. */
const waitingKinds: readonly KindName[] = kindNames.filter(
  (name) => kindOf(name).relations.dependencies !== undefined,
);

/**
 * Everything that waits for something: what the fields of some kinds (default: of all) and the links
 * `depends_on` and `blocks` say. Read whole, since a list in a column has no index for the way back:
 * 10,000 records take some 60 ms, whatever the depth.
 */
export async function dependencyEdges(
  store: Lists,
  kinds: readonly KindName[] = waitingKinds,
): Promise<Edges> {
  const own = kinds.filter((name) => waitingKinds.includes(name));
  const found = await Promise.all([...own.map((name) => named(store, name)), linked(store)]);
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
    const [waiting, first] = (ends ?? []).map((side) => endOf(link, side));
    return waiting !== undefined && first !== undefined ? [[waiting, first]] : [];
  });
}

/** Undefined for what is no kind. Links that were made before their ends were checked may have short names of kinds. */
function endOf(link: AnyRecord, side: 'from' | 'to'): string | undefined {
  const kind = resolveKind(String(link[`${side}_kind`]));
  return kind && nodeOf(kind, String(link[`${side}_id`]));
}
