import type { WatchedNews } from '#src/cli/watching';
import { WorkspaceError } from '#src/errors';

import { renderRepository } from './indexing.ts';
import type { Style } from './style.ts';
import { oneLine } from './text.ts';

type Of<N extends WatchedNews['news']> = Extract<WatchedNews, { readonly news: N }>;

/** A sentence for each kind of news. */
const SENTENCES: { readonly [N in WatchedNews['news']]: (news: Of<N>, style: Style) => string } = {
  written: ({ report }, style) => renderRepository(report, style),
  missing: ({ path }, style) =>
    style.warn(`${oneLine(path)} is not there; its documents stay until it is back.`),
  back: ({ path }) => `${oneLine(path)} is back.`,
  polling: ({ path, reason }, style) =>
    style.warn(
      `${oneLine(path)} is looked at every second, for the system has no more watchers (${reason}); on Linux raise fs.inotify.max_user_watches.`,
    ),
  fault: ({ fault }, style) => style.warn(sentenceOf(fault)),
  failed: ({ error }, style) => style.warn(`Not written, and tried again: ${sentenceOf(error)}`),
};

/** What happened while folders were watched, for people. */
export const renderNews = (news: WatchedNews, style: Style): string =>
  (SENTENCES[news.news] as (news: WatchedNews, style: Style) => string)(news, style);

/** The same for programs: a step of `--json`. */
export function newsStep({ news, ...rest }: WatchedNews): object {
  if ('report' in rest) return { step: 'repository', ...rest.report };
  if ('fault' in rest) return { step: 'fault', reason: sentenceOf(rest.fault) };
  if ('error' in rest) return { step: news, reason: sentenceOf(rest.error) };
  return { step: news, ...rest };
}

const sentenceOf = (error: unknown): string =>
  oneLine(
    error instanceof WorkspaceError
      ? [error.message, error.next].filter(Boolean).join(' ')
      : String(error),
  );
