import type { ForgottenSource } from '#src/operations/source-types';
import type { Source } from '#src/store/store';

import type { Style } from './style.ts';
import { count, oneLine } from './text.ts';

/** Two lines for each: what it is, and what its last reading found. */
export function renderSources(sources: readonly Source[], style: Style): string {
  if (sources.length === 0)
    return 'No folder is known yet: `workspace index <folder>` remembers one.';
  return sources.map((source) => renderSource(source, style)).join('\n');
}

const renderSource = (source: Source, style: Style): string =>
  [
    `${style.strong(oneLine(source.repo))} ${oneLine(source.path)}`,
    style.dim(`  ${[source.id, oneLine(source.host), ...readingOf(source)].join(' · ')}`),
  ].join('\n');

function readingOf({ synced_at: at, last_sync: last }: Source): readonly string[] {
  if (at === null || last === null) return ['not read yet'];
  return [
    `read ${at}`,
    count(last.documents, 'document'),
    ...(last.skipped > 0 ? [`${last.skipped} skipped`] : []),
  ];
}

export function renderForgotten({ source, documents }: ForgottenSource): string {
  const { kept, removed } = documents;
  const rest =
    kept > 0 ? `; ${count(kept, 'document')} of it stay, --prune would have removed them` : '';
  const gone = removed > 0 ? `; ${count(removed, 'document')} removed` : '';
  return `${oneLine(source.path)} is forgotten${rest}${gone}.`;
}
