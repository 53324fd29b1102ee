import { join } from 'node:path';

import type { BackupList, BackupReport } from '#src/operations/backup-types';
import type { CopyProof } from '#src/store/store';
import type { Restored } from '#src/store/restore';

import type { Style } from './style.ts';
import { bytes, count, oneLine, seconds } from './text.ts';

const MILLISECONDS = 1_000;

/** Where it is, what is in it, and how that is known. */
export function renderBackup(report: BackupReport, style: Style): string {
  const { directory, file, tables, rows, kept, removed } = report;
  const compared = `${count(rows, 'row')} of ${count(tables, 'table')} compared`;
  const took = seconds(report.seconds * MILLISECONDS);
  return [
    style.strong(join(directory, file)),
    [contentOf(report), compared, took].join(' · '),
    `${count(kept, 'backup')} kept${removed.length > 0 ? `, ${String(removed.length)} removed` : ''}`,
    ...doubts(report, style),
  ].join('\n');
}

export function renderRestored(restored: Restored, style: Style): string {
  const { target, kept } = restored;
  return [
    style.strong(target),
    contentOf(restored),
    ...(kept === undefined ? [] : [`The database that was there is now ${kept}.`]),
    ...doubts(restored, style),
  ].join('\n');
}

const contentOf = ({
  bytes: size,
  records,
  vectors,
}: Pick<CopyProof, 'bytes' | 'records' | 'vectors'>) =>
  [bytes(size), count(records, 'record'), count(vectors, 'vector')].join(' · ');

/** What was wrong with the original already. */
function doubts(
  { broken_references: broken, asked }: Pick<CopyProof, 'broken_references' | 'asked'>,
  style: Style,
): readonly string[] {
  const silent = [
    ...(asked.keyword === 'unanswered' ? ['a word'] : []),
    ...(asked.vector === 'unanswered' ? ['a vector'] : []),
  ];
  return [
    ...(broken === 0
      ? []
      : [`${count(broken, 'reference')} in it point at nothing: see \`workspace doctor\`.`]),
    ...(silent.length === 0
      ? []
      : [
          `A search by ${silent.join(' or ')} finds nothing in it: run \`workspace doctor --fix\`.`,
        ]),
  ].map((text) => style.warn(text));
}

/** Newest first, and why there may be none. */
export function renderBackups({ directory, items, fault }: BackupList, style: Style): string {
  return [
    style.strong(directory),
    ...(items.length === 0
      ? ['No backups of this database yet: `workspace backup` makes one.']
      : items.map(({ file, at, bytes: size }) => `${at.slice(0, 19)}Z  ${bytes(size)}  ${file}`)),
    ...(fault ? [style.warn(`The last one failed at ${fault.at}: ${oneLine(fault.reason)}`)] : []),
  ].join('\n');
}
