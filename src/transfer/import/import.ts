import { WorkspaceError } from '#src/errors';
import type { Store } from '#src/store/store';

import { applyImport } from './apply.ts';
import { checkRecords } from './check.ts';
import { compare, type Compared } from './compare.ts';
import { identify } from './identify.ts';
import { removals } from './removals.ts';
import { settle, type Settled } from './settle.ts';
import type { ImportPlan, ImportReceipt, ImportRequest, PlannedRecord } from './types.ts';

/**
 * Checks records against their kinds, against each other and against what is stored, and says what
 * importing them would do. Reads, never writes. Faults do not throw: they are `plan.faults`.
 */
export async function planImport(store: Store, request: ImportRequest): Promise<ImportPlan> {
  const { mode, quarantine = false } = request;
  const checked = await checkRecords(request.records, request.unknown ?? 'refuse');
  const identified = await identify(store, checked.candidates, mode);
  const { records, faults: missing } = await compare(store, identified.candidates, mode);
  const early = [...checked.faults, ...identified.faults, ...missing];
  const { removed, warnings } = await removals(store, request, {
    identified: identified.candidates,
    faults: [...(request.faults ?? []), ...early],
  });
  const faulty = [...new Set(early.flatMap((fault) => fault.given ?? []))];
  const settled = await settle(store, { records, removed, faulty }, quarantine);
  return planOf(request, {
    ...settled,
    faults: [...(request.faults ?? []), ...early, ...settled.faults],
    warnings: [
      ...(request.warnings ?? []),
      ...checked.warnings,
      ...identified.warnings,
      ...warnings,
      ...settled.warnings,
    ],
  });
}

/** What was imported, or would be. */
export interface Imported {
  readonly plan: ImportPlan;
  /** Absent when nothing was to be written. */
  readonly receipt?: ImportReceipt;
}

/** Plans made again when somebody else has changed a record between plan and write. */
const TRIES = 3;

/** Plans and carries out. Codes: those of `applyImport`. */
export async function importRecords(store: Store, request: ImportRequest): Promise<Imported> {
  for (let left = TRIES; ; left -= 1) {
    const plan = await planImport(store, request);
    try {
      return { plan, receipt: await applyImport(store, plan) };
    } catch (error) {
      const isOvertaken = error instanceof WorkspaceError && error.code === 'precondition_failed';
      if (!isOvertaken || left <= 1) throw error;
    }
  }
}

function planOf(request: ImportRequest, { outcome, faults, warnings }: Settled): ImportPlan {
  const { records, removed } = outcome;
  return {
    mode: request.mode,
    quarantine: request.quarantine ?? false,
    added: records
      .filter(({ before }) => !before)
      .map((record) => ({ ...planned(record), value: record.whole })),
    changed: records.flatMap((record) => {
      const { id, etag, changes, whole } = record;
      if (id === undefined || etag === undefined) return [];
      return [{ ...planned(record), id, etag, changes, value: whole }];
    }),
    left: records.filter(({ before, etag }) => before && etag === undefined).map(planned),
    removed,
    warnings,
    faults,
  };
}

const planned = ({ given, id }: Compared): PlannedRecord => ({
  kind: given.kind,
  source: given.source,
  ...(id !== undefined && { id }),
});
