import type { Page } from '#src/client/types';
import type { RecordOf } from '#src/kinds/index';

import type { Style } from './style.ts';
import { table } from './table.ts';

const COLUMNS = [
  { heading: 'severity' },
  { heading: 'status' },
  { heading: 'file' },
  { heading: 'what', flexible: true },
] as const;

/** What a scan found, a line each. */
export function renderDetections(
  { items, total }: Page<RecordOf<'drift_detections'>>,
  { style, width }: { readonly style: Style; readonly width: number },
): string {
  if (total === 0) return style.dim('It found nothing.');
  const rows = items.map((found) => [found.severity, found.status, found.file_path, whatIn(found)]);
  const more = total - items.length;
  const rest = more > 0 ? [style.dim(`and ${more} more: workspace list drift_detections`)] : [];
  return [table(COLUMNS, rows, { style, width }), ...rest].join('\n');
}

function whatIn({ description, expected, actual }: RecordOf<'drift_detections'>): string {
  if (description !== null) return description;
  if (expected === null && actual === null) return '';
  return `${actual ?? 'nothing'} instead of ${expected ?? 'nothing'}`;
}
