import { kindOf, type KindName } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';
import { MOST_FAULTS } from '#src/search/check';

import type {
  FaultReport,
  ImportReport,
  KindReport,
  QuarantinedRecord,
  RecordReport,
} from './report-types.ts';
import type { ImportFault, ImportPlan, PlacedRecord } from './types.ts';

/** A plan as it is answered; `dryRun` when it was not carried out. */
export function reportOf(plan: ImportPlan, dryRun: boolean): ImportReport {
  const { mode, warnings, faults } = plan;
  return {
    mode,
    dry_run: dryRun,
    kinds: kindsOf(plan),
    ...(dryRun && { records: recordsOf(plan) }),
    warnings: warnings.slice(0, MOST_FAULTS),
    warnings_total: warnings.length,
    faults: faults.slice(0, MOST_FAULTS).map(faultOf),
    faults_total: faults.length,
    ...(plan.quarantine && { quarantined: quarantinedIn(faults) }),
  };
}

const ACTIONS = ['added', 'changed', 'left', 'removed'] as const;

function kindsOf(plan: ImportPlan): readonly KindReport[] {
  const kinds = new Map<KindName, Record<RecordReport['action'], number>>();
  for (const action of ACTIONS)
    for (const { kind } of plan[action]) {
      const counts = kinds.get(kind) ?? { added: 0, changed: 0, left: 0, removed: 0 };
      counts[action] += 1;
      kinds.set(kind, counts);
    }
  return [...kinds].map(([kind, counts]) => ({ kind, ...counts }));
}

const recordsOf = ({ added, changed, left, removed }: ImportPlan): readonly RecordReport[] => [
  ...added.map(({ value, ...record }) => ({
    action: 'added' as const,
    ...record,
    title: titleOf(kindOf(record.kind), value),
  })),
  ...changed.map(({ kind, id, source, changes, value }) => ({
    ...{ action: 'changed' as const, kind, id, title: titleOf(kindOf(kind), value) },
    ...{ source, changes },
  })),
  ...left.map((record) => ({ action: 'left' as const, ...record })),
  ...removed.map(({ kind, id, record }) => ({
    ...{ action: 'removed' as const, kind, id },
    title: titleOf(kindOf(kind), record),
  })),
];

const faultOf = ({ source, reason, kind, id, given }: ImportFault): FaultReport => ({
  ...source,
  ...kindIn(kind, given),
  ...(id !== undefined && { id }),
  reason,
});

const kindIn = (kind: KindName | undefined, given: PlacedRecord | undefined) => {
  const name = given?.kind ?? kind;
  return name === undefined ? {} : { kind: name };
};

/** One entry for each record, whatever the number of its faults. */
function quarantinedIn(faults: readonly ImportFault[]): readonly QuarantinedRecord[] {
  const byRecord = new Map<object, ImportFault[]>();
  for (const fault of faults) {
    const key = fault.given ?? fault;
    byRecord.set(key, [...(byRecord.get(key) ?? []), fault]);
  }
  return [...byRecord.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { given, source, kind, record } = first;
    return [
      {
        ...(given?.source ?? source),
        ...kindIn(kind, given),
        reasons: group.map(({ source: { pointer }, reason }) => ({ pointer, reason })),
        record: given ? { ...given.value, ...given.extra } : (record ?? null),
      },
    ];
  });
}
