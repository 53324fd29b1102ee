import { basename, dirname } from 'node:path/posix';
import { join } from 'node:path';

import { numberOfName } from '#indexer/sources/adr-number';
import { git, type GitEnvironment } from '#indexer/sources/git';
import {
  nextNumber,
  openDecisionFolder,
  takenNumbers,
  type DecisionFolder,
} from '#src/cli/adr/folder';
import { titleLine } from '#src/operations/check-sections';
import { CHECK_RULES, type CheckFinding } from '#src/operations/check-types';
import { plainNumber } from '#src/search/chain-names';

import type { Batch } from './files.ts';

/** Numbers that another branch, a stash or another work tree has given to another file. */
export async function collisionsOf(
  { root, isGit, drafts }: Batch,
  env: GitEnvironment,
): Promise<readonly CheckFinding[]> {
  if (!isGit) return [];
  const findings: CheckFinding[] = [];
  for (const folder of new Set(drafts.map(({ path }) => dirname(path)))) {
    const opened = await openDecisionFolder(join(root, folder), env);
    for (const draft of drafts.filter(({ path }) => dirname(path) === folder)) {
      const other = await takenBy(opened, basename(draft.path), env);
      if (!other) continue;
      const { repo, path, content } = draft;
      findings.push({
        ...{ rule: 'number_taken', severity: CHECK_RULES.number_taken },
        ...{ repo, path, line: titleLine(content) },
        sentence: `Its number ${numberIn(path)} is also that of ${other.name}, ${other.where}.`,
        next: `Give it another one; ${String(nextNumber(takenNumbers(opened)))} is free.`,
      });
    }
  }
  return findings;
}

const numberIn = (path: string): string => numberOfName(path)?.number ?? '';

/** A file elsewhere with the same number; one that this branch knew, and renamed or removed, does not count. */
async function takenBy(
  folder: DecisionFolder,
  name: string,
  env: GitEnvironment,
): Promise<DecisionFolder['elsewhere'][number] | undefined> {
  const number = numberIn(name);
  if (number === '') return undefined;
  const rivals = folder.elsewhere.filter(
    (each) =>
      each.name !== name &&
      !folder.names.includes(each.name) &&
      plainNumber(numberIn(each.name)) === plainNumber(number) &&
      seriesOf(each.name) === seriesOf(name),
  );
  for (const rival of rivals) if (!(await wasHere(folder, rival.name, env))) return rival;
  return undefined;
}

const seriesOf = (name: string): string => (numberOfName(name)?.series ?? '').toLowerCase();

async function wasHere(
  { root = '', prefix }: DecisionFolder,
  name: string,
  env: GitEnvironment,
): Promise<boolean> {
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const known = await git(root, ['rev-list', '-1', 'HEAD', '--', path], env);
  return (known?.stdout.trim() ?? '') !== '';
}
