import { WorkspaceError, type InputIssue } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import { MOST_FAULTS } from '#src/search/check';
import type { Store, WriteOperation } from '#src/store/store';

import type { ChangedRecord, ImportFault, ImportPlan, ImportReceipt, Place } from './types.ts';

/** An operation of the batch, and where its record was given. */
interface Placed {
  readonly operation: WriteOperation;
  readonly source?: Place;
}

/**
 * Carries a plan out in one batch: all of it or nothing.
 * Codes: invalid_body, when the plan has faults and no quarantine; precondition_failed, when a record
 * was changed since the plan was made (plan again); those of `store.write`.
 */
export async function applyImport(store: Store, plan: ImportPlan): Promise<ImportReceipt> {
  if (plan.faults.length > 0 && !plan.quarantine) throw refused(plan.faults);
  const placed = operationsOf(plan);
  try {
    if (placed.length > 0)
      await store.write({ operations: placed.map(({ operation }) => operation) });
  } catch (error) {
    throw located(error, placed);
  }
  return receiptOf(plan);
}

/**
 * Removals first: what they leave free may be taken by others. So may what a change gives up, and two
 * may exchange it: such a record is removed too, and made again.
 */
const operationsOf = ({ added, changed, removed }: ImportPlan): readonly Placed[] => [
  ...removed.map(({ kind, id, etag }) => ({
    operation: { op: 'delete', kind, id, ifMatch: etag } as const,
  })),
  ...changed.filter(changesUnique).map(({ kind, id, etag, source }) => ({
    operation: { op: 'delete', kind, id, ifMatch: etag } as const,
    source,
  })),
  ...changed.map(({ source, ...record }) => ({ operation: putOf(record), source })),
  ...added.map(({ kind, id, value, source }) => ({
    operation:
      id === undefined
        ? ({ op: 'create', kind, value } as const)
        : ({ op: 'put', kind, id, value, ifAbsent: true, verbatim: true } as const),
    source,
  })),
];

const changesUnique = ({ kind, changes }: Pick<ChangedRecord, 'kind' | 'changes'>): boolean =>
  changes.some(({ field }) => kindOf(kind).unique.some((fields) => fields.includes(field)));

const putOf = (record: Omit<ChangedRecord, 'source'>): WriteOperation => {
  const { kind, id, value, etag } = record;
  const condition = changesUnique(record) ? { ifAbsent: true } : { ifMatch: etag };
  return { op: 'put', kind, id, value, verbatim: true, ...condition };
};

const receiptOf = ({ added, changed, left, removed, faults }: ImportPlan): ImportReceipt => ({
  added: added.length,
  changed: changed.length,
  left: left.length,
  removed: removed.length,
  quarantined: new Set(faults.map(({ given, source }) => given ?? source)).size,
});

/** Why nothing is imported. */
function refused(faults: readonly ImportFault[]): WorkspaceError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const where = first ? `${first.source.file} ${first.source.pointer}: ${first.reason}${more}` : '';
  return new WorkspaceError('invalid_body', `Nothing was imported. ${where}`, {
    issues: faults
      .slice(0, MOST_FAULTS)
      .map(({ source, reason }) => ({ ...source, detail: reason })),
    next: 'Correct what errors names, or set such records aside with quarantine.',
  });
}

/** What the store says of the n-th operation, said of the place where its record was given. */
function located(error: unknown, placed: readonly Placed[]): unknown {
  if (!(error instanceof WorkspaceError)) return error;
  const { code, message, next, cause } = error;
  const issues = error.issues.map((issue): InputIssue => {
    const [, index = '', rest = ''] = /^\/(\d+)(.*)$/.exec(issue.pointer ?? '') ?? [];
    const source = placed[Number(index)]?.source;
    if (!source || index === '') return { detail: issue.detail };
    return { file: source.file, pointer: source.pointer + rest, detail: issue.detail };
  });
  return new WorkspaceError(code, message, { issues, cause, ...(next !== undefined && { next }) });
}
