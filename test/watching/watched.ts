import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { vi } from 'vitest';

import { createWatching, type WatchedNews, type WatchingOptions } from '#src/cli/watching';
import { createClient, type Client } from '#src/client';
import type { RecordOf } from '#src/kinds/index';
import { createHarness, type Harness } from '#test/http/harness';

/** Longer than anything here takes on a machine that has much else to do; a test ends when its condition holds. */
const PATIENCE = 30_000;

const SETTINGS = [
  ...['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'],
  ...['-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'],
];

/** A folder on the disk, with what a user does in it. */
export interface Place {
  readonly root: string;
  at(path: string): string;
  write(path: string, text?: string): void;
  remove(path: string): void;
  git(...args: readonly string[]): void;
  /** As somebody else, at some moment. */
  commit(message: string, by?: { readonly author: string; readonly date: string }): void;
}

export function temporaryPlace(): Place & { end(): void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'watched-')));
  const at = (path: string): string => join(root, path);
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): void => {
    execFileSync('git', [...SETTINGS, ...args], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
  };
  return {
    root,
    at,
    write: (path, text = `# ${path}\n`) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    remove: (path) => rmSync(at(path), { recursive: true, force: true }),
    git: (...args) => run(args),
    commit: (message, by) => {
      run(['add', '-A']);
      const who = by && { GIT_AUTHOR_NAME: by.author, GIT_COMMITTER_DATE: by.date };
      run(['commit', '-q', '-m', message], { ...who });
    },
    end: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A service, and folders that are kept in step with it. */
export interface Watched {
  readonly client: Client;
  readonly harness: Harness;
  readonly news: readonly WatchedNews[];
  start(): void;
  stop(): Promise<void>;
  documents(): Promise<readonly RecordOf<'documents'>[]>;
  /** Paths of the documents, and their titles. */
  titles(): Promise<Readonly<Record<string, string>>>;
}

export function watchFolders(
  paths: readonly string[],
  options: Partial<WatchingOptions> = {},
): Watched {
  const harness = createHarness({ isOwner: true });
  const client = createClient({ fetch: (url, init) => harness.app.request(url, init) });
  const news: WatchedNews[] = [];
  const watcher = createWatching({
    client,
    folders: paths.map((path) => ({ path, repo: 'core' })),
    onNews: (one) => news.push(one),
    ...options,
  });
  const documents = async () => (await client.list('documents', { limit: 1_000 })).items;
  return {
    ...{ client, harness, news, documents },
    start: () => watcher.start(),
    stop: () => watcher.stop(),
    titles: async () => Object.fromEntries((await documents()).map((d) => [d.path, d.title])),
  };
}

/** Waits until a condition holds, and fails with what it says last. */
export const eventually = (condition: () => Promise<void> | void): Promise<void> =>
  vi.waitFor(condition, { timeout: PATIENCE, interval: 40 });
