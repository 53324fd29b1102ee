import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

import { packageRoot } from '#src/package-root';
import type { SearchResponse } from '#src/search/types';
import type { IndexStatus } from '#src/store/store';

import type { Bench, Part } from './bench.ts';
import { post, request } from './http.ts';
import { timed } from './measure.ts';
import { recordMaker } from './records.ts';
import { lineOf, percentile, significant, type Report } from './report.ts';

/** Search over HTTP while the same server indexes thousands of documents, against the same server at rest. */
export const busyPart: Part = { name: 'busy', run: async (bench) => [await measureBusy(bench)] };

const BATCH = 100;
/** Milliseconds between questions, as from a few people. */
const PAUSE = 20;
/** Milliseconds until the server must have said where it listens. */
const START = 30_000;

async function measureBusy(bench: Bench): Promise<Report> {
  const [before, added] = bench.quick ? [1_000, 500] : [5_000, 5_000];
  const server = await serve(join(bench.folder, 'busy.db'));
  try {
    const make = recordMaker(bench.text);
    const write = async (from: number, count: number): Promise<void> => {
      for (let at = from; at < from + count; at += BATCH)
        await post(
          `${server.url}/api/documents`,
          Array.from({ length: BATCH }, (_, index) => make.document(at + index)),
        );
    };
    await write(0, before);
    await untilIndexed(server.url);
    const { ask, degraded } = asker(server.url, bench.text.titles);
    await sample(ask, () => false, 20);
    const idle = await sample(ask, () => false, bench.quick ? 60 : 200);
    let isDone = false;
    const indexing = timed(async () => {
      await write(before, added);
      await untilIndexed(server.url);
    }).finally(() => (isDone = true));
    indexing.catch(() => undefined); // it is waited for below, unless a question fails first
    const busy = await sample(ask, () => isDone, Infinity);
    const { milliseconds } = await indexing;
    const ratio = percentile(busy, 0.95) / percentile(idle, 0.95);
    return {
      title: `search while ${added.toLocaleString('en')} documents are indexed`,
      facts: {
        'documents before': before,
        'written and indexed in': `${(milliseconds / 1_000).toFixed(1)} s`,
        'p95 against idle': `${significant(ratio)}x`,
        'answered without meaning': degraded(),
      },
      lines: [
        lineOf('hybrid over HTTP, idle', idle),
        lineOf('hybrid over HTTP, indexing', busy, {
          against: { name: 'idle', p50: percentile(idle, 0.5) },
        }),
      ],
    };
  } finally {
    await server.stop();
  }
}

type Ask = () => Promise<unknown>;

interface Asker {
  readonly ask: Ask;
  /** Answers by keyword alone, as when the model is not there yet. */
  degraded(): number;
}

function asker(url: string, titles: readonly string[]): Asker {
  let [round, count] = [0, 0];
  return {
    ask: async () => {
      const title = titles[round % titles.length] ?? '';
      const q = encodeURIComponent(`${title}${' '.repeat(round % 89)}`);
      round += 1;
      const answer = await request<SearchResponse>(`${url}/api/search?q=${q}`);
      count += Math.min(1, answer.degraded.length);
    },
    degraded: () => count,
  };
}

async function sample(ask: Ask, isDone: () => boolean, most: number): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < most && !isDone()) {
    times.push((await timed(ask)).milliseconds);
    await wait(PAUSE);
  }
  return times;
}

async function untilIndexed(url: string): Promise<void> {
  for (;;) {
    const { pending, failed } = await request<IndexStatus>(`${url}/api/index`);
    if (failed > 0) throw new Error(`${failed} records failed.`);
    if (pending === 0) return;
    await wait(100);
  }
}

interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** A process of its own, as in earnest: here its clients would wait for it, and it for them. */
async function serve(database: string): Promise<Served> {
  const main = join(packageRoot(), 'src', 'main.ts');
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', main], {
    cwd: packageRoot(),
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  try {
    return { url: await urlFrom(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What it says first names the address. */
async function urlFrom(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The server has no output.');
  const said: string[] = [];
  const found = new Promise<string>((found) => {
    for (const stream of [stdout, stderr])
      createInterface(stream).on('line', (line) => {
        said.push(line);
        const [url] = /http:\/\/[\w.]+:\d+/.exec(line) ?? [];
        if (url !== undefined) found(url);
      });
  });
  const late = wait(START, undefined, { ref: false }).then(() => {
    throw new Error(`The server did not say where it listens:\n${said.join('\n')}`);
  });
  return Promise.race([found, late]);
}
