import type { IndexSummary } from '#src/cli/indexing';
import type { RepositoryReport } from '#src/cli/syncing';

import type { Style } from './style.ts';
import { count, oneLine } from './text.ts';

/** Files named one by one; a folder of pictures must not bury the rest. */
const SHOWN = 10;

/** What reading a repository's folders has changed. */
export function renderRepository(report: RepositoryReport, style: Style): string {
  const { repo, folders, documents, spared, replaced } = report;
  const { added, changed, moved, unchanged, removed } = report;
  const figures = Object.entries({ added, changed, moved, unchanged, removed })
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
    ...(replaced > 0 ? [style.warn(replacedNote(replaced))] : []),
  ].join('\n');
}

const sparedNote = (spared: number): string =>
  `  not found here: ${count(spared, 'stored document')} of another folder, or of one that is empty now, which stay; --prune forgets them`;

const replacedNote = (replaced: number): string =>
  `  ${count(replaced, 'document')} replaced that came from another folder: if it was not moved, give it a --repo of its own`;

/** What waits, and for whom. */
export const queuedNote = (pending: number): string =>
  `workspace: ${count(pending, 'record')} queued and found by their words alone until a running service or the next \`workspace index\` embeds them.`;

/** How far the index came. */
export function renderSummary(
  { documents, passages, failed, seconds }: IndexSummary,
  style: Style,
): string {
  const parts = [
    `${count(documents, 'document')} read`,
    `${count(passages, 'passage')} in the whole index`,
    `${seconds.toFixed(1)} s`,
  ];
  return [
    style.dim(parts.join(' · ')),
    ...(failed > 0
      ? [
          style.warn(
            `${count(failed, 'record')} could not be embedded: \`workspace status\` says why.`,
          ),
        ]
      : []),
  ].join('\n');
}
