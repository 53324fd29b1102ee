import type { RepositoryReport, IndexSummary } from '#src/cli/indexing';

import type { Style } from './style.ts';
import { count, oneLine } from './text.ts';

/** Files named one by one; a folder of pictures must not bury the rest. */
const SHOWN = 10;

/** What reading a repository's folders has changed. */
export function renderRepository(report: RepositoryReport, style: Style): string {
  const { repo, folders, documents, added, changed, unchanged, removed, spared } = report;
  const figures = Object.entries({ added, changed, unchanged, removed })
    .filter(([, amount]) => amount > 0)
    .map(([what, amount]) => `${amount.toLocaleString('en-US')} ${what}`);
  const faults = [...report.skipped, ...report.refused];
  return [
    `${style.strong(repo)} ${oneLine(folders.join(', '))}: ${[count(documents, 'document'), ...figures].join(' · ')}`,
    ...faults
      .slice(0, SHOWN)
      .map(({ path, reason }) => `  skipped ${oneLine(`${path}: ${reason}`)}`),
    ...(faults.length > SHOWN ? [`  and ${faults.length - SHOWN} more (--json lists all)`] : []),
    ...(spared > 0 ? [style.warn(sparedNote(spared))] : []),
  ].join('\n');
}

const sparedNote = (spared: number): string =>
  `  none of ${count(spared, 'stored document')} found again, so they stay: is this the right folder? --prune forgets them`;

/** How far the index came. */
export function renderSummary(
  { documents, passages, pending, failed, seconds }: IndexSummary,
  style: Style,
): string {
  const parts = [
    `${count(documents, 'document')} read`,
    `${count(passages, 'passage')} in the index`,
    `${seconds.toFixed(1)} s`,
  ];
  return [
    style.dim(parts.join(' · ')),
    ...(pending > 0
      ? [style.warn(`${count(pending, 'record')} queued; a running service embeds them.`)]
      : []),
    ...(failed > 0
      ? [
          style.warn(
            `${count(failed, 'record')} could not be embedded: \`workspace status\` says why.`,
          ),
        ]
      : []),
  ].join('\n');
}
