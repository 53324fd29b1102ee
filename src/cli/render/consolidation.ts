import type {
  ColumnCount,
  ConsolidationReport,
  SourceReport,
  TableReport,
} from '#src/transfer/consolidate/types';

import type { Style } from './style.ts';
import { count, oneLine } from './text.ts';

/** Lines of one sort under a source; --json has them all. */
const SHOWN = 10;

/** What became of every source, table by table. */
export const renderConsolidation = (report: ConsolidationReport, style: Style): string =>
  [
    ...report.sources.flatMap((source) => renderSource(source, style)),
    ...(report.dry_run ? [style.dim('Dry run: nothing was written.')] : []),
  ]
    .map((text) => text.trimEnd())
    .join('\n');

function renderSource(report: SourceReport, style: Style): readonly string[] {
  const { source, state, error, tables, others, conflicts, faults, warnings, asides } = report;
  const isEmpty = state === 'done' && tables.length + others.length === 0;
  const remark = error ? `: ${error.detail}` : isEmpty ? ': holds no table' : STATES[state];
  const failed = state === 'failed' || state === 'conflicts';
  const left = others.map(({ table, type, rows }) =>
    type === 'table' ? `${table} (${count(rows, 'row')})` : `${table} (${type})`,
  );
  return [
    `${style.strong(oneLine(source))}${failed ? style.warn(oneLine(remark)) : remark}`,
    ...tables.flatMap((table) => renderTable(table, style)),
    ...(left.length > 0 ? [`  no kind of record, left behind: ${oneLine(left.join(', '))}`] : []),
    ...some(conflicts, ({ kind, id, fields, resolution, ...other }) => {
      const rival = other.with === id ? '' : ` with ${other.with}`;
      return `  collides${rival}: ${kind} ${id} (${fields.join(', ')}) ${RESOLUTIONS[resolution]}`;
    }),
    ...some(faults, ({ table, row, id, reason }) =>
      style.warn(`  cannot be taken over: ${table} row ${row}${id ? ` (${id})` : ''}: ${reason}`),
    ),
    ...some(warnings, ({ table, column, detail, rows, examples }) => {
      const more = rows > examples.length ? ', …' : '';
      return `  ${table}.${column}: ${detail} (${count(rows, 'row')}: ${examples.join(', ')}${more})`;
    }),
    ...asides.map(({ detail, values }) => `  ${detail} (${count(values, 'value')})`),
  ];
}

const STATES: Readonly<Record<SourceReport['state'], string>> = {
  done: '',
  missing: ': not there',
  conflicts: ': nothing was written, because of conflicts',
  failed: ': nothing was written',
};

const RESOLUTIONS = {
  failed: 'stops the source',
  skipped: 'was skipped',
  replaced: 'replaced what was there',
} as const;

function renderTable(report: TableReport, style: Style): readonly string[] {
  const { table, kind, rows, verified, renamed, kept, dropped } = report;
  const { added, left, replaced, skipped, conflicts, faults } = report;
  const figures = Object.entries({
    ...{ added, left, replaced, skipped },
    ...{ 'in conflict': conflicts, 'not taken over': faults },
  })
    .filter(([, amount]) => amount > 0)
    .map(([what, amount]) => `${amount.toLocaleString('en-US')} ${what}`);
  const held = added + left + replaced;
  const checked = verified === undefined ? [] : [style.dim(`${verified} of ${held} verified`)];
  const name = table === kind ? table : `${table} → ${kind}`;
  const names = renamed.map(({ column, field }) => `${column} → ${field}`).join(', ');
  return [
    `  ${oneLine(name)}: ${[count(rows, 'row'), ...figures, ...checked].join(' · ')}`,
    ...(names ? [style.dim(`    by another name: ${oneLine(names)}`)] : []),
    ...(kept.length > 0 ? [style.dim(`    kept in metadata: ${columns(kept)}`)] : []),
    ...(dropped.length > 0 ? [style.warn(`    no place for: ${columns(dropped)}`)] : []),
  ];
}

const columns = (counts: readonly ColumnCount[]): string =>
  oneLine(counts.map(({ column, values }) => `${column} (${values})`).join(', '));

function some<T>(items: readonly T[], lineOf: (item: T) => string): readonly string[] {
  const lines = items.slice(0, SHOWN).map((item) => `  ${oneLine(lineOf(item))}`);
  const rest = items.length - lines.length;
  return rest > 0 ? [...lines, `  and ${rest} more (--json lists all)`] : lines;
}
