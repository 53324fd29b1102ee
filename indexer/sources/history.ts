import { formatOf } from './formats.ts';
import { git, type GitEnvironment } from './git.ts';

/** The last commit that changed a file; both null when it was never committed. */
export interface LastCommit {
  readonly author: string | null;
  /** A moment, in UTC. */
  readonly committed_at: string | null;
}

/** Who changed the documents of a repository last, and when. */
export interface History {
  /** Undefined where it is not known, which is something else than never committed. */
  of(path: string): LastCommit | undefined;
}

export const NEVER: LastCommit = { author: null, committed_at: null };

/** What there is without git. */
export const NO_HISTORY: History = { of: () => NEVER };

/** Commits looked at: 10,000 take git a quarter of a second. */
const MOST_COMMITS = 50_000;

const COMMIT = '\u0001';
const PART = '\u0002';

/**
 * Reads the whole history of a work tree once, rather than once per file. A file that was moved as
 * it was keeps the commit that changed its text; a move with changes counts as a change. The first
 * commit of a shallow clone seems to add every file, so it says nothing.
 */
export async function historyOf(
  root: string,
  { head, isShallow }: { readonly head: string; readonly isShallow: boolean },
  env?: GitEnvironment,
): Promise<History> {
  const format = `--format=${COMMIT}%ct${PART}%P${PART}%aN`;
  const args = [
    'log',
    '-z',
    '--name-status',
    '-M100%',
    `--max-count=${MOST_COMMITS}`,
    format,
    head,
  ];
  const answer = await git(root, args, env);
  if (!answer) return { of: () => undefined };
  const { commits, read } = readLog(answer.stdout, isShallow);
  const isWhole = !isShallow && read < MOST_COMMITS;
  return { of: (path) => commits.get(path) ?? (isWhole ? NEVER : undefined) };
}

interface Log {
  readonly commits: ReadonlyMap<string, LastCommit>;
  /** Commits in all. */
  readonly read: number;
}

function readLog(text: string, isShallow: boolean): Log {
  const files = new Files();
  const tokens = text.split('\0');
  let commit: LastCommit | undefined;
  let read = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = (tokens[at] ?? '').replace(/^\n/, '');
    if (token.startsWith(COMMIT)) {
      read += 1;
      commit = commitIn(token.slice(1), isShallow);
    } else if (token !== '') {
      const isMove = token.startsWith('R');
      const [path = '', to = ''] = tokens.slice(at + 1, at + 3);
      at += isMove ? 2 : 1;
      if (isMove) files.moved(path, to);
      else if (commit) files.changed(path, token === 'D' ? NEVER : commit);
    }
  }
  return { commits: files.commits, read };
}

function commitIn(header: string, isShallow: boolean): LastCommit | undefined {
  const [seconds, parents, author] = header.split(PART);
  if (isShallow && parents === '') return undefined;
  const committed_at = new Date(Number(seconds) * 1_000).toISOString();
  return { author: author?.trim() || null, committed_at };
}

/** Files as they are called now, met from the newest commit to the oldest. */
class Files {
  readonly commits = new Map<string, LastCommit>();
  readonly #names = new Map<string, string>();

  changed(path: string, commit: LastCommit): void {
    const now = this.#names.get(path) ?? path;
    if (formatOf(now) && !this.commits.has(now)) this.commits.set(now, commit);
  }

  /** What is told of `from` in older commits is about the file that is called `to` in this one. */
  moved(from: string, to: string): void {
    const now = this.#names.get(to) ?? to;
    this.#names.delete(to);
    if (!this.commits.has(from)) this.commits.set(from, NEVER);
    this.#names.set(from, now);
  }
}
