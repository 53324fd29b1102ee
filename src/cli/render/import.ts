import type {
  FaultReport,
  ImportReport,
  KindReport,
  RecordReport,
} from '#src/transfer/import/report-types';

import { inline } from './records.ts';
import type { Style } from './style.ts';
import { count, oneLine, truncate } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
  /** Where records are set aside. */
  readonly quarantine: string | undefined;
}

/** Warnings and faults named one by one. */
const SHOWN = 20;

/** What an import did, or would do. */
export function renderImport(report: ImportReport, options: Options): string {
  const { style } = options;
  return [
    ...report.kinds.flatMap((kind) => [
      `${style.strong(kind.kind)}: ${figuresOf(kind)}`,
      ...linesOf(report, kind, options),
    ]),
    ...(report.kinds.length === 0 ? [style.dim('No record was given.')] : []),
    ...first(report.faults_total, report.faults, (fault) => style.warn(faultLine(fault))),
    ...lastLines(report, options),
  ].join('\n');
}

/** What a person should know of records that are imported all the same. */
export const renderWarnings = (report: ImportReport, style: Style): readonly string[] =>
  first(report.warnings_total, report.warnings, ({ source, detail }) =>
    style.warn(`warning: ${oneLine(`${source.file} ${source.pointer}: ${detail}`)}`),
  );

/** `WORKSPACE-TASKS.json /tasks/3/title: It is required.` */
export const faultLine = ({
  file,
  pointer,
  reason,
}: Pick<FaultReport, 'file' | 'pointer' | 'reason'>): string =>
  oneLine(`${[file, pointer].filter(Boolean).join(' ')}: ${reason}`);

const ACTIONS = ['added', 'changed', 'left', 'removed'] as const;

const figuresOf = (kind: KindReport): string =>
  ACTIONS.filter((action) => kind[action] > 0)
    .map((action) => `${kind[action].toLocaleString('en-US')} ${action}`)
    .join(' · ');

const first = <T>(total: number, items: readonly T[], lineOf: (item: T) => string) => [
  ...items.slice(0, SHOWN).map(lineOf),
  ...(total > SHOWN ? [`and ${(total - SHOWN).toLocaleString('en-US')} more (see --json)`] : []),
];

function lastLines(
  { dry_run, quarantined = [] }: ImportReport,
  { style, quarantine }: Options,
): readonly string[] {
  const aside = count(quarantined.length, 'record');
  return [
    ...(quarantined.length === 0
      ? []
      : [dry_run ? `${aside} would be set aside` : `${aside} set aside in ${quarantine ?? ''}`]),
    ...(dry_run ? [style.dim('Nothing was written: this was a dry run.')] : []),
  ];
}

/** Those that stay as they are have no line: their number says enough. */
const MARKS: Readonly<Partial<Record<RecordReport['action'], string>>> = {
  added: '+',
  changed: '~',
  removed: '-',
};

/** Every record of a dry run that would not stay as it is. */
const linesOf = (
  { records = [] }: ImportReport,
  { kind }: KindReport,
  options: Options,
): readonly string[] =>
  records
    .filter((record) => record.kind === kind && record.action in MARKS)
    .flatMap((record) => changesOf(record, options));

function changesOf(record: RecordReport, { style, width }: Options): readonly string[] {
  const { action, id = '(new id)', title = '', changes = [] } = record;
  const shown = title === id ? '' : `  ${title}`;
  return [
    truncate(oneLine(`${MARKS[action] ?? ''} ${id}${shown}`), width - 2),
    ...changes.map(
      ({ field, before, after }) =>
        `    ${style.dim(`${field}:`)} ${valueOf(before, width)} → ${valueOf(after, width)}`,
    ),
  ].map((text) => `  ${text}`);
}

const valueOf = (value: unknown, width: number): string =>
  value === null || value === ''
    ? '(empty)'
    : truncate(oneLine(inline(value)), Math.floor(width / 2));
