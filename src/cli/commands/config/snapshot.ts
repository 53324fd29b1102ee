import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import { readSettings } from '#src/cli/settings-file';
import { userOf } from '#src/cli/who';

interface Options {
  readonly file: string;
  readonly repo?: string;
  readonly session?: string;
}

export const snapshotCommand = (io: Io): Command =>
  withExamples(
    new Command('snapshot')
      .summary('keep a configuration as it is now')
      .description(
        'Keeps a configuration with what changed since its last snapshot; nothing when it is the same.',
      )
      .argument('<name>', 'which configuration it is')
      .option('--file <path>', 'JSON or YAML from a file, or from standard input with -', '-')
      .option('--repo <name>', 'the repository that it belongs to')
      .option('--session <id>', 'the session that it was kept in'),
    'workspace config snapshot api --file config/api.yaml --repo meridian-core',
    'kubectl get configmap api -o json | workspace config snapshot api',
  ).action(
    inSession<[name: string], Options>(io, async (session, [name], { file, repo, ...rest }) => {
      const recorded = await session.client.recordConfiguration({
        name,
        repo,
        // The service checks that it is an object.
        configuration: (await readSettings(file, io)) as Readonly<Record<string, unknown>>,
        session_id: rest.session,
        created_by: userOf(io),
        ...(file !== '-' && { path: file }),
      });
      const { outcome, snapshot, change } = recorded;
      session.answer(recorded, () =>
        outcome === 'unchanged'
          ? `unchanged since ${snapshot.id}`
          : `kept ${snapshot.id}: ${change?.record.summary ?? ''}`,
      );
    }),
  );
