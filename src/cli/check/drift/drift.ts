import { git, workTreeRoot, type GitEnvironment } from '#indexer/sources/git';
import type { Client } from '#src/client';
import { repositoryOf } from '#src/cli/adr/write';
import { chosenFiles, type Chosen } from '#src/cli/check/files';
import {
  architectureOf,
  saysNothing,
  type StoredArchitecture,
} from '#src/operations/drift/architecture';
import { holder } from '#src/operations/drift/hold';
import { languageOf } from '#src/operations/drift/languages';
import type { DriftFinding, SourceFile } from '#src/operations/drift/types';

import { previousPaths } from './renames.ts';
import { reportOf } from './report.ts';
import { readArchitecture } from './stored.ts';
import { sourceOnDisk, stagedSource, type Reading, type ReadSource } from './texts.ts';
import { readTree } from './tree.ts';

export interface DriftChosen extends Chosen {
  /** The state that placements are taken from; default: the current ones. */
  readonly state: string | undefined;
  /** Whether scans are kept. */
  readonly isRecorded: boolean;
}

/** A file that was held by its place alone, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface DriftScanned {
  readonly repo: string;
  readonly files: number;
  /** Under which it is kept; null for one that is not. */
  readonly scan: string | null;
  readonly skipped: readonly SkippedFile[];
}

export interface DriftChecked {
  readonly findings: readonly DriftFinding[];
  readonly scans: readonly DriftScanned[];
  readonly remarks: readonly string[];
}

/** Holds the chosen files against what is stored, and keeps a scan for each repository. Texts stay here. Codes: those of choosing files and of the service. */
export async function checkDrift(client: Client, chosen: DriftChosen): Promise<DriftChecked> {
  const files = await chosenFiles(chosen);
  const stored = await readArchitecture(client);
  const checked: DriftChecked[] = [];
  for (const [root, paths] of files)
    checked.push(await checkRepository(client, { chosen, stored, root, paths }));
  return {
    findings: checked.flatMap(({ findings }) => findings),
    scans: checked.flatMap(({ scans }) => scans),
    remarks: checked.flatMap(({ remarks }) => remarks),
  };
}

interface InRepository {
  readonly chosen: DriftChosen;
  readonly stored: StoredArchitecture;
  readonly root: string;
  readonly paths: readonly string[];
}

async function checkRepository(client: Client, wanted: InRepository): Promise<DriftChecked> {
  const { chosen, stored, root, paths } = wanted;
  const { env, state } = chosen;
  const startTime = new Date().toISOString();
  const repo = chosen.repo ?? (await repositoryOf({ path: root, root }, env));
  const architecture = architectureOf(stored, { repo, state });
  if (saysNothing(architecture)) return silent(repo, paths.length);
  const hold = holder({ repo, architecture, tree: await readTree(root, env) });
  const { files, skipped } = await readSources(root, paths, chosen);
  const findings: DriftFinding[] = [];
  for await (const file of files) findings.push(...heldSafely(hold, file, skipped));
  const scan = { repo, findings, state, startTime, files: paths.length };
  const report = reportOf({
    ...scan,
    ...{ skipped: skipped.length, triggeredBy: triggeredBy(chosen) },
    commit: await headOf(root, env),
  });
  const kept = chosen.isRecorded ? await client.recordDriftScan(report) : undefined;
  const scanned = { repo, files: paths.length, scan: kept?.scan.id ?? null, skipped };
  return { findings, scans: [scanned], remarks: [] };
}

/** Nothing was held against anything, so that a scan would say what nobody has looked at. */
const silent = (repo: string, files: number): DriftChecked => ({
  findings: [],
  scans: [{ repo, files, scan: null, skipped: [] }],
  remarks: [
    `No placement, mapping or import rule is stored for ${repo}: no file was held against any, and no scan is kept.`,
  ],
});

const triggeredBy = ({ staged, env }: DriftChosen): string => {
  if (env['CI']) return 'ci';
  return staged ? 'hook' : 'command';
};

const headOf = async (root: string, env: GitEnvironment): Promise<string | undefined> => {
  const isGit = (await workTreeRoot(root)) !== undefined;
  const head = isGit
    ? await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD'], env)
    : undefined;
  return head?.stdout.trim();
};

interface Sources {
  readonly files: AsyncIterable<SourceFile>;
  /** Filled while the files are read. */
  readonly skipped: SkippedFile[];
}

/** A text that no expression can read must not keep a whole commit from being checked. */
function heldSafely(hold: Hold, file: SourceFile, skipped: SkippedFile[]): readonly DriftFinding[] {
  try {
    return hold(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    skipped.push({ path: file.path, reason: 'too deeply nested to be read' });
    return hold({ ...file, text: undefined });
  }
}

type Hold = ReturnType<typeof holder>;

/** One file at a time, so that a large repository is never in memory. */
async function readSources(
  root: string,
  paths: readonly string[],
  chosen: DriftChosen,
): Promise<Sources> {
  const { staged, env } = chosen;
  const read = staged ? await stagedSource(root, env) : sourceOnDisk(root);
  const before = await previousPaths(root, chosen);
  const skipped: SkippedFile[] = [];
  async function* each(): AsyncGenerator<SourceFile> {
    for (const path of paths) {
      const reading = await readCode(path, read);
      if (reading.reason !== undefined) skipped.push({ path, reason: reading.reason });
      yield { path, previousPath: before.get(path), text: reading.text };
    }
  }
  return { files: each(), skipped };
}

/** Of what is no source code only the place counts. */
const readCode = async (path: string, read: ReadSource): Promise<Reading> =>
  languageOf(path) ? read(path) : {};
