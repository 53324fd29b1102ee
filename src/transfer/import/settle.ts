import { kindOf } from '#src/kinds/index';
import type { Store } from '#src/store/store';
import { keyOf } from '#src/transfer/lookup';

import { faultAt } from './check.ts';
import { attachedRemovals } from './attached.ts';
import { brokenReferences, type Broken, type Needed } from './references.ts';
import { worldOf, type Outcome } from './world.ts';
import type { ImportFault, ImportNote } from './types.ts';
import { uniqueFaults } from './unique.ts';

export interface Settled {
  readonly outcome: Outcome;
  readonly faults: readonly ImportFault[];
  readonly warnings: readonly ImportNote[];
}

/**
 * Checks what the import would leave behind as a whole. With `quarantine` the records at fault are taken out,
 * and then those that lean on them, until the rest stands by itself; a removal that would take away
 * something needed is left out.
 */
export async function settle(
  store: Store,
  outcome: Outcome,
  quarantine: boolean,
): Promise<Settled> {
  const faults: ImportFault[] = [];
  const warnings: ImportNote[] = [];
  for (let current = outcome; ;) {
    const attached = await attachedRemovals(store, current);
    const whole = { ...current, removed: [...current.removed, ...attached] };
    const found = await faultsOf(store, whole);
    const bad = quarantine ? badRecords(found) : [...found.faults, ...found.needed.map(faultOf)];
    const kept = quarantine ? found.needed.filter(({ target }) => !('given' in target)) : [];
    faults.push(...bad);
    warnings.push(...kept.map(noteOf));
    const next = without(current, bad, kept);
    if (!quarantine || sizeOf(next) === sizeOf(current))
      return { outcome: whole, faults, warnings };
    current = next;
  }
}

interface Found extends Pick<Broken, 'following' | 'needed'> {
  readonly faults: readonly ImportFault[];
}

const badRecords = ({ faults, following, needed }: Found): readonly ImportFault[] => [
  ...faults,
  ...following,
  ...needed.filter(({ target }) => 'given' in target).map(faultOf),
];

const sizeOf = ({ records, removed }: Outcome): number => records.length + removed.length;

async function faultsOf(store: Store, outcome: Outcome): Promise<Found> {
  const removed = new Set(outcome.removed.map(({ kind, id }) => keyOf(kind, id)));
  const twins = await uniqueFaults(store, outcome.records, removed);
  const { dangling, following, needed } = await brokenReferences(store, worldOf(outcome));
  return { faults: [...twins, ...dangling], following, needed };
}

function without(
  { records, removed, faulty }: Outcome,
  bad: readonly ImportFault[],
  kept: readonly Needed[],
): Outcome {
  const out = new Set(bad.map(({ given }) => given));
  const stays = new Set(kept.map(({ target }) => target));
  return {
    records: records.filter(({ given }) => !out.has(given)),
    removed: removed.filter((removal) => !stays.has(removal)),
    faulty: [...faulty, ...[...out].filter((given) => given !== undefined)],
  };
}

/** A change is at fault where it was given; a removal was given nowhere but by its kind's file. */
function faultOf({ target, reason }: Needed): ImportFault {
  if ('given' in target) return faultAt(target.given, '', reason);
  return { source: { file: kindOf(target.kind).file.name, pointer: '' }, reason, id: target.id };
}

const noteOf = ({ target, reason }: Needed): ImportNote => ({
  source: faultOf({ target, reason }).source,
  ...('given' in target ? {} : { kind: target.kind, id: target.id }),
  detail: `${reason} It stays.`,
});
