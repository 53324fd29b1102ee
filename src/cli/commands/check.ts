import { Command, InvalidArgumentError, Option } from 'commander';

import type { Checked } from '#src/cli/check/check';
import { FAILS_ON, failWhen, type FailOn } from '#src/cli/check/fail-on';
import { json, type Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderCheck } from '#src/cli/render/check';
import { renderGithub, sarifOf } from '#src/cli/render/check-formats';
import { inSession, type Session } from '#src/cli/session';
import { packageRoot, packageVersion } from '#src/package-root';

interface Options {
  readonly diff?: string;
  readonly staged?: boolean;
  readonly drift?: true;
  readonly record: boolean;
  readonly state?: string;
  readonly repo?: string;
  readonly format: Format;
  readonly failOn: readonly FailOn[];
}

const FORMATS = {
  text: (session, checked) => session.say(renderCheck(checked, session)),
  json: ({ io }, checked) => json(io.stdout, checked),
  github: (session, checked) => session.say(renderGithub(checked)),
  sarif: ({ io }, { findings }) =>
    json(io.stdout, sarifOf(findings, packageVersion(packageRoot()))),
} as const satisfies Readonly<Record<string, (session: Session, checked: Checked) => void>>;
type Format = keyof typeof FORMATS;

const wordsOfFailOn = (value: string): readonly FailOn[] => {
  const words = value.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !(word in FAILS_ON));
  if (unknown === undefined) return words as readonly FailOn[];
  throw new InvalidArgumentError(
    `Give ${Object.keys(FAILS_ON).join(', ')}, or several with commas.`,
  );
};

export const checkCommand = (io: Io): Command =>
  withExamples(
    new Command('check')
      .summary('hold changed decisions against past ones, for hooks and CI')
      .description(
        'Reads changed ADR files here and holds them against what is stored: past decisions that say nearly the same or may contradict them, numbers that another branch has taken, links that lead nowhere or in a circle, and what is missing. ' +
          'Files that are no decisions are left out, unless --drift holds them against component placements, mappings and import rules, and keeps a scan with what it found. ' +
          'Only what is found is kept, never a text. Exits with 1 when --fail-on applies.',
      )
      .argument('[paths...]', 'files, or folders with all in them (default: this folder)')
      .option(
        '--diff <base>',
        'what changed since this branch, tag or commit, uncommitted changes included',
      )
      .option('--staged', 'what is staged for the next commit, as it is staged')
      .option('--drift', 'hold where files lie, and what they import, against what is stored too')
      .option('--no-record', 'with --drift: keep no scan')
      .option('--state <id>', 'with --drift: the state whose placements count (default: now)')
      .option('--repo <name>', "the repository's name (default: that of its remote or its folder)")
      .addOption(
        new Option('--format <format>', 'how to tell it')
          .choices(Object.keys(FORMATS))
          .default('text'),
      )
      .addOption(
        new Option('--fail-on <what>', `${Object.keys(FAILS_ON).join(', ')}, separated by commas`)
          .argParser(wordsOfFailOn)
          .default(['error'], 'error'),
      ),
    'workspace check docs/decisions/0012-use-one-queue.md',
    'workspace check --diff origin/main --format github --fail-on error,contradiction',
    'workspace check --staged --fail-on duplicate',
    'workspace check --staged --drift --fail-on error,drift',
  ).action(
    inSession<[paths: readonly string[]], Options>(io, async (session, [paths], options) => {
      const checked = await checkAsAsked(session, paths, options);
      FORMATS[session.asJson ? 'json' : options.format](session, checked);
      failWhen(checked.findings, options.failOn);
    }),
  );

/** What reads files, Markdown and manifests is loaded here: no other command is to wait for it. */
async function checkAsAsked(
  session: Session,
  paths: readonly string[],
  options: Options,
): Promise<Checked> {
  const { diff, staged = false, repo, state } = options;
  const { checkChosen, withDrift } = await import('#src/cli/check/check');
  const chosen = { paths, diff, staged, repo, env: session.io.env };
  const decisions = await checkChosen(session.client, chosen);
  if (!options.drift) return decisions;
  const [{ checkDrift }, { embedNow }] = await Promise.all([
    import('#src/cli/check/drift/drift'),
    import('#src/cli/settle'),
  ]);
  const drift = await checkDrift(session.client, { ...chosen, state, isRecorded: options.record });
  if (drift.scans.some(({ scan }) => scan !== null)) await embedNow(session);
  return withDrift(decisions, drift);
}
