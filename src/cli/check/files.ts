import { lstatSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { dirname as parentOf } from 'node:path/posix';

import { repositoryOf } from '#src/cli/adr/write';
import { decodeText } from '#indexer/sources/decode';
import { readDocument, type DocumentInput } from '#indexer/sources/document';
import { formatOf, isDiagram } from '#indexer/sources/formats';
import { git, listFiles, workTreeRoot, type GitEnvironment } from '#indexer/sources/git';
import { WorkspaceError } from '#src/errors';

/** Which files are to be checked. */
export interface Chosen {
  /** Files, or folders with all their decisions. */
  readonly paths: readonly string[];
  /** What has changed since this commit, branch or tag, uncommitted changes included. */
  readonly diff: string | undefined;
  /** What is staged for the next commit, as it is staged. */
  readonly staged: boolean;
  readonly repo: string | undefined;
  readonly env: GitEnvironment;
  /** The folder whose repository is compared with `diff`, or with what is staged; default the current one. */
  readonly cwd?: string;
}

/** The decisions of one repository that are to be checked, and those beside them. */
export interface Batch {
  /** Root of the work tree, or the folder where there is none. */
  readonly root: string;
  readonly isGit: boolean;
  readonly drafts: readonly DocumentInput[];
  readonly beside: readonly DocumentInput[];
  /** Paths that were removed, or left for another one. */
  readonly gone: readonly string[];
  readonly repo: string;
}

/** Reads the chosen files: those that are decisions. Codes: invalid_query, source_unreadable. */
export async function readBatches(chosen: Chosen): Promise<readonly Batch[]> {
  const read = chosen.staged ? stagedText(chosen.env) : textOf;
  const present = await chosenFiles(chosen);
  const gone = await goneFiles(chosen);
  const roots = [...new Set([...present.keys(), ...gone.keys()])];
  return Promise.all(
    roots.map((root) =>
      batchOf(root, present.get(root) ?? [], { chosen, gone: gone.get(root) ?? [], read }),
    ),
  );
}

/**
 * Paths of the chosen files, relative to the root of their work tree and sorted, by that root: the current folder for
 * those outside of one. Codes: invalid_query, source_unreadable.
 */
export async function chosenFiles(chosen: Chosen): Promise<ReadonlyMap<string, readonly string[]>> {
  const { paths, diff, staged, env } = chosen;
  if (paths.length > 0 && (diff !== undefined || staged))
    throw new WorkspaceError(
      'invalid_query',
      'Either paths, or --diff, or --staged can be given.',
      {
        next: 'Leave one out.',
      },
    );
  return byRoot(
    diff === undefined && !staged ? await filesNamed(paths, env) : await filesChanged(chosen),
  );
}

/** The same for files that were removed, or left for another name. */
async function goneFiles(chosen: Chosen): Promise<ReadonlyMap<string, readonly string[]>> {
  if (chosen.diff === undefined && !chosen.staged) return new Map();
  const { root, since } = await comparison(chosen);
  const removed = await git(root, [...CHANGED, '--diff-filter=D', ...since, '--'], chosen.env);
  const there = new Set(await filesChanged(chosen));
  return byRoot(namesIn(root, removed?.stdout).filter((file) => !there.has(file) && isProse(file)));
}

async function byRoot(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const roots = new Map<string, string[]>();
  for (const file of new Set(files)) {
    const root = (await workTreeRoot(dirname(file))) ?? process.cwd();
    roots.set(root, [...(roots.get(root) ?? []), relative(root, file).split(sep).join('/')]);
  }
  return new Map([...roots].map(([root, own]) => [root, own.toSorted()]));
}

/** The text of a file below a root; undefined for what is no text. */
type ReadText = (root: string, path: string) => Promise<string | undefined>;

const textOf: ReadText = async (root, path) => {
  try {
    return decodeText(await readFile(join(root, path)));
  } catch (cause) {
    throw new WorkspaceError('source_unreadable', `'${path}' cannot be read.`, { cause });
  }
};

/** As it will be committed. */
const stagedText =
  (env: GitEnvironment): ReadText =>
  async (root, path) =>
    (await git(root, ['show', `:./${path}`], env))?.stdout;

interface Reading {
  readonly chosen: Chosen;
  /** Relative to the root. */
  readonly gone: readonly string[];
  readonly read: ReadText;
}

async function batchOf(
  root: string,
  own: readonly string[],
  { chosen: { repo: given, env }, gone, read }: Reading,
): Promise<Batch> {
  const isGit = (await workTreeRoot(root)) !== undefined;
  const repo = given ?? (await repositoryOf({ path: root, root }, env));
  const documentsOf = (paths: readonly string[], reader: ReadText) =>
    readDecisions(paths, async (path) => {
      const text = await reader(root, path);
      return text === undefined ? undefined : readDocument({ repo, path, text });
    });
  const drafts = await documentsOf(own, read);
  const folders = [...new Set(drafts.map(({ path }) => parentOf(path)))];
  const neighbours = (await Promise.all(folders.map((folder) => filesIn(root, folder)))).flat();
  const others = neighbours.filter((path) => !own.includes(path));
  return { root, isGit, repo, drafts, beside: await documentsOf(others, textOf), gone };
}

async function readDecisions(
  paths: readonly string[],
  read: (path: string) => Promise<DocumentInput | undefined>,
): Promise<readonly DocumentInput[]> {
  const documents: DocumentInput[] = [];
  for (const path of paths.filter(isProse)) {
    const document = await read(path);
    if (document?.doc_type === 'adr') documents.push(document);
  }
  return documents;
}

const isProse = (path: string): boolean => {
  const format = formatOf(path);
  return format !== undefined && !isDiagram(format);
};

const filesIn = async (root: string, folder: string): Promise<readonly string[]> =>
  (await readdir(join(root, folder), { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => (folder === '.' ? name : `${folder}/${name}`));

/** Absolute; of a folder all that lies in it. */
async function filesNamed(
  paths: readonly string[],
  env: GitEnvironment,
): Promise<readonly string[]> {
  const named = paths.length > 0 ? paths : ['.'];
  return (await Promise.all(named.map((path) => filesAt(path, env)))).flat();
}

async function filesAt(path: string, env: GitEnvironment): Promise<readonly string[]> {
  const whole = await realpath(path).catch(() => resolve(path));
  const stats = await stat(whole).catch(() => undefined);
  if (!stats)
    throw new WorkspaceError('source_unreadable', `There is no file or folder '${path}'.`);
  if (!stats.isDirectory()) return [whole];
  const root = await workTreeRoot(whole);
  const below = root === undefined ? '' : relative(root, whole).split(sep).join('/');
  const listed = root === undefined ? undefined : await listFiles(root, below, env);
  if (root !== undefined && listed && listed.paths.length > 0)
    return listed.paths.map((each) => join(root, each)).filter(isFile);
  const entries = await readdir(whole, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](?:\.git|node_modules)[\\/]/.test(file));
}

/** Git lists links too, and what was deleted since. */
const isFile = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Absolute; what was deleted is left out. Code: invalid_query. */
async function filesChanged(chosen: Chosen): Promise<readonly string[]> {
  const { diff, staged, env } = chosen;
  const { root, since } = await comparison(chosen);
  const changed = await git(root, [...CHANGED, '--diff-filter=d', ...since, '--'], env);
  const added = staged ? undefined : await git(root, NEW_FILES, env);
  if (!changed) throw unknownCommit(diff ?? 'HEAD');
  return [...namesIn(root, changed.stdout), ...namesIn(root, added?.stdout)];
}

interface Comparison {
  readonly root: string;
  /** Arguments of `git diff`. */
  readonly since: readonly string[];
}

/** Code: invalid_query. */
async function comparison({ diff, staged, env, cwd }: Chosen): Promise<Comparison> {
  const root = await workTreeRoot(cwd ?? process.cwd());
  if (root !== undefined)
    return { root, since: staged ? ['--cached'] : [await commonCommit(root, diff ?? 'HEAD', env)] };
  throw new WorkspaceError('invalid_query', 'This is no git repository: nothing can be compared.', {
    next: 'Give paths instead.',
  });
}

const namesIn = (root: string, listed = ''): readonly string[] =>
  listed
    .split('\0')
    .filter((name) => name !== '')
    .map((name) => join(root, name));

/** A file under another name is one that is gone and one that is new. */
const CHANGED = ['diff', '--name-only', '-z', '--no-ext-diff', '--no-renames'];
const NEW_FILES = ['ls-files', '-z', '--others', '--exclude-standard'];

/** Where the two went apart, so that what others did since is no change of ours. */
export async function commonCommit(
  root: string,
  base: string,
  env: GitEnvironment,
): Promise<string> {
  if (base.startsWith('-')) throw unknownCommit(base);
  const common = await git(root, ['merge-base', base, 'HEAD'], env);
  const found = common ?? (await git(root, ['rev-parse', '--verify', `${base}^{commit}`], env));
  if (!found) throw unknownCommit(base);
  return found.stdout.trim();
}

const unknownCommit = (base: string): WorkspaceError =>
  new WorkspaceError('invalid_query', `'${base.slice(0, 100)}' is no commit here.`, {
    next: 'Name a branch, tag or commit that was fetched: --diff origin/main.',
  });
