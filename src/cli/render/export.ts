import type { ExportReport } from '#src/transfer/export/files';

import type { Style } from './style.ts';
import { table } from './table.ts';
import { bytes, count } from './text.ts';

/** The files of an export, and which of them were written. */
export function renderExport({ directory, files }: ExportReport, style: Style): string {
  const rows = files.map(({ file, records, bytes: size, state }) => [
    file,
    records.toLocaleString('en-US'),
    bytes(size),
    state,
  ]);
  const columns = ['file', 'records', 'size', 'state'].map((heading) => ({ heading }));
  const written = files.filter(({ state }) => state === 'written').length;
  return [
    table(columns, rows, { style, width: Infinity }),
    '',
    style.dim(`${count(files.length, 'file')} in ${directory}, ${written} of them written`),
  ].join('\n');
}
