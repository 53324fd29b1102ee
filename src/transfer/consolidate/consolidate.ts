import { WorkspaceError } from '#src/errors';
import type { LegacyDatabase } from '#src/store/legacy';
import { byKind } from '#src/transfer/lookup';

import { settleKind, type Decision, type Settlement } from './collisions.ts';
import { readSource, type SourceReading } from './read.ts';
import { resolveReferences } from './references.ts';
import { createTarget, type Target } from './target.ts';
import type {
  ConsolidateRequest,
  ConsolidationReport,
  RowFault,
  SourceReport,
  TableReport,
} from './types.ts';
import { noteDecisions, verifyDecisions, writeDecisions, type Verified } from './write.ts';

/**
 * Brings older databases in, one transaction per source, and reports what became of every row. A
 * source that cannot be read or written is told in its report and keeps no other from coming in.
 */
export async function consolidate(request: ConsolidateRequest): Promise<ConsolidationReport> {
  const remembering = createTarget(request.store);
  const sources: SourceReport[] = [];
  for (const source of request.sources) {
    const target = request.dryRun ? remembering : createTarget(request.store);
    sources.push(await consolidateSource(source, request, target));
  }
  return { dry_run: request.dryRun, on_conflict: request.onConflict, sources };
}

const NOTHING = {
  ...{ tables: [], others: [], conflicts: [] },
  ...{ faults: [], warnings: [], asides: [] },
} as const;

async function consolidateSource(
  source: string,
  request: ConsolidateRequest,
  target: Target,
): Promise<SourceReport> {
  let report: SourceReport = { source, state: 'failed', ...NOTHING };
  try {
    const reading = await readFile(source, request);
    if (reading === undefined) return { ...report, state: 'missing' };
    const plan = await planSource(reading, request, target);
    report = reportOf(source, reading, plan);
    if (plan.decisions.some(({ outcome }) => outcome === 'conflict'))
      return { ...report, state: 'conflicts' };
    const verified = await carryOut(plan.decisions, request, target);
    return { ...report, state: 'done', tables: report.tables.map(withVerified(verified)) };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const { code, message: detail, next } = error;
    return { ...report, state: 'failed', error: { code, detail, ...(next && { next }) } };
  }
}

async function readFile(
  source: string,
  { open, onProgress }: ConsolidateRequest,
): Promise<SourceReading | undefined> {
  const database: LegacyDatabase | undefined = await open(source);
  if (database === undefined) return undefined;
  try {
    return readSource(database, (done, total) => onProgress?.('read', done, total));
  } finally {
    await database.close();
  }
}

interface SourcePlan extends Settlement {
  readonly faults: readonly RowFault[];
}

async function planSource(
  { tables, notes }: SourceReading,
  { onConflict }: ConsolidateRequest,
  target: Target,
): Promise<SourcePlan> {
  const read = tables.flatMap(({ rows }) => rows);
  const { rows, faults } = await resolveReferences(read, { target, notes });
  const decisions: Decision[] = [];
  const conflicts: Settlement['conflicts'][number][] = [];
  for (const [kind, own] of byKind(rows, ({ kind }) => kind)) {
    const settled = await settleKind(own, { kind, target, onConflict });
    decisions.push(...settled.decisions);
    conflicts.push(...settled.conflicts);
  }
  return { decisions, conflicts, faults: [...tables.flatMap((table) => table.faults), ...faults] };
}

/** Undefined in a dry run, where nothing can be verified. */
async function carryOut(
  decisions: readonly Decision[],
  { store, dryRun }: ConsolidateRequest,
  target: Target,
): Promise<Verified | undefined> {
  if (dryRun) return void noteDecisions(target, decisions);
  await writeDecisions(store, decisions);
  return verifyDecisions(store, decisions);
}

function reportOf(source: string, reading: SourceReading, plan: SourcePlan): SourceReport {
  const { conflicts, faults, decisions } = plan;
  const tables = reading.tables.map(
    ({ table, kind, total, renamed, kept, dropped }): TableReport => {
      const having = (outcome: Decision['outcome']): number =>
        decisions.filter(({ row, outcome: own }) => row.table === table && own === outcome).length;
      return {
        ...{ table, kind, rows: total, renamed, kept, dropped },
        added: having('added'),
        left: having('left'),
        replaced: having('replaced'),
        skipped: having('skipped'),
        conflicts: having('conflict'),
        faults: faults.filter((fault) => fault.table === table).length,
      };
    },
  );
  const [warnings, asides] = [reading.notes.all(), reading.notes.counted()];
  const found = { tables, others: reading.others, conflicts, faults, warnings, asides };
  return { source, state: 'done', ...found };
}

const withVerified =
  (verified: Verified | undefined) =>
  (table: TableReport): TableReport =>
    verified ? { ...table, verified: verified.get(table.table) ?? 0 } : table;
