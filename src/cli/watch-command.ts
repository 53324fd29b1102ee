import { jsonLine } from './io.ts';
import { newsStep, renderNews } from './render/watching.ts';
import { count } from './render/text.ts';
import type { Session } from './session.ts';
import { createWatching, type WatchingOptions } from './watching.ts';

/** Reads what changes in folders until the user stops it, and embeds it when the file is ours. */
export async function watchUntilStopped(
  session: Session,
  options: Pick<WatchingOptions, 'folders' | 'memory' | 'remember'>,
): Promise<void> {
  const { io, client, connection, style, asJson, say } = session;
  const stopped = io.untilStopped();
  const tell = (step: object, text: string): void =>
    asJson ? jsonLine(io.stdout, step) : say(text);
  const watching = createWatching({
    ...{ ...options, client, env: io.env },
    onNews: (news) => tell(newsStep(news), renderNews(news, style)),
  });
  connection.local?.indexer.start();
  watching.start();
  const folders = options.folders.map(({ path }) => path);
  tell({ step: 'watching', folders }, `Watching ${count(folders.length, 'folder')}; Ctrl-C stops.`);
  try {
    await stopped;
  } finally {
    await watching.stop();
  }
}
