import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import type { Source } from '#src/store/store';

interface Options {
  readonly repo?: string;
}

type Arguments = readonly [folders: readonly string[]];

export const addCommand = (io: Io): Command =>
  withExamples(
    new Command('add')
      .description('remember folders without reading them yet; only what they are called is told')
      .argument('<folder...>', 'folders of this machine')
      .option('--repo <name>', 'name of the repository (default: from git, or the folder)'),
    'workspace sources add docs/decisions ../meridian-core/docs',
  ).action(async (folders: readonly string[], ...given: unknown[]) => {
    // Before the session: a mistyped folder must not leave a new database behind.
    const { realFolder } = await import('#indexer/sources/folder');
    await Promise.all(folders.map(realFolder));
    await adding(io)(folders, ...given);
  });

const adding = (io: Io) =>
  inSession<Arguments, Options>(io, async (session, [folders], { repo }) => {
    const [{ rememberFolder }, { renderSources }] = await Promise.all([
      import('#src/cli/syncing'),
      import('#src/cli/render/sources'),
    ]);
    const { client, io: world, style } = session;
    const items: Source[] = [];
    for (const path of folders)
      items.push(await rememberFolder(client, { path, ...(repo && { repo }) }, world.env));
    session.answer({ items }, () => renderSources(items, style));
  });
