import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

import { numberOfName } from '#indexer/sources/adr-number';
import { git, workTreeRoot, type GitEnvironment } from '#indexer/sources/git';
import { WorkspaceError } from '#src/errors';
import { plainNumber } from '#src/search/chain-names';

/** A name that a file has on another branch, in a stash or in another work tree. */
export interface NameElsewhere {
  readonly name: string;
  /** `on main`, `in a stash`. */
  readonly where: string;
}

/** A folder of decisions, and every name that a file of it has on any branch. */
export interface DecisionFolder {
  /** Absolute. */
  readonly path: string;
  /** Root of the work tree; undefined outside of one. */
  readonly root: string | undefined;
  /** Relative to the repository, with `/`; relative to nothing outside of one. */
  readonly prefix: string;
  /** In the working tree. */
  readonly names: readonly string[];
  /** Of other branches, work trees and stashes. */
  readonly elsewhere: readonly NameElsewhere[];
}

/** Where decisions usually lie, when nobody says. */
const USUAL_FOLDERS = [
  'docs/decisions',
  'docs/adr',
  'docs/adrs',
  'doc/adr',
  'doc/decisions',
  'docs/architecture/decisions',
  'doc/architecture/decisions',
  'adr',
  'decisions',
];

/** The folder that was named, else that of adr-tools, else the first usual one that is there, else the first. */
export async function folderNamed(given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const told = await readFile('.adr-dir', 'utf8').catch(() => '');
  if (told.trim() !== '') return told.trim();
  for (const folder of USUAL_FOLDERS) if (await isFolder(folder)) return folder;
  return USUAL_FOLDERS[0] ?? '.';
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** Looks through the working tree and all that git knows: branches here and of remotes, stashes, other work trees. Code: source_unreadable. */
export async function openDecisionFolder(
  given: string,
  env: GitEnvironment,
): Promise<DecisionFolder> {
  const path = await realpath(given).catch(() => resolve(given));
  const names = await namesIn(path);
  const root = await workTreeRoot(path);
  const prefix = root === undefined ? '' : relative(root, path).split(sep).join('/');
  const elsewhere = root === undefined ? [] : await namesElsewhere({ root, prefix, env });
  return { path, root, prefix, names, elsewhere };
}

/** Nothing in a folder that is not there yet. */
async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).filter((name) => !name.startsWith('.'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new WorkspaceError('source_unreadable', `The folder '${path}' cannot be read.`, {
      cause,
    });
  }
}

interface InRepository {
  readonly root: string;
  readonly prefix: string;
  readonly env: GitEnvironment;
}

/** Trees that are listed at a time. */
const AT_ONCE = 8;

async function namesElsewhere(where: InRepository): Promise<readonly NameElsewhere[]> {
  const commits = new Map([...(await stashes(where)), ...(await heads(where))]);
  const found: NameElsewhere[] = [];
  for (const group of groupsOf([...commits])) {
    const named = group.map(async ([commit, place]) =>
      (await namesOfCommit(where, commit)).map((name) => ({ name, where: place })),
    );
    found.push(...(await Promise.all(named)).flat());
  }
  return [...found, ...(await namesOfWorkTrees(where))];
}

const groupsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );

const ask = async ({ root, env }: InRepository, ...args: readonly string[]) =>
  ((await git(root, args, env))?.stdout ?? '').split('\n').filter((line) => line !== '');

/** A commit, and where it is to be found. */
type Place = readonly [commit: string, where: string];

async function heads(where: InRepository): Promise<readonly Place[]> {
  const format = '--format=%(objectname) %(refname:short)';
  const lines = await ask(where, 'for-each-ref', format, 'refs/heads', 'refs/remotes');
  return lines.map((line): Place => {
    const [commit = '', name = ''] = line.split(' ');
    return [commit, `on ${name}`];
  });
}

/** A stash keeps files that were never added in its third parent. */
async function stashes(where: InRepository): Promise<readonly Place[]> {
  const found = await ask(where, 'rev-list', '--walk-reflogs', '--parents', 'refs/stash', '--');
  return found.flatMap((line) => line.split(' ').map((commit): Place => [commit, 'in a stash']));
}

async function namesOfCommit(
  { root, prefix, env }: InRepository,
  commit: string,
): Promise<readonly string[]> {
  const scope = prefix === '' ? [] : ['--', `${prefix}/`];
  const listed = await git(root, ['ls-tree', '-z', '--name-only', commit, ...scope], env);
  const paths = (listed?.stdout ?? '').split('\0').filter((path) => path !== '');
  return paths.map((path) => path.split('/').at(-1) ?? path);
}

/** What other work trees of the repository have not committed yet. */
async function namesOfWorkTrees(where: InRepository): Promise<readonly NameElsewhere[]> {
  const lines = await ask(where, 'worktree', 'list', '--porcelain');
  const roots = lines.flatMap((line) => /^worktree (.+)$/.exec(line)?.[1] ?? []);
  const others = roots.filter((root) => resolve(root) !== resolve(where.root));
  const named = others.map(async (root) => {
    const names = await namesIn(join(root, where.prefix)).catch(() => []);
    return names.map((name) => ({ name, where: `in the work tree ${root}` }));
  });
  return (await Promise.all(named)).flat();
}

/** Numbers that are taken, without zeros before them, each with the name that has it. */
export function takenNumbers({
  names,
  elsewhere,
}: Pick<DecisionFolder, 'names' | 'elsewhere'>): ReadonlyMap<string, string> {
  return new Map(
    [...elsewhere.map(({ name }) => name), ...names].flatMap((name) => {
      const number = numberOfName(name)?.number;
      return number === undefined ? [] : [[plainNumber(number), name] as const];
    }),
  );
}

/** The number after the highest. */
export const nextNumber = (taken: ReadonlyMap<string, string>): number =>
  Math.max(0, ...[...taken.keys()].map(Number)) + 1;

/** Every name, wherever it is. */
export const allNames = ({
  names,
  elsewhere,
}: Pick<DecisionFolder, 'names' | 'elsewhere'>): readonly string[] => [
  ...new Set([...names, ...elsewhere.map(({ name }) => name)]),
];
