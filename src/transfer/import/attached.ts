import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { RecordEnd } from '#src/kinds/relations-spec';
import type { Store } from '#src/store/store';
import { byKind, idIn, lookUp } from '#src/transfer/lookup';

import type { Removal } from './removals.ts';
import { worldOf, type Outcome } from './world.ts';

/**
 * The stored links and tags that go because a record at one of their ends goes, and what ends at them in turn.
 * What the import itself writes stays, and is then at fault.
 */
export async function attachedRemovals(
  store: Store,
  outcome: Outcome,
): Promise<readonly Removal[]> {
  const found: Removal[] = [];
  for (let due = outcome.removed; due.length > 0;) {
    const known: Outcome = { ...outcome, removed: [...outcome.removed, ...found] };
    due = await endingAt(store, due, known);
    found.push(...due);
  }
  return found;
}

async function endingAt(
  store: Store,
  removed: readonly Removal[],
  outcome: Outcome,
): Promise<readonly Removal[]> {
  const world = worldOf(outcome);
  const found = new Map<string, Removal>();
  for (const kind of kindNames)
    for (const end of kindOf(kind).relations.ends ?? [])
      for (const record of await recordsEnding(store, { kind, end, removed })) {
        const id = idIn(kind, record);
        const stored = world.stays(kind, record) ? await store.get(kind, id) : undefined;
        if (stored)
          found.set(`${kind} ${id}`, { kind, id, etag: stored.etag, record: stored.record });
      }
  return [...found.values()];
}

interface Ending {
  readonly kind: KindName;
  readonly end: RecordEnd;
  readonly removed: readonly Removal[];
}

async function recordsEnding(store: Store, { kind, end, removed }: Ending) {
  const groups = [...byKind(removed, (removal) => removal.kind)];
  const found = await Promise.all(
    groups.map(([target, group]) =>
      lookUp(store, {
        ...{ kind, field: end.id, values: group.map(({ id }) => id), fields: [] },
        and: { field: end.kind, op: 'eq', value: target },
      }),
    ),
  );
  return found.flat();
}
