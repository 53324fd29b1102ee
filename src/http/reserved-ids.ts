import { WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { WriteOperation } from '#src/store/store';

/** Ids that a kind's records cannot have, for the routes of the operations are at their addresses. */
const RESERVED_IDS: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  workspace_sessions: ['start', 'current'],
  drift_scans: ['record'],
  configuration_snapshots: ['record', 'changes'],
  tasks: ['queue', 'claim', 'reclaim'],
};

/** Code: invalid_body. */
export function refuseReservedIds(operations: readonly WriteOperation[]): void {
  for (const [index, operation] of operations.entries()) {
    const { kind, op } = operation;
    if (op !== 'create' && op !== 'put') continue;
    const { primaryKey, label } = kindOf(kind);
    const id = op === 'put' ? operation.id : operation.value[primaryKey];
    if (typeof id !== 'string' || !RESERVED_IDS[kind]?.includes(id)) continue;
    const detail = `No ${label} can have the id '${id}': /api/${kind}/${id} answers something else.`;
    throw new WorkspaceError('invalid_body', detail, {
      issues: [{ pointer: `/${index}/${primaryKey}`, detail }],
      next: 'Choose another one, or leave it out.',
    });
  }
}
