import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { inProcess } from '#src/cli/connection';
import { createWatching } from '#src/cli/watching';
import type { Service } from '#src/service';

import type { Bench, Part } from './bench.ts';
import { openService } from './dataset.ts';
import { timed } from './measure.ts';
import { lineOf, type Report } from './report.ts';

/** How long a change on the disk takes until it is found. */
export const watchPart: Part = {
  name: 'watch',
  run: async (bench) => [await measureWatching(bench)],
};

const FILES = 1_000;
/** Milliseconds between looks, and until something is given up. */
const LOOK = 5;
const PATIENCE = 120_000;

async function measureWatching({ folder, quick }: Bench): Promise<Report> {
  const root = join(folder, 'watched');
  const repository = makeRepository(root);
  const service = await openService(join(folder, 'watched.db'));
  const { client } = inProcess(service);
  const watching = createWatching({
    client,
    folders: [{ path: root, repo: 'watched' }],
    onNews: () => undefined,
  });
  service.indexer.start();
  watching.start();
  try {
    await until(async () => (await countOf(service)) === FILES && (await isIndexed(service)));
    const writes = await measureWrites({ service, root }, quick ? 5 : 30);
    const switches = await measureSwitches({ service, repository }, quick ? 2 : 6);
    return {
      title: 'watching: from a change on the disk to the answer of a search',
      facts: { files: FILES },
      lines: [
        lineOf('one file written, found by its words', writes.words),
        lineOf('one file written, found by its meaning', writes.meaning),
        lineOf(`branch switch of ${FILES} files, found by their words`, switches.words),
        lineOf(`branch switch of ${FILES} files, all of them embedded`, switches.meaning),
      ],
    };
  } finally {
    await watching.stop();
    await service.close();
  }
}

interface Repository {
  checkOut(branch: string): void;
}

const textOf = (branch: string, n: number): string =>
  `# Page ${n} of ${branch}\n\nHow ${branch} number ${n} keeps its queue, its lease and its index.\n`;

/** Two branches in which every file differs; on disk is the first. */
function makeRepository(root: string): Repository {
  mkdirSync(root);
  const git = (...args: readonly string[]): void => {
    const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org'];
    execFileSync('git', [...who, ...args], { cwd: root, stdio: 'ignore' });
  };
  const commit = (branch: string): void => {
    for (let n = 0; n < FILES; n += 1) write(root, `docs/d${n % 20}/p${n}.md`, textOf(branch, n));
    git('add', '-A');
    git('commit', '-q', '-m', branch);
  };
  git('init', '-q', '-b', 'first');
  commit('first');
  git('checkout', '-q', '-b', 'second');
  commit('second');
  git('checkout', '-q', 'first');
  return { checkOut: (branch) => git('checkout', '-q', branch) };
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

interface Samples {
  readonly words: readonly number[];
  readonly meaning: readonly number[];
}

async function measureWrites(
  { service, root }: { readonly service: Service; readonly root: string },
  runs: number,
): Promise<Samples> {
  const [words, meaning]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    const word = `marker${run}x${'abcdefghij'[run % 10]}`;
    write(root, `docs/new/${run}.md`, `# ${word}\n\nA page that was written just now.\n`);
    const found = timed(() => until(() => isFound(service, word)));
    words.push((await found).milliseconds);
    const embedded = await timed(() => until(() => isIndexed(service)));
    meaning.push((await found).milliseconds + embedded.milliseconds);
  }
  return { words, meaning };
}

async function measureSwitches(
  { service, repository }: { readonly service: Service; readonly repository: Repository },
  runs: number,
): Promise<Samples> {
  const [words, meaning]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    const branch = run % 2 === 0 ? 'second' : 'first';
    repository.checkOut(branch);
    const found = await timed(() => until(async () => (await pagesOf(service, branch)) === FILES));
    const embedded = await timed(() => until(() => isIndexed(service)));
    words.push(found.milliseconds);
    meaning.push(found.milliseconds + embedded.milliseconds);
  }
  return { words, meaning };
}

async function isFound({ search }: Service, word: string): Promise<boolean> {
  const { hits } = await search.search({ q: word, mode: 'keyword', limit: 1 });
  return hits.length > 0;
}

const isIndexed = async ({ store }: Service): Promise<boolean> =>
  (await store.indexStatus()).pending === 0;

async function countOf({ store }: Service): Promise<number> {
  return (await store.summary()).records.documents ?? 0;
}

async function pagesOf({ store }: Service, branch: string): Promise<number> {
  const where = { field: 'title', op: 'contains', value: `of ${branch}` } as const;
  return (await store.list({ kind: 'documents', where, sort: [], limit: 1, fields: ['id'] })).total;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Nothing has come of it after ${PATIENCE / 1_000} s.`);
    await sleep(LOOK);
  }
}
