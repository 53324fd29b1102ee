import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { Ref } from './code-host.ts';

const run = promisify(execFile);

/** A listing of 100,000 files is some 10 MB. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** What git knows about a work tree. */
export interface WorkTree {
  /** Absolute. */
  readonly root: string;
  /** The address of `origin`, credentials included: never stored. */
  readonly remote: string | undefined;
  readonly ref: Ref | undefined;
  /** The commit that is checked out; undefined before the first one. */
  readonly head: string | undefined;
  /** Whether its first commits are missing, and all that they say with them. */
  readonly isShallow: boolean;
}

/** A listing by git; folders that it could not open are named in `unreadable`, relative to the root. */
export interface GitListing {
  /** Relative to the root, with `/`. */
  readonly paths: readonly string[];
  readonly unreadable: readonly string[];
  /** Whether every warning of git's named such a folder: otherwise paths may be missing anywhere. */
  readonly understood: boolean;
}

/** Environment of the git process, in which it speaks English; by default the caller's own, and its language. */
export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** The work tree around a folder, or undefined when there is none. Works without git; then only the root is known. */
export async function workTreeOf(
  folder: string,
  env?: GitEnvironment,
): Promise<WorkTree | undefined> {
  const root = await workTreeRoot(folder);
  if (root === undefined) return undefined;
  const ask = async (...args: readonly string[]) =>
    (await git(root, args, env))?.stdout.trim() || undefined;
  const remote = await ask('config', '--get', 'remote.origin.url');
  const branch = await ask('symbolic-ref', '--quiet', '--short', 'HEAD');
  const [head, isShallow] =
    (await ask('rev-parse', 'HEAD', '--is-shallow-repository'))?.split('\n') ?? [];
  const name = branch ?? head;
  return {
    root,
    remote,
    head,
    isShallow: isShallow === 'true',
    ref: name === undefined ? undefined : { name, isCommit: branch === undefined },
  };
}

/** Tracked files and new ones that are not ignored, below `prefix`; undefined when git cannot tell. */
export async function listFiles(
  root: string,
  prefix: string,
  env?: GitEnvironment,
): Promise<GitListing | undefined> {
  const scope = prefix === '' ? [] : ['--', `:(literal)${prefix}`];
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...scope];
  const answer = await git(root, args, env);
  if (!answer) return undefined;
  const paths = answer.stdout.split('\0').filter((path) => path !== '');
  return { paths: [...new Set(paths)], ...readWarnings(answer.stderr) };
}

/** Folders below `prefix` that hold nothing but what is ignored, relative to the root. */
export async function ignoredFolders(
  root: string,
  prefix: string,
  env?: GitEnvironment,
): Promise<readonly string[]> {
  const scope = prefix === '' ? [] : ['--', `:(literal)${prefix}`];
  const which = ['--others', '--ignored', '--exclude-standard', '--directory'];
  const answer = await git(root, ['ls-files', '-z', ...which, ...scope], env);
  const found = answer?.stdout.split('\0') ?? [];
  return found.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1));
}

/** The folder in which git keeps what it knows of a work tree; undefined when git cannot tell. */
export async function gitFolderOf(root: string, env?: GitEnvironment): Promise<string | undefined> {
  return (await git(root, ['rev-parse', '--absolute-git-dir'], env))?.stdout.trim() || undefined;
}

/** Git shows characters of control as `?`, and bytes that are no UTF-8 come here as U+FFFD: such a name names no folder. */
const SHUT_FOLDER = /^warning: could not open directory '([^?\uFFFD]+)': [^']*$/;

/** Folders that git could not open, as it warns of them in English. */
function readWarnings(stderr: string): Pick<GitListing, 'unreadable' | 'understood'> {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const found = lines.map((line) => SHUT_FOLDER.exec(line)?.[1]?.replace(/\/$/, ''));
  const unreadable = found.filter((path) => path !== undefined);
  return { unreadable, understood: unreadable.length === lines.length };
}

/** The nearest folder at or above one that holds a `.git`; works without git. */
export async function workTreeRoot(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Runs git, undefined when it fails. The work tree is named, so that a hook's GIT_DIR does not lead elsewhere, and the repository's
 * own file system monitor, a command of its author's choice, is not started.
 */
export async function git(
  root: string,
  args: readonly string[],
  env: GitEnvironment | undefined,
): Promise<{ readonly stdout: string; readonly stderr: string } | undefined> {
  const where = [`--git-dir=${join(root, '.git')}`, `--work-tree=${root}`];
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '--no-optional-locks'];
  try {
    return await run('git', [...where, ...safe, ...args], {
      cwd: root,
      maxBuffer: MAX_OUTPUT,
      ...(env && { env: { ...env, LC_ALL: 'C' } }),
    });
  } catch {
    return undefined;
  }
}
